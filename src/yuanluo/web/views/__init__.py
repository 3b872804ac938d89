"""Pages that belong to no subject: first pages, looks, demonstration."""

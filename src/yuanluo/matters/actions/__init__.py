"""Acts on matters: one function, one durable transaction, one row of the record."""

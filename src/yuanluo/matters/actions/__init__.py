"""Acts on matters: each one function, one durable transaction, one row of the record."""

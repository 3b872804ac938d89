"""Reading across matters: what supervisors look at, and the figures behind it."""

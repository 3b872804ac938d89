"""The programs' interface: one operation for each act, the same rules as the pages."""

"""PostgreSQL as Django knows it, with connections that are kept and statements too."""

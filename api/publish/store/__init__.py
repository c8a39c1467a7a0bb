"""Fifth stage: rows into a database, all or none, on SQLite and PostgreSQL."""

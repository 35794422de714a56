"""The database that every room keeps its records in: SQLite by default, PostgreSQL where the settings name one."""

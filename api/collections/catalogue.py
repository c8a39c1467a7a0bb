"""The one catalogue that every table stands in, canonical or served, and the type of texts in all of them. Knows SQLAlchemy Core alone."""

from sqlalchemy import MetaData, String

METADATA = MetaData()

# Equality and order must not depend on a database's collation: PostgreSQL is told to compare code points, SQLite does so by itself.
TEXT = String().with_variant(String(collation="C"), "postgresql")

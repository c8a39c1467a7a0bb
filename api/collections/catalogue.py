"""The two catalogues of tables, and the type of texts in all of them. Knows SQLAlchemy Core
alone.
"""

from sqlalchemy import MetaData, String

METADATA = MetaData()  # canonical tables and the register: Alembic keeps them
SERVED_METADATA = MetaData()  # what is served: made anew by publishing, from the declarations

# Equality and order must not depend on a database's collation: PostgreSQL is told to compare code
# points, SQLite does so by itself.
COLLATION = "C"
TEXT = String().with_variant(String(collation=COLLATION), "postgresql")

"""Every table of the database, canonical and served: for the build, the migrations and whatever else needs all of them."""

from api.schema.catalogue import METADATA
from api.schema.rows import ROWS
from api.schema.served import SERVED

# Importing the declarations above is what fills the catalogue.
assert SERVED
assert ROWS
TABLES = METADATA.tables

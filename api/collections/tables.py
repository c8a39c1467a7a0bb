"""Every table of the database, canonical and served: for publishing, migrations and whatever else needs all of them."""

from api.collections import COLLECTIONS
from api.collections.catalogue import METADATA, SERVED_METADATA
from api.collections.links import LINK_ROWS
from api.collections.served_tables import SERVED

# Importing the declarations above is what fills the catalogue.
assert COLLECTIONS
assert SERVED
assert LINK_ROWS
TABLES = {**METADATA.tables, **SERVED_METADATA.tables}

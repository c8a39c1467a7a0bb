"""Every table of the database, canonical and served: for publishing, migrations and whatever else
needs all of them.
"""

from api.collections import COLLECTIONS
from api.collections.catalogue import METADATA, SERVED_METADATA
from api.collections.links import LIST_TABLES
from api.collections.served_tables import SERVED

# Importing the declarations above is what fills the catalogue.
assert all((COLLECTIONS, SERVED, LIST_TABLES))
TABLES = {**METADATA.tables, **SERVED_METADATA.tables}

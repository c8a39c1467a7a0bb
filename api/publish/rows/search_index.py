"""The search index made from the rows of the build: documents in their order of importance, then
the database's own full-text index.

Statements only; `store` runs them within its own transaction. The rows wait in a temporary table,
since the place of a record is known when all are, and a full-text index is filled in the order of
its places.
"""

from api.collections.served import FOREVER
from api.collections.served_tables import CLAIMS_INDEX

STAGING = "search_staging"
# Keys of importance; what search shows; words that begin with a letter, and all other tokens.
_IMPORTANCE = ("place", "headline", "amount_down", "claims_down")
_SHOWN = ("collection", "id", "valid_from", "valid_to", "name", "summary", "aliases")
STAGING_COLUMNS = (*_IMPORTANCE, *_SHOWN, "words", "exact")


def _staging(text: str) -> str:
    """The table in which rows wait; `text` is a type that compares code points."""
    columns = [
        *(f"{name} bigint" for name in _IMPORTANCE),
        *(f"{name} {text}" for name in STAGING_COLUMNS[len(_IMPORTANCE) :]),
    ]
    return f"CREATE TEMPORARY TABLE {STAGING} ({', '.join(columns)})"


# Positions of latest versions are even, those of superseded ones odd.
_PLACED = f"""
CREATE TEMPORARY TABLE search_placed AS
SELECT row_number() OVER (ORDER BY {", ".join(_IMPORTANCE)}, id, valid_from) * 2
       + CASE WHEN valid_to = '{FOREVER}' THEN 0 ELSE 1 END AS position,
       {", ".join(_SHOWN)}, words || ' ' || exact AS words
FROM {STAGING}
"""
_SHARED = (
    _PLACED,
    f"DROP TABLE {STAGING}",
    (
        f"INSERT INTO search_documents SELECT position, {', '.join(_SHOWN)} FROM search_placed "
        "ORDER BY position"
    ),
    (
        "INSERT INTO search_ranges SELECT collection, min(position), max(position) FROM "
        "search_placed "
        "GROUP BY collection"
    ),
)
_IN_ONE_PIECE = "INSERT INTO {0}({0}, rank) VALUES ('hashsize', 67108864)"
_OPTIMIZED = "INSERT INTO {0}({0}) VALUES ('optimize')"
SQLITE_BEFORE = (_staging("text"), _IN_ONE_PIECE.format(CLAIMS_INDEX))
SQLITE_AFTER = (
    *_SHARED,
    # In one piece as far as memory allows: each piece written would be merged with others again.
    _IN_ONE_PIECE.format("search_index"),
    (
        "INSERT INTO search_index(rowid, words) SELECT position, words FROM search_placed ORDER BY "
        "position"
    ),
    _OPTIMIZED.format("search_index"),
    _OPTIMIZED.format(CLAIMS_INDEX),
    "DROP TABLE search_placed",
)
POSTGRESQL_BEFORE = (_staging('text COLLATE "C"'),)
POSTGRESQL_AFTER = (
    *_SHARED,
    # The tokens are letters and digits parted by spaces, which is how a tsvector is written.
    (
        "INSERT INTO search_index "
        "SELECT position, words::tsvector FROM search_placed ORDER BY position"
    ),
    "DROP TABLE search_placed",
)

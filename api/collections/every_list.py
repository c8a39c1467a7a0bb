"""Filters by ids: of every list, and of the parties of a record, whatever these are."""

from api.collections.declare import Filter

BY_ID = Filter("id", "text", "id", "any_of", "Only records with one of these ids.", "r-1")
# Of collections whose records have parties, whatever these are.
_PARTY = "Only records in which one of these firms, bodies or people takes part."
PARTY_FILTERS = (
    Filter("party_id", "text", "party_id", "any_of", _PARTY, "korea-zinc", listed=True),
)
# Every list can be searched.
SEARCH = Filter(
    "q",
    "words",
    "",
    "matches",
    "Only records that have every one of these words, or longer words that begin so, in any order; "
    "case, accents and hyphens make no difference. Without `sort`, records whose names match come "
    "first. Claims are found by their own words, conflicts and changes by the record they are "
    "about.",
    "ohio gas",
)

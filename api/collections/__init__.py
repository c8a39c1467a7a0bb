"""COLLECTIONS, the one tuple of every collection; everything else is derived from it. A new
collection is its file here, its place in COLLECTIONS, its folder in `seed/` and a migration.
"""

from sqlmodel import SQLModel

from api.collections.agreements import AGREEMENTS
from api.collections.changes import CHANGES
from api.collections.claims import CLAIMS
from api.collections.commitments import COMMITMENTS
from api.collections.companies import COMPANIES
from api.collections.conflicts import CONFLICTS
from api.collections.declare import Collection
from api.collections.documents import DOCUMENTS
from api.collections.events import EVENTS
from api.collections.indicators import INDICATORS
from api.collections.institutions import INSTITUTIONS
from api.collections.people import PEOPLE
from api.collections.positions import POSITIONS
from api.collections.projects import PROJECTS
from api.collections.releases import RELEASES
from api.collections.tariffs import TARIFFS
from api.collections.terms import TERMS
from api.collections.tranches import TRANCHES

# In the order of the documentation; search shows equal matches in it too.
COLLECTIONS: tuple[Collection, ...] = (
    AGREEMENTS,
    TERMS,
    COMMITMENTS,
    TRANCHES,
    PROJECTS,
    COMPANIES,
    INSTITUTIONS,
    PEOPLE,
    EVENTS,
    TARIFFS,
    INDICATORS,
    POSITIONS,
    DOCUMENTS,
    CLAIMS,
    RELEASES,
    CONFLICTS,
    CHANGES,
)
BY_NAME: dict[str, Collection] = {one.name: one for one in COLLECTIONS}
MODELS: dict[str, type[SQLModel]] = {one.name: one.model for one in COLLECTIONS}
# Records whose values rest on claims.
RECORDS: tuple[Collection, ...] = tuple(one for one in COLLECTIONS if one.kind == "record")
# With an address for each record.
ALL: tuple[Collection, ...] = tuple(one for one in COLLECTIONS if one.kind != "derived")
# Lists that the build derives: list only.
DERIVED: tuple[Collection, ...] = tuple(one for one in COLLECTIONS if one.kind == "derived")
# Collections whose records can take part in others, and those that they can take part in.
PARTIES: tuple[Collection, ...] = tuple(one for one in COLLECTIONS if one.parties_called)
PARTY_COLLECTIONS: tuple[str, ...] = tuple(one.name for one in PARTIES)
WITH_PARTIES: tuple[Collection, ...] = tuple(
    one for one in COLLECTIONS if "parties" in one.model.model_fields
)
# Collections whose amounts can be the whole of which others state parts.
WHOLES: frozenset[str] = frozenset(
    relation.collection for one in COLLECTIONS for relation in one.part_of
)

# Collections that search finds words in, in the order in which it shows what matches equally well.
# Claims, conflicts and changes are found through the record they are about.
SEARCHED: tuple[str, ...] = tuple(
    one.name
    for one in sorted(COLLECTIONS, key=lambda one: one.search_place or 0)
    if one.search_place is not None
)

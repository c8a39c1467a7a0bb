"""What exists: one declaration a collection, and ALL, the one explicit tuple both pipelines consult.

A new collection is one file here, its place in ALL, its seed and a migration; everything else follows.
"""

from api.resources.agreements import AGREEMENTS
from api.resources.commitments import COMMITMENTS
from api.resources.context import EVENTS, INDICATORS, POSITIONS, TARIFFS
from api.resources.declare import Resource
from api.resources.derived import CHANGES, CONFLICTS
from api.resources.parties import COMPANIES, INSTITUTIONS, PEOPLE
from api.resources.projects import PROJECTS
from api.resources.sources import CLAIMS, DOCUMENTS, RELEASES
from api.resources.terms import TERMS
from api.resources.tranches import TRANCHES

# Records whose values rest on claims.
RECORDS: tuple[Resource, ...] = (
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
)
# Every collection: list and detail at /v1/{name}.
ALL: tuple[Resource, ...] = (*RECORDS, DOCUMENTS, CLAIMS, RELEASES)
# Lists the build derives: list only.
DERIVED: tuple[Resource, ...] = (CONFLICTS, CHANGES)
BY_NAME: dict[str, Resource] = {resource.name: resource for resource in (*ALL, *DERIVED)}
# Collections whose records can take part in others.
PARTY_COLLECTIONS = ("companies", "institutions", "people")

# Collections that search finds words in, in the order in which it shows what matches equally well. Claims, conflicts and changes are
# found through the record they are about.
_FOUND_FIRST = ("agreements", "tranches", "projects", "commitments", *PARTY_COLLECTIONS)
SEARCHED = (*_FOUND_FIRST, *(resource.name for resource in ALL if resource.name not in (*_FOUND_FIRST, "claims")))

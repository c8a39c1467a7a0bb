"""The public shape of every collection, by its name."""

from sqlmodel import SQLModel

from api.schema.agreements import Agreement
from api.schema.commitments import Commitment
from api.schema.context import Event, Indicator, Position, Tariff
from api.schema.derived import Change, Conflict
from api.schema.parties import Company, Institution, Person
from api.schema.projects import Project
from api.schema.sources import Claim, Document, Release
from api.schema.terms import Term
from api.schema.tranches import Tranche

# What the world sees of each collection.
ITEMS: dict[str, type[SQLModel]] = {
    "agreements": Agreement,
    "terms": Term,
    "commitments": Commitment,
    "tranches": Tranche,
    "projects": Project,
    "companies": Company,
    "institutions": Institution,
    "people": Person,
    "events": Event,
    "tariffs": Tariff,
    "indicators": Indicator,
    "positions": Position,
    "documents": Document,
    "claims": Claim,
    "releases": Release,
    "conflicts": Conflict,
    "changes": Change,
}

"""The public shape and the canonical row of every collection, by its name. Importing this fills the catalogue with the canonical tables."""

from sqlmodel import SQLModel

from api.schema.agreements import Agreement, AgreementRow
from api.schema.commitments import Commitment, CommitmentRow
from api.schema.context import Event, EventRow, Indicator, IndicatorRow, Position, PositionRow, Tariff, TariffRow
from api.schema.derived import Change, Conflict
from api.schema.links import LINK_ROWS
from api.schema.parties import Company, CompanyRow, Institution, InstitutionRow, Person, PersonRow
from api.schema.projects import Project, ProjectRow
from api.schema.sources import Claim, Document, DocumentRow, Release, ReleaseRow
from api.schema.terms import Term, TermRow
from api.schema.tranches import Tranche, TrancheRow

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
# The canonical tables. Claims have none, nor have the lists that the build derives: their served tables say all.
ROWS: tuple[type[SQLModel], ...] = (
    AgreementRow,
    TermRow,
    CommitmentRow,
    TrancheRow,
    ProjectRow,
    CompanyRow,
    InstitutionRow,
    PersonRow,
    EventRow,
    TariffRow,
    IndicatorRow,
    PositionRow,
    DocumentRow,
    ReleaseRow,
    *LINK_ROWS,
)

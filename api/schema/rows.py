"""The canonical tables, each with the columns that its collection declares. Only build and migrations load them; nothing is served from them."""

from sqlmodel import SQLModel

from api.schema.agreements import AgreementColumns
from api.schema.commitments import CommitmentColumns
from api.schema.context import EventColumns, IndicatorColumns, PositionColumns, TariffColumns
from api.schema.links import LINK_ROWS
from api.schema.parties import CompanyColumns, InstitutionColumns, PersonColumns
from api.schema.projects import ProjectColumns
from api.schema.sources import DocumentColumns, ReleaseColumns
from api.schema.terms import TermColumns
from api.schema.tranches import TrancheColumns


class AgreementRow(AgreementColumns, table=True):
    """The canonical agreement, as the latest documents have it."""

    __tablename__ = "agreements"


class TermRow(TermColumns, table=True):
    """The canonical term."""

    __tablename__ = "terms"


class CommitmentRow(CommitmentColumns, table=True):
    """The canonical commitment."""

    __tablename__ = "commitments"


class TrancheRow(TrancheColumns, table=True):
    """The canonical tranche."""

    __tablename__ = "tranches"


class ProjectRow(ProjectColumns, table=True):
    """The canonical project."""

    __tablename__ = "projects"


class CompanyRow(CompanyColumns, table=True):
    """The canonical company."""

    __tablename__ = "companies"


class InstitutionRow(InstitutionColumns, table=True):
    """The canonical institution."""

    __tablename__ = "institutions"


class PersonRow(PersonColumns, table=True):
    """The canonical person."""

    __tablename__ = "people"


class EventRow(EventColumns, table=True):
    """The canonical event."""

    __tablename__ = "events"


class TariffRow(TariffColumns, table=True):
    """The canonical tariff."""

    __tablename__ = "tariffs"


class IndicatorRow(IndicatorColumns, table=True):
    """The canonical indicator."""

    __tablename__ = "indicators"


class PositionRow(PositionColumns, table=True):
    """The canonical position."""

    __tablename__ = "positions"


class DocumentRow(DocumentColumns, table=True):
    """The canonical document."""

    __tablename__ = "documents"


class ReleaseRow(ReleaseColumns, table=True):
    """The canonical release."""

    __tablename__ = "releases"


# Claims have no canonical table, nor have the lists that the build derives: their served tables say all.
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

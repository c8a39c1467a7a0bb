"""People: office-holders and experts."""

from api.collections import declare as d
from api.collections.fields import Model, code, computed, pointer, text
from api.collections.mixins import (
    Identity,
    OfficeFrom,
    OfficeUntil,
    ParticipationList,
    Provenance,
    RecordLists,
)


class PersonOwn(Model):
    """What only people have."""

    office: str | None = text("Office or position, as documents name it.", "Commerce Secretary")
    affiliation_type: str | None = computed("Collection of the affiliation.", "institutions")
    affiliation_id: str | None = pointer(
        "Firm or body the person belongs to.", "us-department-of-commerce"
    )
    country: str | None = code(
        "countries", "Country the person acts for or from, ISO 3166-1 alpha-2.", "US"
    )


class PersonColumns(Provenance, OfficeUntil, OfficeFrom, PersonOwn, Identity):
    """Every stored column of a person, in public order."""


class Person(RecordLists, ParticipationList, PersonColumns):
    """An office-holder or expert."""


class PersonRow(PersonColumns, table=True):
    """The canonical table of people, as the latest documents have them."""

    __tablename__ = "people"


PEOPLE = d.Collection(
    name="people",
    singular="person",
    example="howard-lutnick",
    kind="record",
    model=Person,
    table=PersonRow,
    parties_called="people",
    search_place=7,
    description="Office-holders and experts, with their office and, where stated, its period.",
    filters=(
        *d.codes("country", "countries", "country", "KR"),
        *d.texts("office", "office", "Prime Minister", negated=False),
        *d.texts("affiliation_id", "affiliation", "us-department-of-commerce", negated=False),
        *d.codes("role", "party_roles", "roles", "speaker", column="role", listed=True),
        *d.dates("office_from", "taking of office"),
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(
        d.Include("events", "events", through="events"),
        d.Include("positions", "positions", by="holder_id"),
        d.CLAIMS_INCLUDE,
    ),
)

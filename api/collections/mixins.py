"""Families of fields that many collections share: identity, provenance, amounts, value blocks, dates with their siblings, parties.

Each family is a plain SQLModel base. A collection lists the families it has in reverse order of appearance, since Pydantic
collects the fields of the last base first.
"""

from sqlmodel import Field

from api.collections.catalogue import TEXT
from api.collections.fields import Shape, code, computed, computed_code, items, number, pointer, text, whole


class Public(Shape):
    """Base of the shapes nested in a record. Open to keys added later, as every answer is."""


class Identity(Shape):
    """What every record is called."""

    id: str = Field(
        primary_key=True,
        sa_type=TEXT,
        description="Readable and permanent identifier, unique in its collection.",
        schema_extra={"examples": ["us-japan-investment"], "json_schema_extra": {"x-kind": "computed"}},
    )
    name: str | None = computed("What the record is called; null before the documents the name rests on are known.", "Ohio gas-fired power plant")
    summary: str | None = computed(
        "What the record is, in our own words; null before the documents it rests on are known.", "A plant announced in the first tranche."
    )


class Provenance(Shape):
    """Since when a record is known and how much stands behind it."""

    known_from: str = computed("First day (ISO 8601) on which a known document speaks of the record.", "2026-02-28")
    changed_on: str = computed("Last day (ISO 8601) on which a document changed a value of the record.", "2026-02-28")
    claim_count: int = whole("Number of claims on the record, whatever their rank.", 12, kind="computed")


class RecordLists(Shape):
    """Lists every record carries."""

    aliases: list[str] = items("Other names documents use for the record.", ["Japan's investment pledge"])
    previous_ids: list[str] = items("Former ids; each answers 301 to the present one.", [], kind="computed")
    conflicts: list[str] = items(
        "Fields on which documents disagree; the sides stand at `…/claims` and `/v1/conflicts`.", ["amount"], kind="computed"
    )
    document_ids: list[str] = items("Documents with a claim on the record.", ["strategic-concessions"], kind="computed")


class AmountColumns(Shape):
    """Money, flat, in whole currency units, exactly as stated: no exchange rate of ours, no split of a total."""

    amount: int | None = whole("Amount in whole units of `currency`.", 36000000000)
    amount_min: int | None = whole("Lower end where a range, or a least amount, is stated; whole units of `currency`.", None, kind="computed")
    amount_max: int | None = whole("Upper end where a range, or a most amount, is stated; whole units of `currency`.", None, kind="computed")
    amount_qualifier: str | None = computed_code("qualifiers", "How exactly the amount is stated.", "exact")
    currency: str | None = computed("Currency of the amount, ISO 4217.", "USD")
    amount_usd: int | None = whole("Amount in whole U.S. dollars: stated in dollars, or converted by a document, never by us.", 36000000000)
    amount_basis: str | None = code("amount_bases", "What the amount is: sums are meaningful only within one basis.", "announced")
    amount_status: str = computed_code("value_statuses", "Where the amount, or its absence, comes from.", "stated")
    amount_usd_counted: int | None = whole(
        "What this record adds to the total of its basis, whole U.S. dollars; null where adding it would count something twice.",
        36000000000,
        kind="computed",
    )


class ValueColumns(Shape):
    """A value with its unit, exactly as stated."""

    value: str | None = text("The value as text.", "45", kind="value")
    value_number: float | None = number("The value as a number, in `unit`.", 45, kind="computed")
    value_min: float | None = number("Lower end where a range or a least value is stated, in `unit`.", None, kind="computed")
    value_max: float | None = number("Upper end where a range or a most value is stated, in `unit`.", None, kind="computed")
    value_qualifier: str | None = computed_code("qualifiers", "How exactly the value is stated.", "exact")
    unit: str | None = computed("Unit as a plain symbol: `percent`, `days`, `GW`, `t/year`, or a currency code.", "days")
    value_status: str = computed_code("value_statuses", "Where the value, or its absence, comes from.", "stated")


def _date(what: str) -> str:
    return f"{what}, EDTF at the precision stated."


def _modifier(what: str) -> str | None:
    return computed_code("date_modifiers", f"What narrows or opens {what}.", None)  # type: ignore[no-any-return]


def _status(what: str) -> str:
    return computed_code("value_statuses", f"Where {what}, or its absence, comes from.", "stated")  # type: ignore[no-any-return]


def _earliest(what: str) -> str | None:
    return computed(f"Earliest real day that {what} can mean; `…_gte` tests it.", "2026-02-17")  # type: ignore[no-any-return]


def _latest(what: str) -> str | None:
    return computed(f"Latest real day that {what} can mean; `…_lte` tests it.", "2026-02-17")  # type: ignore[no-any-return]


class AnnouncedOn(Shape):
    """When it was announced."""

    announced_on: str | None = text(_date("When it was announced"), "2026-02-17", kind="date")
    announced_on_modifier: str | None = _modifier("`announced_on`")
    announced_on_earliest: str | None = _earliest("`announced_on`")
    announced_on_latest: str | None = _latest("`announced_on`")
    announced_on_status: str = _status("`announced_on`")


class PledgedOn(Shape):
    """When the amount was pledged."""

    pledged_on: str | None = text(_date("When the amount was pledged"), "2026-02-17", kind="date")
    pledged_on_modifier: str | None = _modifier("`pledged_on`")
    pledged_on_earliest: str | None = _earliest("`pledged_on`")
    pledged_on_latest: str | None = _latest("`pledged_on`")
    pledged_on_status: str = _status("`pledged_on`")


class SignedOn(Shape):
    """When it was signed."""

    signed_on: str | None = text(_date("When it was signed"), "2026-02-17", kind="date")
    signed_on_modifier: str | None = _modifier("`signed_on`")
    signed_on_earliest: str | None = _earliest("`signed_on`")
    signed_on_latest: str | None = _latest("`signed_on`")
    signed_on_status: str = _status("`signed_on`")


class EndsOn(Shape):
    """When it ends, or by when it must be completed."""

    ends_on: str | None = text(_date("When it ends, or by when it must be completed"), "2026-02-17", kind="date")
    ends_on_modifier: str | None = _modifier("`ends_on`")
    ends_on_earliest: str | None = _earliest("`ends_on`")
    ends_on_latest: str | None = _latest("`ends_on`")
    ends_on_status: str = _status("`ends_on`")


class EffectiveOn(Shape):
    """From when it applies."""

    effective_on: str | None = text(_date("From when it applies"), "2026-02-17", kind="date")
    effective_on_modifier: str | None = _modifier("`effective_on`")
    effective_on_earliest: str | None = _earliest("`effective_on`")
    effective_on_latest: str | None = _latest("`effective_on`")
    effective_on_status: str = _status("`effective_on`")


class OccurredOn(Shape):
    """When it happened or is planned."""

    occurred_on: str | None = text(_date("When it happened or is planned"), "2026-02-17", kind="date")
    occurred_on_modifier: str | None = _modifier("`occurred_on`")
    occurred_on_earliest: str | None = _earliest("`occurred_on`")
    occurred_on_latest: str | None = _latest("`occurred_on`")
    occurred_on_status: str = _status("`occurred_on`")


class OfficeFrom(Shape):
    """When the person took the office."""

    office_from: str | None = text(_date("When the person took the office"), "2026-02-17", kind="date")
    office_from_modifier: str | None = _modifier("`office_from`")
    office_from_earliest: str | None = _earliest("`office_from`")
    office_from_latest: str | None = _latest("`office_from`")
    office_from_status: str = _status("`office_from`")


class OfficeUntil(Shape):
    """When the person left the office."""

    office_until: str | None = text(_date("When the person left the office"), "2026-02-17", kind="date")
    office_until_modifier: str | None = _modifier("`office_until`")
    office_until_earliest: str | None = _earliest("`office_until`")
    office_until_latest: str | None = _latest("`office_until`")
    office_until_status: str = _status("`office_until`")


class PublishedOn(Shape):
    """When it was published."""

    published_on: str | None = text(_date("When it was published"), "2026-02-17", kind="date")
    published_on_modifier: str | None = _modifier("`published_on`")
    published_on_earliest: str | None = _earliest("`published_on`")
    published_on_latest: str | None = _latest("`published_on`")
    published_on_status: str = _status("`published_on`")


class Party(Public):
    """Who takes part, in which role."""

    party_type: str = computed("Collection of the party: `companies`, `institutions` or `people`.", "companies")
    party_id: str = computed("Id of the party.", "korea-zinc")
    name: str | None = computed("Name of the party.", "Korea Zinc")
    role: str | None = code("party_roles", "What the party does here.", "developer")
    product: str | None = text("What the party supplies or makes here.", "optical fiber cables")
    office: str | None = text("Office in which a person takes part.", "Commerce Secretary")
    amount: int | None = whole("Amount of the party's part, whole units of `currency`.", None)
    amount_qualifier: str | None = computed_code("qualifiers", "How exactly the amount is stated.", None)
    currency: str | None = computed("Currency of the amount, ISO 4217.", None)
    from_: str | None = text("From when the party takes part, EDTF.", None, kind="date", alias="from")
    to: str | None = text("Until when the party takes part, EDTF.", None, kind="date")


class Participation(Public):
    """Where a firm, body or person takes part: a party seen from its own side."""

    subject_type: str = computed("Collection of the record it takes part in.", "projects")
    subject_id: str = computed("Id of the record it takes part in.", "korea-zinc-refinery")
    name: str | None = computed("Name of that record.", "Korea Zinc critical-metals refinery")
    role: str | None = code("party_roles", "What it does there.", "developer")
    product: str | None = text("What it supplies or makes there.", None)
    office: str | None = text("Office in which a person takes part.", None)
    amount: int | None = whole("Amount of its part, whole units of `currency`.", None)
    amount_qualifier: str | None = computed_code("qualifiers", "How exactly the amount is stated.", None)
    currency: str | None = computed("Currency of the amount, ISO 4217.", None)
    from_: str | None = text("From when it takes part, EDTF.", None, kind="date", alias="from")
    to: str | None = text("Until when it takes part, EDTF.", None, kind="date")


class Subject(Public):
    """A record something is about."""

    subject_type: str = computed("Collection of the record.", "agreements")
    subject_id: str = computed("Id of the record.", "us-japan-investment")
    name: str | None = computed("Name of the record.", "U.S.-Japan investment deal")


class Output(Public):
    """What a project yields."""

    product: str = text("The product.", "ammonia")
    value: str | None = text("The quantity as text.", "500000", kind="value")
    value_number: float | None = number("The quantity, in `unit`.", 500000, kind="computed")
    value_qualifier: str | None = computed_code("qualifiers", "How exactly the quantity is stated.", "exact")
    unit: str | None = computed("Unit of the quantity.", "t/year")


class PartyList(Shape):
    """For records that others take part in."""

    parties: list[Party] = items("Who takes part, in which role.", [], kind="parties")


class ParticipationList(Shape):
    """For firms, bodies and people."""

    participations: list[Participation] = items(
        "Where it takes part, in which role: the parties of other records, seen from this side.", [], kind="computed"
    )


class SubjectColumns(Shape):
    """The one record something is about."""

    subject_type: str | None = computed("Collection of the record this is about.", "agreements")
    subject_id: str | None = pointer("Id of the record this is about.", "us-japan-investment")

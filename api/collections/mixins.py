"""Fields that many collections share: identity, provenance, amounts, values, dates, parties. Each
group is a plain SQLModel base; a collection lists its bases in reverse order of appearance, since
Pydantic collects the fields of the last base first.
"""

from typing import Any

from pydantic import create_model

from api.collections.fields import (
    Model,
    code,
    computed,
    computed_code,
    items,
    key,
    kinds_of_documents,
    number,
    pointer,
    statuses,
    text,
    whole,
)


class Identity(Model):
    """What every record is called."""

    id: str = key("Permanent identifier, unique in its collection.", "us-japan-investment")
    name: str | None = computed(
        "Its name; null before a document that names it is known.",
        "Ohio gas-fired power plant",
    )
    summary: str | None = computed(
        "What it is, in our own words; null before its documents are known.",
        "A plant announced in the first tranche.",
    )


class Provenance(Model):
    """Since when a record is known and how much stands behind it."""

    known_from: str = computed("First day on which a document speaks of it.", "2026-02-28")
    changed_on: str = computed("Last day on which a document changed a value.", "2026-02-28")
    claim_count: int = whole("Number of claims on it, whatever their rank.", 12, kind="computed")


class RecordLists(Model):
    """Lists every record carries."""

    aliases: list[str] = items("Other names documents use for it.", ["Japan's investment pledge"])
    previous_ids: list[str] = items("Former ids, each answering 301.", [], kind="computed")
    conflicts: list[str] = items(
        "Fields on which documents disagree; see `/v1/conflicts`.",
        ["amount"],
        kind="computed",
    )
    document_ids: list[str] = items(
        "Documents that support a value served.",
        ["strategic-concessions"],
        kind="computed",
    )
    document_kinds: list[str] = kinds_of_documents("Sorts of source these are")
    mentioned_in: list[str] = items(
        "Documents with any claim on it, whatever its rank; empty in the first release.",
        ["strategic-concessions"],
        kind="computed",
    )
    field_status: dict[str, str] = statuses(
        "Fields that no document plainly states, with why; empty in the first release. "
        "Code list: `value_statuses`.",
        {"binding": "inferred"},
    )


class AmountColumns(Model):
    """Money, flat, in whole currency units, exactly as stated: no exchange rate of ours, no split
    of a total.
    """

    amount: int | None = whole("Amount in whole units of `currency`.", 36000000000)
    amount_min: int | None = whole(
        "Lower end of a range, or a least amount, in whole units of `currency`.",
        None,
        kind="computed",
    )
    amount_max: int | None = whole(
        "Upper end of a range, or a most amount, in whole units of `currency`.",
        None,
        kind="computed",
    )
    amount_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the amount is stated.", "exact"
    )
    currency: str | None = computed_code("currencies", "Currency of the amount, ISO 4217.", "USD")
    amount_usd: int | None = whole(
        "Amount in whole U.S. dollars: stated, or converted by a document, never by us.",
        36000000000,
    )
    amount_usd_qualifier: str | None = computed_code(
        "qualifiers", "How exactly `amount_usd` is stated.", "exact"
    )
    amount_basis: str | None = code(
        "amount_bases",
        "What the amount is: sums are meaningful only within one basis.",
        "announced",
    )
    amount_status: str = computed_code("value_statuses", "How the amount is known.", "stated")
    amount_usd_counted: int | None = whole(
        "What it adds to the total of its basis, whole U.S. dollars: its amount less those of its "
        "parts; null where it is excluded.",
        36000000000,
        kind="computed",
    )


class ValueColumns(Model):
    """A value with its unit, exactly as stated."""

    value: str | None = text("The value as text.", "45", kind="value")
    value_number: float | None = number("The value as a number, in `unit`.", 45, kind="computed")
    value_min: float | None = number(
        "Lower end where a range or a least value is stated, in `unit`.", None, kind="computed"
    )
    value_max: float | None = number(
        "Upper end where a range or a most value is stated, in `unit`.", None, kind="computed"
    )
    value_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the value is stated.", "exact"
    )
    unit: str | None = computed(
        "Unit as a plain symbol: `percent`, `days`, `GW`, `t/year`, or a currency code.", "days"
    )
    value_status: str = computed_code("value_statuses", "How the value is known.", "stated")


def _date_fields(name: str, what: str) -> Any:
    """A family of one date: the date as stated, what narrows it, the days it can mean, and where it
    comes from.
    """
    return create_model(  # type: ignore[call-overload]
        f"{name.title().replace('_', '')}Fields",
        __base__=Model,
        __doc__=f"{what}.",
        **{
            name: (
                str | None,
                text(f"{what}, EDTF at the precision stated.", "2026-02-17", kind="date"),
            ),
            f"{name}_modifier": (
                str | None,
                computed_code("date_modifiers", f"What narrows or opens `{name}`.", None),
            ),
            f"{name}_earliest": (
                str | None,
                computed(f"First day that `{name}` can mean; `…_gte` tests it.", "2026-02-17"),
            ),
            f"{name}_latest": (
                str | None,
                computed(f"Last day that `{name}` can mean; `…_lte` tests it.", "2026-02-17"),
            ),
            f"{name}_status": (
                str,
                computed_code("value_statuses", f"How `{name}` is known.", "stated"),
            ),
            f"{name}_stated_part": (
                str | None,
                computed_code("date_parts", f"What of an inferred `{name}` is stated.", None),
            ),
        },
    )


AnnouncedOn = _date_fields("announced_on", "When it was announced")
PledgedOn = _date_fields("pledged_on", "When the amount was pledged")
SignedOn = _date_fields("signed_on", "When it was signed")
EndsOn = _date_fields("ends_on", "When it ends, or by when it must be completed")
EffectiveOn = _date_fields("effective_on", "From when it applies")
OccurredOn = _date_fields("occurred_on", "When it happened or is planned")
OfficeFrom = _date_fields("office_from", "When the person took the office")
OfficeUntil = _date_fields("office_until", "When the person left the office")
PublishedOn = _date_fields("published_on", "When it was published")


class Subject(Model):
    """A record something is about."""

    subject_type: str = computed("Collection of the record.", "agreements")
    subject_id: str = computed("Id of the record.", "us-japan-investment")
    name: str | None = computed("Name of the record.", "U.S.-Japan investment deal")


class PartFields(Model):
    """What a party does in a record, seen from either side."""

    role: str | None = code("party_roles", "What the party does there.", "developer")
    product: str | None = text("What the party supplies or makes there.", "optical fiber cables")
    office: str | None = text("Office in which a person takes part.", "Commerce Secretary")
    amount: int | None = whole("Amount of the party's part, whole units of `currency`.", None)
    amount_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the amount is stated.", None
    )
    currency: str | None = computed_code("currencies", "Currency of the amount, ISO 4217.", None)
    amount_usd: int | None = whole(
        "The same in whole U.S. dollars: stated, or converted by a document, never by us.",
        None,
    )
    amount_usd_qualifier: str | None = computed_code(
        "qualifiers", "How exactly `amount_usd` is stated.", None
    )
    amount_status: str | None = computed_code(
        "value_statuses",
        "How the amount is known; null in the first release.",
        "not_stated",
    )
    amount_usd_status: str | None = computed_code(
        "value_statuses", "The same of `amount_usd`; null in the first release.", "not_stated"
    )
    share_percent: float | None = number(
        "Share of the party in percent: of the undertaking or venture the record is, or of the "
        "firm in it whose role is `target`.",
        None,
    )
    share_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the share is stated.", None
    )
    from_: str | None = text(
        "From when the party takes part, EDTF.", None, kind="date", alias="from"
    )
    to: str | None = text("Until when the party takes part, EDTF.", None, kind="date")


class PartyName(Model):
    """Which party it is."""

    party_type: str = computed(
        "Collection of the party: `companies`, `institutions` or `people`.", "companies"
    )
    party_id: str = computed("Id of the party.", "korea-zinc")
    name: str | None = computed("Name of the party.", "Korea Zinc")


class Party(PartFields, PartyName):
    """Who takes part, in which role."""


class Participation(PartFields, Subject):
    """Where a firm, body or person takes part: a party seen from its own side."""


class Output(Model):
    """What a project yields."""

    product: str = text("The product.", "ammonia")
    value: str | None = text("The quantity as text.", "500000", kind="value")
    value_number: float | None = number("The quantity, in `unit`.", 500000, kind="computed")
    value_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the quantity is stated.", "exact"
    )
    unit: str | None = computed("Unit of the quantity.", "t/year")


class PartyList(Model):
    """For records that others take part in."""

    parties: list[Party] = items("Who takes part, in which role.", [], kind="parties")


class ParticipationList(Model):
    """For firms, bodies and people."""

    participations: list[Participation] = items(
        "Where it takes part: the parties of other records, seen from this side.",
        [],
        kind="computed",
    )


class SubjectColumns(Model):
    """The one record something is about."""

    subject_type: str | None = computed("Collection of the record this is about.", "agreements")
    subject_id: str | None = pointer("Id of the record this is about.", "us-japan-investment")

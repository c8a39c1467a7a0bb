"""The words a collection is declared with: data, never behaviour; for publishing and reading."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import SQLModel

from api.collections.operators import BOUNDS, OPERATORS, Operator

Kind = Literal["text", "code", "reference", "date", "number", "flag", "words"]

LARGEST_EXACT = 2**53 - 1  # the largest whole number that every JSON reader keeps exact


@dataclass(frozen=True)
class Filter:
    """One query parameter: the stored column (or list) it tests, how, and what it accepts."""

    name: str
    kind: Kind
    column: str
    operator: Operator
    description: str
    example: str
    codelist: str | None = None  # code: the list whose values it accepts
    collection: str | None = None  # reference: the collection whose ids it accepts
    listed: bool = False  # the column is a list: membership is tested

    @property
    def many(self) -> bool:
        """Whether it takes many values."""
        return OPERATORS[self.operator].many


@dataclass(frozen=True)
class Sort:
    """One sort key: `name` ascending, `-name` descending, nulls last in both. `then` names what
    orders equals: a code, in the order of `then_list`, or a text.

    An `id` and a `day` are never null and order as they are written; a `date` is a day or null; a
    `position` is no column but a place among hits.
    """

    name: str
    column: str
    kind: Literal["id", "text", "day", "date", "number", "position"]
    then: str | None = None
    then_list: str = ""


@dataclass(frozen=True)
class Include:
    """Related records that `include=name` adds to each record, from `collection`.

    Exactly one of: `through`, a list of ids the record carries; `by`, a column of the related
    collection that holds the record's id; `column`, a column of the record that holds the related
    id; `subject`, true where the related records point back by subject.
    """

    name: str
    collection: str
    through: str | None = None
    by: str | None = None
    column: str | None = None
    subject: bool = False


@dataclass(frozen=True)
class Relation:
    """A field that holds the id of one record of another collection."""

    field: str
    collection: str


@dataclass(frozen=True)
class Collection:
    """One collection: its public model, its canonical table where it has one, and what a list of it
    can be asked.

    `kind`: records rest on claims and stand in the seed; sources are documents, claims and
    releases; derived lists are found when a release is built, and have no address for a single
    entry.
    """

    name: str
    singular: str
    kind: Literal["record", "source", "derived"]
    model: type[SQLModel]
    description: str
    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    includes: tuple[Include, ...] = ()
    table: type[SQLModel] | None = None
    example: str = ""  # the id of a record, for who tries an address out
    # Columns often filtered together, or before a sort key, served by one index.
    pairs: tuple[tuple[str, ...], ...] = ()
    # The record that states the whole of which its amount can be a part, nearest first.
    part_of: tuple[Relation, ...] = ()
    # The agreement above it: what a dispute about it puts at stake.
    agreement: Relation | None = None
    # What its records are called where they take part in others; none where they cannot.
    parties_called: str | None = None
    # Place among collections whose records match a search equally well; none where search does not
    # look.
    search_place: int | None = 50
    default_sort: str = "id"
    # Each version's line of CSV is stored: making it takes longer than reading it.
    stores_lines: bool = True
    # Rows are numbered in the order of their ids: where they are many, every index is a third
    # smaller.
    placed: bool = False

    @property
    def has_claims(self) -> bool:
        """Whether claims are made on its records."""
        return self.kind == "record" or self.name == "documents"


ANY_OF = "Only records whose {} is one of these."


def none_of(any_of: Filter, what: str, kind: str = "") -> Filter:
    """The filter that keeps what the other leaves out: `name_not`."""
    words = f"Only records whose {what} is none of these{kind}."
    return replace(
        any_of,
        name=any_of.name + OPERATORS["none_of"].suffix,
        operator="none_of",
        description=words,
    )


def codes(
    name: str,
    codelist: str,
    what: str,
    example: str,
    *,
    column: str | None = None,
    listed: bool = False,
    negated: bool = True,
) -> tuple[Filter, ...]:
    """`name=a,b` (any of) and `name_not=a,b` (none of) over the values of a code list."""
    any_of = Filter(
        name, "code", column or name, "any_of", ANY_OF.format(what), example, codelist, None, listed
    )
    return (any_of, none_of(any_of, what)) if negated else (any_of,)


def ids(
    name: str,
    collection: str,
    what: str,
    example: str,
    *,
    column: str | None = None,
    listed: bool = False,
    negated: bool = True,
) -> tuple[Filter, ...]:
    """`name=a,b` (any of) and `name_not=a,b` (none of) over ids of one collection; a previous id is
    understood.
    """
    words = f"Only records whose {what} is one of these ids."
    any_of = Filter(
        name, "reference", column or name, "any_of", words, example, None, collection, listed
    )
    return (any_of, none_of(any_of, what, " ids")) if negated else (any_of,)


def texts(name: str, what: str, example: str, *, negated: bool = True) -> tuple[Filter, ...]:
    """`name=a,b` (any of) and `name_not=a,b` (none of) over values that stand in no closed list."""
    any_of = Filter(name, "text", name, "any_of", ANY_OF.format(what), example)
    return (any_of, none_of(any_of, what)) if negated else (any_of,)


def _bounds(
    name: str, kind: Kind, columns: tuple[str, str], words: tuple[str, str], example: str
) -> tuple[Filter, ...]:
    day = " day" if kind == "date" else ""
    return tuple(
        Filter(
            name + OPERATORS[bound].suffix,
            kind,
            column,
            bound,
            f"Only records whose {said} this{day}.",
            example,
        )
        for bound, column, said in zip(BOUNDS, columns, words, strict=True)
    )


def dates(name: str, what: str, example: str = "2026-02-17") -> tuple[Filter, ...]:
    """`name_gte` tests the earliest day the date can mean, `name_lte` the latest."""
    words = (f"{what} is certainly on or after", f"{what} is certainly on or before")
    return _bounds(name, "date", (f"{name}_earliest", f"{name}_latest"), words, example)


def days(name: str, what: str, example: str = "2025-12-24") -> tuple[Filter, ...]:
    """`name_gte` and `name_lte` over a field that is always one whole day."""
    return _bounds(
        name, "date", (name, name), (f"{what} is on or after", f"{what} is on or before"), example
    )


def numbers(name: str, what: str, example: str) -> tuple[Filter, ...]:
    """`name_gte` and `name_lte` over a number."""
    return _bounds(
        name, "number", (name, name), (f"{what} is at least", f"{what} is at most"), example
    )


def flags(name: str, what: str) -> tuple[Filter, ...]:
    """`name=true` or `name=false`."""
    words = f"Only records for which {what} is true, or false."
    return (Filter(name, "flag", name, "equals", words, "false"),)


def absent(name: str, what: str) -> tuple[Filter, ...]:
    """`name_is_null=true` keeps records without a value, `false` those with one."""
    words = f"`true`: only records without {what}; `false`: only records with one."
    suffix = OPERATORS["is_null"].suffix
    return (Filter(name + suffix, "flag", name, "is_null", words, "true"),)


# Every list of records and of documents can be asked for these.
CHANGED_IN_RELEASE = (
    Filter(
        "changed_in_release",
        "reference",
        "changed_in_releases",
        "any_of",
        "Only records that one of these releases added, changed or corrected.",
        "2026-11-21",
        collection="releases",
        listed=True,
    ),
)
# Every record collection can be asked for these.
COMMON_FILTERS = (
    *ids(
        "document_id",
        "documents",
        "supporting document",
        "strategic-concessions",
        listed=True,
        column="document_ids",
        negated=False,
    ),
    *codes(
        "document_kind",
        "document_kinds",
        "kind of supporting document",
        "newspaper",
        column="document_kinds",
        listed=True,
        negated=False,
    ),
    *days("known_from", "first knowledge day"),
    *days("changed_on", "last day of change"),
    *CHANGED_IN_RELEASE,
)
COMMON_SORTS = (
    Sort("id", "id", "id"),
    Sort("name", "name", "text"),
    Sort("known_from", "known_from", "day"),
    Sort("changed_on", "changed_on", "day"),
)
AMOUNT_FILTERS = (
    *codes("amount_basis", "amount_bases", "amount basis", "announced"),
    *codes("amount_status", "value_statuses", "amount status", "stated", negated=False),
    *texts("currency", "currency", "USD", negated=False),
    *numbers("amount_usd", "amount in U.S. dollars", "1000000000"),
)
AMOUNT_SORTS = (Sort("amount_usd", "amount_usd", "number"),)
CLAIMS_INCLUDE = Include("claims", "claims", subject=True)


def date_sort(name: str) -> Sort:
    """Sort by the earliest day a date can mean."""
    return Sort(name, f"{name}_earliest", "date")


# What is about one record can be asked for by it.
SUBJECT_FILTERS = (
    *texts("subject_id", "subject", "us-japan-investment", negated=False),
    *codes("subject_type", "collections", "kind of subject", "agreements"),
)
# Conflicts and changes can be asked for by the record and field they are on.
RECORD_FILTERS = (
    *codes("subject_type", "collections", "collection", "agreements"),
    *texts("subject_id", "record", "us-japan-investment", negated=False),
    *texts("field", "field", "amount"),
)

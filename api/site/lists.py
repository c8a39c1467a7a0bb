"""A list as a table: which columns, how each cell reads, the form that narrows it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.collections.codelists import CODELISTS
from api.collections.declare import Collection
from api.formats import words
from api.formats.readable import fields_of, shown_value
from api.http.edge.canonical_url import QueryItems, query_text, without
from api.read.request.given import CLOCKS
from api.site.facts import MARKS, PageItem, mark_of

MOST_COLUMNS = 5
MOST_SELECTS = 4
MOST_VALUE_LETTERS = 20  # of a value in words among figures, where an obligation says it too
# What a reader compares first, in the order of the columns.
_FIRST = (
    "sector",
    "subdivision",
    "obligation",
    "kind",
    "status",
    "country",
    "stance",
    "measure",
    "publisher",
)
# Where a date is what a record is about, it stands first, and the state is of little use.
_TIMELINES = {"occurred_on"}
# How a page sorts a list without `sort=`: by the first of these keys that the collection has.
_ORDERS = ("-occurred_on", "-amount_usd", "-published_on", "name")
_DATES = ("occurred_on", "announced_on", "effective_on", "signed_on", "published_on", "known_from")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column; `sort` is the address of the list sorted by it, `order` how it is sorted now."""

    field: str
    label: str
    number: bool
    sort: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: text, and the mark of what is not plainly stated."""

    text: str
    mark: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One record: where it leads, its name and its cells."""

    href: str
    name: str
    cells: Sequence[Cell]
    under: str


@dataclass(frozen=True, slots=True)
class Select:
    """A filter of the form: its codes with their labels, and what is chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


def page_order(collection: Collection) -> str:
    """How a page sorts a list without `sort=`: events by date, deals by size."""
    keys = {sort.name for sort in collection.sorts}
    return next(one for one in (*_ORDERS, collection.default_sort) if one.lstrip("-") in keys)


def list_columns(collection: Collection, items: QueryItems) -> list[ListColumn]:
    """The columns of a list besides the name; those with a sort key lead to the list so sorted."""
    fields = collection.model.model_fields
    chosen = [name for name in _FIRST if name in fields][: MOST_COLUMNS - 2]
    dates = [name for name in _DATES if name in fields][:1]
    if _TIMELINES.isdisjoint(dates):
        chosen += dates
    else:
        chosen = [*dates, *(name for name in chosen if name != "subdivision")]
    chosen += [
        name for name in ("amount", "rate_percent", "value", "claim_count") if name in fields
    ][:1]
    asked = dict(items).get("sort", page_order(collection))
    return [_column(collection, name, items, asked) for name in chosen]


def _column(collection: Collection, name: str, items: QueryItems, asked: str) -> ListColumn:
    key = {"amount": "amount_usd", "value": "value_number"}.get(name, name)
    numeric = name in ("amount", "rate_percent", "value", "claim_count")
    label = "Claims" if name == "claim_count" else words.field_label(name)
    if key not in {sort.name for sort in collection.sorts}:
        return ListColumn(name, label, numeric)
    turned = f"-{key}" if (asked == key or (numeric and asked != f"-{key}")) else key
    order = {key: "ascending", f"-{key}": "descending"}.get(asked, "")
    rest = without(tuple(items), "sort", "cursor")
    return ListColumn(name, label, numeric, f"?{query_text((*rest, ('sort', turned)))}", order)


def row_of(
    collection: Collection, columns: Sequence[ListColumn], item: PageItem, query: str
) -> Row:
    """One record as a row; `query` keeps the day in its address."""
    cells = [_cell(collection, column, item) for column in columns]
    under = _under([pair for pair in zip(columns, cells, strict=True) if not pair[0].number])
    name = item.get("name") or item.get("title") or words.untitled(item["id"])
    return Row(f"/{collection.name}/{item['id']}{query}", name, cells, under)


def _cell(collection: Collection, column: ListColumn, item: PageItem) -> Cell:
    text, mark = _shown(collection, column, item), mark_of(collection, item, column.field)
    if mark == "stated" or (text and mark == "missing"):
        mark = ""  # what is plainly stated needs no mark, and bounds alone are stated too
    return Cell(text, mark, column.number)


def _under(cells: Sequence[tuple[ListColumn, Cell]]) -> str:
    """What the cells say, in one line: a narrow screen has no room for columns."""
    parts = [
        f"{cell.text} ({MARKS[cell.mark]})" if cell.mark else cell.text
        for _, cell in cells
        if cell.text
    ]
    bare = [
        (column.label.lower(), cell.mark) for column, cell in cells if cell.mark and not cell.text
    ]
    parts += [f"{label} {MARKS[mark]}" for label, mark in bare if mark != "missing"]
    missing = [label for label, mark in bare if mark == "missing"]
    line = ", ".join(parts)
    if missing:
        line += f"{'; ' if line else ''}{MARKS['missing']}: {', '.join(missing)}"
    return line


def _shown(collection: Collection, column: ListColumn, item: PageItem) -> str:
    """The value of a cell as it is read; empty where there is none."""
    name = column.field
    text = shown_value(item, fields_of(collection.name)[name], CODELISTS, {})
    if name != "value" or item["value_number"] is not None:
        return text
    return (
        "" if len(text) > MOST_VALUE_LETTERS and item.get("obligation") else words.with_dates(text)
    )


def selects_of(collection: Collection, items: QueryItems) -> list[Select]:
    """The filters of the form: the coded ones that readers narrow by most."""
    given = dict(items)
    found: list[Select] = []
    for one in collection.filters:
        if one.codelist and not one.name.endswith("_not") and len(found) < MOST_SELECTS:
            options = words.codes_of(one.codelist)
            found.append(
                Select(one.name, words.field_label(one.name), options, given.get(one.name, ""))
            )
    return found


def others_of(selects: Sequence[Select], items: QueryItems) -> list[tuple[str, str, str]]:
    """Filters in force that the form does not show: name, value, the address without it."""
    shown = {select.name for select in selects} | {"q", "sort", "cursor", "limit", *CLOCKS}
    return [
        (words.field_label(name), value, f"?{query_text(without(tuple(items), name, 'cursor'))}")
        for name, value in items
        if name not in shown
    ]

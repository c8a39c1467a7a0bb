"""The statements a search reads with: of its index, of one tier of hits, and those that count.

Builds, never runs; never raises.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
    union_all,
)

from api.collections.catalogue import TEXT
from api.collections.served_tables import (
    DATASET,
    SEARCH_DOCUMENTS,
    SEARCH_RANGES,
    SEARCH_SPELLINGS,
    SEARCH_WORDS,
    SERVED,
)
from api.read.sql.dialect import Utf8, valid
from api.read.sql.filters import FilterShape, conditions, known_ids
from api.read.sql.fulltext_sql import (
    ABOUT,
    CLAIM_VERSIONS,
    CLAIM_WORDS,
    INDEX,
    claims,
    documents,
    matching,
    matching_claims,
    position,
    with_records,
)
from api.read.sql.search_terms import MOST_MEANINGS


def ranges_statement() -> Select[Any]:
    """Hash, and collection with first and last position."""
    table = SEARCH_RANGES
    return select(DATASET.c.hash, table.c.collection, table.c.first, table.c.last).select_from(
        DATASET.outerjoin(table, true())
    )


def position_statement() -> Select[Any]:
    """Hash, and the position of a record on a day; null where it has none."""
    found = SEARCH_DOCUMENTS.c
    same = (
        (found.collection == bindparam("collection", type_=TEXT))
        & (found.id == bindparam("id", type_=TEXT))
        & valid(SEARCH_DOCUMENTS)
    )
    return select(DATASET.c.hash, found.position).select_from(
        DATASET.outerjoin(SEARCH_DOCUMENTS, same)
    )


def claim_position_statement() -> Select[Any]:
    """The same of a claim."""
    same = (CLAIM_VERSIONS.c.id == bindparam("id", type_=TEXT)) & valid(CLAIM_VERSIONS)
    return select(DATASET.c.hash, CLAIM_VERSIONS.c.place).select_from(
        DATASET.outerjoin(CLAIM_VERSIONS, same)
    )


def meanings_statement(size: int) -> CompoundSelect[Any]:
    """Place of a beginning and a word that begins so, at most one more of each than will be
    named.
    """
    word = SEARCH_WORDS.c.word
    parts = []
    for place in range(size):
        begins = (word >= bindparam(f"first_{place}", type_=TEXT)) & (
            word <= bindparam(f"last_{place}", type_=TEXT)
        )
        some = (
            select(word)
            .where(begins)
            .order_by(word)
            .limit(MOST_MEANINGS + 1)
            .subquery(f"some_{place}")
        )
        parts.append(select(literal_column(str(place), Integer).label("place"), some.c.word))
    return union_all(*parts)


def list_tier_statement(resource: str, shape: FilterShape, after: bool) -> CompoundSelect[Any]:
    """One tier of a list: hash and number of known ids; position, id and body, and of what is about
    a record its collection and id.
    """
    page = (
        _claims_page if resource == "claims" else _about_page if resource in ABOUT else _record_page
    )
    shown = page(resource, shape, after).subquery("page")
    head = select(
        DATASET.c.hash, known_ids(resource, shape).label("known"), *(null() for _ in shown.c)
    )
    return union_all(head, select(null(), null(), *shown.c))


def _record_page(resource: str, shape: FilterShape, after: bool) -> Select[Any]:
    """Records in the order of the index, which is read no further than the page reaches: a position
    is one record's.
    """
    table = SERVED[resource]
    rows = select(
        position().label("position"), table.c.id, Utf8(table.c.body).label("body")
    ).select_from(with_records(resource, table))
    rows = rows.where(*matching(), valid(SEARCH_DOCUMENTS), *conditions(resource, shape))
    if after:
        rows = rows.where(position() > bindparam("after_position", type_=Integer()))
    return rows.order_by(position()).limit(bindparam("most"))


def _claims_page(resource: str, shape: FilterShape, after: bool) -> Select[Any]:
    """Claims that were found by their own words, in the order of their ids."""
    place = CLAIM_WORDS.c.rowid
    body = Utf8(CLAIM_VERSIONS.c.body).label("body")
    rows = select(place.label("position"), CLAIM_VERSIONS.c.id, body).select_from(claims())
    rows = rows.where(*matching_claims(), *conditions(resource, shape))
    if after:
        rows = rows.where(place > bindparam("after_position", type_=Integer()))
    return rows.order_by(place).limit(bindparam("most"))


def _about_page(resource: str, shape: FilterShape, after: bool) -> Select[Any]:
    """What is about the records of the index: first as many positions as can be needed, then the
    rows of each in order of id.
    """
    table = SERVED[resource]
    columns = SEARCH_DOCUMENTS.c
    fits = (valid(table), *conditions(resource, shape))
    found = select(position().label("position"), columns.collection, columns.id).select_from(
        documents()
    )
    found = found.where(*matching(), valid(SEARCH_DOCUMENTS))
    about = and_(
        table.c.subject_type == columns.collection, table.c.subject_id == columns.id, *fits
    )
    if after:
        found = found.where(position() >= bindparam("after_position", type_=Integer()))
        about = and_(about, _after(position(), table.c.id))
    found = found.where(exists().select_from(table).where(about))
    few = found.order_by(position()).limit(bindparam("most")).subquery("few")
    on = and_(table.c.subject_type == few.c.collection, table.c.subject_id == few.c.id)
    about_it = few.c.collection.label("about"), few.c.id.label("about_id")
    rows = (
        select(few.c.position, table.c.id, Utf8(table.c.body).label("body"), *about_it)
        .select_from(few.join(table, on))
        .where(*fits)
    )
    if after:
        rows = rows.where(_after(few.c.position, table.c.id))
    return rows.order_by(few.c.position, table.c.id).limit(bindparam("most"))


def list_count_statement(resource: str, shape: FilterShape, today: bool) -> Select[Any]:
    """The number of hits of a list."""
    if resource == "claims":
        return _count(claims(), (*matching_claims(), *conditions(resource, shape)))
    if today and not shape and resource not in ABOUT:
        return _count_of_current()
    table = SERVED[resource]
    days = [valid(table)] if resource in ABOUT else []
    tests = (*matching(), valid(SEARCH_DOCUMENTS), *days, *conditions(resource, shape))
    return _count(with_records(resource, table), tests)


def _count_of_current() -> Select[Any]:
    """Superseded versions have odd positions, so the records themselves need not be looked at."""
    return _count(INDEX, (*matching(), position() % 2 == 0))


def _count(source: FromClause, tests: Sequence[Any]) -> Select[Any]:
    rows = select(literal(1).label("one")).select_from(source).where(*tests)
    return select(func.count()).select_from(rows.limit(bindparam("most")).subquery("found"))


def _after(place: Any, record_id: Any) -> Any:
    """Rows after the parameters `after_position` and `after_id`; several rows can be about the
    record of one position.
    """
    former = bindparam("after_position", type_=Integer())
    return (place >= former) & ((place > former) | (record_id > bindparam("after_id", type_=TEXT)))


def _tests(size: int) -> list[Any]:
    found = SEARCH_DOCUMENTS.c
    only = (
        [
            found.collection.in_(
                [bindparam(f"collection_{place}", type_=TEXT) for place in range(size)]
            )
        ]
        if size
        else []
    )
    return [*matching(), valid(SEARCH_DOCUMENTS), *only]


def search_tier_statement(size: int, after: bool) -> CompoundSelect[Any]:
    """One tier of a search: hash; position, id, collection, name, summary and aliases."""
    found = SEARCH_DOCUMENTS.c
    rows = select(
        position().label("position"),
        found.id,
        found.collection,
        found.name,
        found.summary,
        found.aliases,
    )
    rows = rows.select_from(documents()).where(*_tests(size))
    if after:
        rows = rows.where(position() > bindparam("after_position"))
    shown = rows.order_by(position()).limit(bindparam("most")).subquery("page")
    head = select(DATASET.c.hash, literal(0), *(null() for _ in shown.c))
    return union_all(head, select(null(), null(), *shown.c))


def search_count_statement(size: int, whole: bool) -> Select[Any]:
    """The number of hits; `whole` where every collection is searched on the latest day."""
    return _count_of_current() if whole else _count(documents(), _tests(size))


def words_statement() -> Select[Any]:
    """Words of the vocabulary within a range."""
    word = SEARCH_WORDS.c.word
    within = (word >= bindparam("first", type_=TEXT), word <= bindparam("last", type_=TEXT))
    return select(word).where(*within).order_by(word).limit(bindparam("most"))


def near_statement(size: int) -> Select[Any]:
    """Words listed under some spellings."""
    table = SEARCH_SPELLINGS.c
    slots = [bindparam(f"spelling_{place}", type_=TEXT) for place in range(size)]
    return (
        select(table.word)
        .where(table.spelling.in_(slots))
        .distinct()
        .order_by(table.word)
        .limit(bindparam("most"))
    )

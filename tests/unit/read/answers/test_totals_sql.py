"""The statements behind a total, run on a small table: which rows they sum and which they name."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine

from api.collections.catalogue import SERVED_METADATA
from api.collections.served import FOREVER
from api.collections.served_tables import AMOUNTS, DATASET, SERVED, TOTALS
from api.read.answers.totals import agreement_statement, records_statement, sums_statement
from api.read.request.as_of import on

EARLY, LATE = "2025-10-26", "2026-02-28"
HASH = "a" * 64


def total(key: str, agreement_id: str, group: str, *sums: int, **more: str) -> dict[str, Any]:
    names = ("stated", "itemised", "counted", "records")
    days = {"valid_from": EARLY, "valid_to": FOREVER}
    said = {"basis": "pledged", "key": key, "agreement_id": agreement_id, "group": group}
    return said | days | dict(zip(names, sums, strict=True)) | more


def amount(record_id: str, usd: int | None, **more: Any) -> dict[str, Any]:
    said = {"collection": "projects", "id": record_id, "basis": "pledged", "amount_usd": usd}
    row = dict.fromkeys(AMOUNTS.columns.keys()) | said
    row |= {"valid_from": EARLY, "valid_to": FOREVER, "itemised": 0, "amount_down": -(usd or 0)}
    return row | {"amount_usd_counted": usd} | more


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    tables = [DATASET, TOTALS, AMOUNTS, SERVED["agreements"]]
    SERVED_METADATA.create_all(engine, tables=tables)
    with engine.connect() as opened:
        opened.execute(DATASET.insert(), dict.fromkeys(DATASET.columns.keys(), "") | {"hash": HASH})
        yield opened
    engine.dispose()


def asked(
    connection: Connection, statement: Select[Any], day: str = LATE, **values: Any
) -> list[tuple[Any, ...]]:
    given = {"basis": "pledged", "agreement_id": "deal", "most": 10, **on(day), **values}
    known = {name: given[name] for name in statement.compile().params if name in given}
    return [tuple(row) for row in connection.execute(statement, known)]


def test_the_whole_of_a_basis_is_the_sum_over_its_agreements(connection: Connection) -> None:
    connection.execute(
        TOTALS.insert(),
        [
            total("", "", "", 1, 2, 3, 4),
            total("", "deal", "", 10, 20, 30, 40),
            total("", "other", "", 100, 200, 300, 400),
            total("sector", "deal", "energy", 7, 7, 7, 7),
            total("", "deal", "", 5000, 5000, 5000, 5000, basis="announced"),
            total("", "deal", "", 5000, 5000, 5000, 5000, basis="stated"),
        ],
    )
    whole = asked(connection, sums_statement(False, None))
    assert whole == [(HASH, "", "", 111, 222, 333, 444)]
    assert asked(connection, sums_statement(True, None)) == [(HASH, "", "", 10, 20, 30, 40)]
    assert asked(connection, sums_statement(False, "agreement")) == [
        (HASH, "", "", 1, 2, 3, 4),
        (HASH, "", "deal", 10, 20, 30, 40),
        (HASH, "", "other", 100, 200, 300, 400),
    ]
    assert asked(connection, sums_statement(True, "agreement")) == [
        (HASH, "", "deal", 10, 20, 30, 40)
    ]
    assert asked(connection, sums_statement(False, "sector")) == [
        (HASH, "sector", "energy", 7, 7, 7, 7)
    ]


def test_a_sum_holds_from_its_first_day_until_its_last(connection: Connection) -> None:
    connection.execute(
        TOTALS.insert(),
        [
            total("", "", "", 1, 1, 1, 1, valid_to=LATE),
            total("", "", "", 2, 2, 2, 2, valid_from=LATE),
        ],
    )
    statement = sums_statement(False, None)
    assert [row[3] for row in asked(connection, statement, EARLY)] == [1]
    assert [row[3] for row in asked(connection, statement, "2026-02-27")] == [1]
    assert [row[3] for row in asked(connection, statement, LATE)] == [2]
    assert asked(connection, statement, "2025-10-25") == [(HASH, *(None,) * 6)]


def test_records_are_named_largest_first_then_by_collection_and_id(connection: Connection) -> None:
    reason = {"amount_usd_counted": None, "reason": "range", "note": "A range."}
    connection.execute(
        AMOUNTS.insert(),
        [
            amount("b", 5, agreement_id="deal", sector="energy", qualifier="over"),
            amount("a", 5, agreement_id="other", country="US"),
            amount("largest", 9, agreement_id="deal"),
            amount("c", 5, collection="commitments", agreement_id="a-deal"),
            amount("none", None, agreement_id="deal", **reason),
            amount("else", 70, basis="announced"),
            amount("other", 70, basis="stated"),
            amount("gone", 80, valid_to=LATE),
        ],
    )
    whole = asked(connection, records_statement(False, None))
    assert whole == [
        (None, "projects", "largest", 9, 9, None, None, None),
        (None, "commitments", "c", 5, 5, None, None, None),
        (None, "projects", "a", 5, 5, None, None, None),
        (None, "projects", "b", 5, 5, None, None, "over"),
        (None, "projects", "none", None, None, "range", "A range.", None),
    ]
    assert asked(connection, records_statement(False, None), most=2) == whole[:2]
    of_one = asked(connection, records_statement(True, None))
    assert [row[2] for row in of_one] == ["largest", "b", "none"]
    groups = {
        group: [row[0] for row in asked(connection, records_statement(False, group))]
        for group in ("agreement", "sector", "country")
    }
    assert groups == {
        "agreement": ["deal", "a-deal", "other", "deal", "deal"],
        "sector": [None, None, None, "energy", None],
        "country": [None, None, "US", None, None],
    }


def test_every_agreement_is_known_once(connection: Connection) -> None:
    table = SERVED["agreements"]
    assert asked(connection, agreement_statement()) == [(HASH, None)]
    empty: dict[str, Any] = {
        column.name: None if column.nullable else column.type.python_type()
        for column in table.columns
    }
    days = [("deal", EARLY), ("deal", LATE), ("other", EARLY)]
    connection.execute(
        table.insert(), [empty | {"id": name, "valid_from": day} for name, day in days]
    )
    assert sorted(asked(connection, agreement_statement())) == [(HASH, "deal"), (HASH, "other")]

"""Rows of claims are made many at a time: the same that each comes to by itself, numbered one after
another.
"""

from api.publish.resolve.public_values import public_keys
from api.publish.rows.claim_rows import Facts, claim_rows
from api.publish.rows.rows import CLAIMS_TABLE, columns_of

ONE = (("2025-12-24", "9999-12-31", ("accepted", "only_value", None, (), ())),)
TWO = (
    ("2025-12-24", "2026-02-28", ("rival", "no_winner", None, (), ())),
    ("2026-02-28", "9999-12-31", ("superseded", "later_state", "A note.", ("digest",), ("9",))),
)


def facts(number: int, spans: tuple[object, ...], **values: object) -> Facts:
    said = dict.fromkeys(public_keys("claims")[:-5]) | {
        "id": f"c-{number:016x}",
        "subject_type": "projects",
        "subject_id": f"plant-{number}",
        "field": "sector",
        "value": "energy",
        "document_id": "digest",
        "line": number,
        "known_from": "2025-12-24",
        "quote": "énergie",
        **values,
    }
    return (*said.values(), spans)


def test_many_claims_give_the_rows_that_each_gives_by_itself() -> None:
    claims = [
        facts(1, ONE),
        facts(2, TWO, value_number=9.5, unit="GW"),
        facts(3, ONE, document_id="le-dépêche", value_number=7),
        facts(4, (), field="parties[acmé].role"),
        facts(5, ONE, subject_id="two\nlines"),
    ]
    rows = claim_rows(claims, 7)
    places = list(range(7, 12))
    alone = (
        (places[0], claims[0]),
        (places[1], claims[1]),
        (places[3], claims[2]),
        (places[4], claims[4]),
    )  # the second takes two
    assert rows == [row for place, claim in alone for row in claim_rows([claim], place)]
    assert [row[columns_of(CLAIMS_TABLE).index("place")] for row in rows] == places
    assert [row[columns_of(CLAIMS_TABLE).index("rank")] for row in rows] == [
        "accepted",
        "rival",
        "superseded",
        "accepted",
        "accepted",
    ]
    assert all(len(row) == len(columns_of(CLAIMS_TABLE)) for row in rows)


def test_no_claims_give_no_rows() -> None:
    assert claim_rows([], 1) == []
    assert claim_rows([facts(1, ())], 1) == []

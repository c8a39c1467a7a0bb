"""The tree of wholes and parts: what is counted adds up to the sum, what nobody splits is shown."""

from typing import Any

from api.site.money import MoneyTree, money_trees

BILLION = 10**9


def counted(kind: str, name: str, amount: int | None, own: int | None, **more: Any) -> Any:
    return {
        "subject_type": kind,
        "subject_id": name,
        "amount_usd": None if amount is None else amount * BILLION,
        "amount_usd_counted": None if own is None else own * BILLION,
        "amount_qualifier": more.pop("qualifier", "exact"),
        "reason": more.pop("reason", None),
        "note": more.pop("note", None),
    }


def tree(rows: list[Any], excluded: list[Any], records: dict[str, Any]) -> MoneyTree:
    total = {
        "basis": "packaged",
        "currency": "USD",
        "stated_amount": sum(one["amount_usd_counted"] for one in rows),
        "counted": rows,
        "excluded": excluded,
    }
    [found] = money_trees([total], records)
    return found


def test_the_sum_of_one_amount_is_as_exact_as_that_amount() -> None:
    found = tree([counted("projects", "one", 400, 400, qualifier="nearly")], [], {})
    assert found.total == "nearly $400 billion"
    assert [row.counted for row in found.rows] == ["nearly $400 billion"]
    rest = tree([counted("projects", "one", 400, 100, qualifier="nearly")], [], {})
    assert rest.total == "$100 billion"
    several = [counted("projects", name, 5, 5, qualifier="about") for name in ("a", "b")]
    assert tree(several, [], {}).total == "$10 billion"


def test_parts_stand_under_their_whole_and_the_rest_after_them() -> None:
    found = tree(
        [counted("commitments", "whole", 490, 90), counted("commitments", "part", 400, 400)],
        [counted("projects", "silent", None, None, reason="no_amount", note="None stated.")],
        {
            "whole": {"name": "The package", "parent_id": None},
            "part": {"name": "A part", "parent_id": "whole"},
            "silent": {"name": "A project", "commitment_id": "part"},
        },
    )
    assert found.total == "$490 billion"
    assert [(row.depth, row.name, row.stated, row.counted) for row in found.rows] == [
        (0, "The package", "$490 billion", ""),
        (1, "A part", "$400 billion", ""),
        (2, "A project", "", ""),
        (2, "Not split among its parts", "", "$400 billion"),
        (1, "Not split among its parts", "", "$90 billion"),
    ]
    assert found.rows[2].note == ""


def test_a_whole_that_its_parts_use_up_has_no_rest() -> None:
    found = tree(
        [counted("commitments", "whole", 5, 0), counted("commitments", "part", 5, 5)],
        [],
        {"part": {"name": "A part", "parent_id": "whole"}},
    )
    assert [(row.name, row.counted) for row in found.rows] == [
        ("whole", ""),
        ("A part", "$5 billion"),
    ]


def test_what_is_not_counted_says_why_and_keeps_its_qualifier() -> None:
    found = tree(
        [counted("tranches", "first", 36, 36)],
        [counted("projects", "p", 2, None, qualifier="about", reason="disputed", note="Two say.")],
        {},
    )
    assert [(row.stated, row.counted, row.note) for row in found.rows] == [
        ("$36 billion", "$36 billion", ""),
        ("about $2 billion", "", "Two say."),
    ]


def test_a_basis_without_an_amount_has_no_tree() -> None:
    empty = {"basis": "pledged", "currency": "USD", "stated_amount": 0, "counted": []}
    assert money_trees([{**empty, "excluded": []}], {}) == []

"""What holds of counting whatever records lie in each other: nothing is counted twice or lost,
nothing is below zero, the order of records never matters, and a later record changes no day.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.publish.rows.amount_facts import Fact, Key
from api.publish.rows.counted import Counted, DayCount

DEAL = ("agreements", "deal")
_PARENTS: dict[str, list[Key]] = {
    "commitments": [DEAL, ("commitments", "c0"), ("commitments", "c1")],
    "tranches": [DEAL],
    "projects": [DEAL, ("commitments", "c0"), ("commitments", "c2"), ("tranches", "t0")],
}
_REASONS = st.sampled_from([None, None, None, None, "same_money", "other_direction", "range"])
Records = dict[Key, Fact]


@st.composite
def _records(draw: st.DrawFn) -> Records:
    """Packages three deep, tranches and projects, each in at most one record above it."""
    keys = [DEAL, *(("commitments", f"c{n}") for n in range(3)), ("tranches", "t0")]
    keys += [("projects", f"p{n}") for n in range(draw(st.integers(0, 4)))]
    found: Records = {}
    for key in keys:
        above = [one for one in _PARENTS.get(key[0], []) if one in found]
        chosen = draw(st.sampled_from(above)) if above else None
        reason = draw(_REASONS)
        usd = None if reason == "range" else draw(st.integers(1, 60)) * 10**9
        qualifier = draw(st.sampled_from(["exact", "about", "over", "up_to", "nearly"]))
        lies_in = (chosen,) if chosen else ()
        fact: dict[str, Any] = {"valid_from": "", "valid_to": "", "takes_basis": False}
        basis = draw(st.sampled_from(["announced", "announced", "packaged"]))
        found[key] = Fact(
            **fact,
            basis=basis,
            amount_usd=usd,
            qualifier=qualifier,
            reason=reason,
            note=None,
            above=lies_in,
        )
    return found


def _counted(records: Records) -> dict[Key, Counted]:
    return DayCount(records, records.get).counted()


@given(_records())
def test_what_is_counted_is_what_the_topmost_wholes_come_to(records: Records) -> None:
    """Each amount once: its own, or what its parts come to where they are more."""
    counted = _counted(records)

    def comes_to(key: Key) -> int:
        parts = [one for one, count in counted.items() if count.whole == key and not count.reason]
        return max(records[key].amount_usd or 0, sum(map(comes_to, parts)))

    topmost = [key for key, one in counted.items() if one.whole is None and not one.reason]
    assert sum(one.usd or 0 for one in counted.values()) == sum(map(comes_to, topmost))
    for one in counted.values():
        assert (one.usd is None) == (one.reason is not None)
        assert 0 <= one.itemised <= (one.usd or 0)


@given(_records(), st.randoms())
def test_the_order_of_records_never_matters(records: Records, random: Any) -> None:
    shuffled = list(records.items())
    random.shuffle(shuffled)
    assert _counted(dict(shuffled)) == _counted(records)


@given(_records())
def test_money_the_other_way_takes_along_all_that_lies_in_it(records: Records) -> None:
    counted = _counted(records)
    for key, fact in records.items():
        for above in fact.above:
            if counted[above].reason == "other_direction":
                assert counted[key].usd is None


@given(_records(), st.integers(1, 60))
def test_a_record_that_lies_in_nothing_changes_no_other(records: Records, billions: int) -> None:
    alone = records[DEAL]._replace(amount_usd=billions * 10**9, reason=None, above=())
    after = _counted({**records, ("projects", "alone"): alone})
    assert after.pop(("projects", "alone")).usd == billions * 10**9
    assert after == _counted(records)

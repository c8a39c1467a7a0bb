"""A bounded dictionary: what is used stays, what is largest in total is bounded."""

from api.base.bounded import Lru


def test_the_least_recently_used_leaves_first() -> None:
    kept: Lru[str, int] = Lru(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), len(kept)) == (1, None, 3, 2)


def test_sizes_are_bounded_in_total() -> None:
    kept: Lru[int, str] = Lru(5, len)
    for key, value in ((1, "aa"), (2, "bbb"), (3, "c")):
        kept.put(key, value)
    assert [kept.get(key) for key in (1, 2, 3)] == [None, "bbb", "c"]
    kept.put(3, "too long")
    assert kept.get(3) is None
    kept.put(4, "dd")
    kept.clear()
    assert (len(kept), kept.get(2)) == (0, None)
    kept.put(5, "eeeee")
    assert kept.get(5) == "eeeee"

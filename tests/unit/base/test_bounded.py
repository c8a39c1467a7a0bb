"""A bounded dictionary: what is used stays, what is largest in total is bounded."""

from api.base.bounded import Lru


def test_the_least_recently_used_leaves_first() -> None:
    kept: Lru[str, int] = Lru(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), len(kept)) == (1, None, 3, 2)


def test_sizes_are_bounded_in_total_and_whatever_leaves_is_told() -> None:
    left: list[str] = []
    kept: Lru[int, str] = Lru(5, len, left.append)
    kept.put(1, "aa")
    kept.put(2, "bbb")
    kept.put(3, "c")
    assert left == ["aa"]
    kept.put(4, "too long")
    assert (left, kept.get(4)) == (["aa", "too long"], None)
    kept.put(3, "d")
    kept.clear()
    assert (left, len(kept)) == (["aa", "too long", "c", "bbb", "d"], 0)

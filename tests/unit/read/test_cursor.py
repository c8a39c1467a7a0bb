"""Cursors: what continues a list comes back as it was, and nothing that was forged or belongs elsewhere is taken."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from api.base.errors import InvalidCursor, ReleaseChanged
from api.collections.declare import Sort
from api.read.request import cursor
from api.read.request.cursor import After, Ordering, decode_cursor, encode_cursor

NAME = Ordering(Sort("name", "name", "text"), descending=False)
AMOUNT = Ordering(Sort("amount_usd", "amount_usd", "number"), descending=True)
DAY = Ordering(Sort("known_from", "known_from", "day"), descending=True)
HASH, SPEC = "a" * 64, "0123456789abcdef"


@pytest.mark.parametrize(
    ("ordering", "key"),
    [(NAME, "ōsaka \N{SHIP}"), (NAME, ""), (AMOUNT, -550_000_000_000.0), (AMOUNT, 1.7e308), (AMOUNT, 0.1), (DAY, -20_260_217)],
)
def test_a_cursor_comes_back_as_it_was(ordering: Ordering, key: Any) -> None:
    text = encode_cursor(ordering, HASH, SPEC, key, "some-id")
    assert decode_cursor(text, ordering, HASH, SPEC) == After(key, "some-id")


def forged(key: Any, record_id: Any = "some-id") -> str:
    payload = orjson.dumps([HASH[:16], SPEC, key, record_id])
    return urlsafe_b64encode(payload + cursor._checksum(payload)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("ordering", "key", "record_id"),
    [
        (NAME, "a\x00b", "some-id"),
        (NAME, "a", "some\x00id"),
        (NAME, 1, "some-id"),
        (NAME, "a", None),
        (AMOUNT, "no number", "some-id"),
        (AMOUNT, 1.5, "some-id"),
        (DAY, 2**53, "some-id"),
        (DAY, "2026-02-17", "some-id"),
    ],
)
def test_a_forged_cursor_with_a_true_checksum_is_refused(ordering: Ordering, key: Any, record_id: Any) -> None:
    with pytest.raises(InvalidCursor, match="damaged"):
        decode_cursor(forged(key, record_id), ordering, HASH, SPEC)


@pytest.mark.parametrize("damage", [lambda text: text[:-1], lambda text: text + "A", lambda text: "é" + text, lambda text: text[1:], lambda _: ""])
def test_a_damaged_cursor_is_refused(damage: Callable[[str], str]) -> None:
    with pytest.raises(InvalidCursor, match="damaged"):
        decode_cursor(damage(encode_cursor(NAME, HASH, SPEC, "a", "some-id")), NAME, HASH, SPEC)


def test_a_cursor_of_other_filters_or_another_release_is_told_apart() -> None:
    text = encode_cursor(NAME, HASH, SPEC, "a", "some-id")
    with pytest.raises(InvalidCursor, match="other filters"):
        decode_cursor(text, NAME, HASH, "f" * 16)
    with pytest.raises(ReleaseChanged):
        decode_cursor(text, NAME, "b" * 64, SPEC)

"""Cursors: what continues a list comes back as it was, and nothing that was forged or belongs
elsewhere is taken.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any

import orjson
import pytest

from api.base.errors import InvalidCursor, ReleaseChanged
from api.collections import COLLECTIONS
from api.collections.declare import Collection, Sort
from api.collections.served import sort_keys
from api.read.request import cursor
from api.read.request.cursor import (
    RELEVANCE,
    After,
    Ordering,
    decode_cursor,
    encode_cursor,
    fingerprint,
    release_of_cursor,
    sort_of,
)

NAME = Ordering(Sort("name", "name", "text"), descending=False)
AMOUNT = Ordering(Sort("amount_usd", "amount_usd", "number"), descending=True)
DAY = Ordering(Sort("known_from", "known_from", "day"), descending=True)
HASH, SPEC = "a" * 64, "0123456789abcdef"


@pytest.mark.parametrize(
    ("ordering", "key"),
    [
        (NAME, "ōsaka \N{SHIP}"),
        (NAME, ""),
        (AMOUNT, -550_000_000_000.0),
        (AMOUNT, 1.7e308),
        (AMOUNT, 0.1),
        (DAY, -20_260_217),
        (DAY, 2**53 - 1),
        (DAY, 1 - 2**53),
    ],
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
        (AMOUNT, 8, "some-id"),
        (DAY, 2**53, "some-id"),
        (DAY, 2**53 + 1, "some-id"),
        (DAY, "2026-02-17", "some-id"),
    ],
)
def test_a_forged_cursor_with_a_true_checksum_is_refused(
    ordering: Ordering, key: Any, record_id: Any
) -> None:
    with pytest.raises(InvalidCursor, match="damaged"):
        decode_cursor(forged(key, record_id), ordering, HASH, SPEC)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: "é" + text,
        lambda text: text[1:],
        lambda _: "",
    ],
)
def test_a_damaged_cursor_is_refused(damage: Callable[[str], str]) -> None:
    with pytest.raises(InvalidCursor, match="damaged"):
        decode_cursor(damage(encode_cursor(NAME, HASH, SPEC, "a", "some-id")), NAME, HASH, SPEC)


@pytest.mark.parametrize("check", [b"\x00" * 4, b"\xff" * 4])
def test_a_cursor_with_another_checksum_is_refused(check: bytes) -> None:
    payload = orjson.dumps([HASH[:16], SPEC, "a", "some-id"])
    text = urlsafe_b64encode(payload + check).rstrip(b"=").decode()
    with pytest.raises(InvalidCursor, match="damaged"):
        decode_cursor(text, NAME, HASH, SPEC)


def test_cursors_that_were_given_out_are_still_understood() -> None:
    given_out = "WyJhYWFhYWFhYWFhYWFhYWFhIiwiMDEyMzQ1Njc4OWFiY2RlZiIsImEiLCJzb21lLWlkIl074ZZJ"
    assert decode_cursor(given_out, NAME, HASH, SPEC) == After("a", "some-id")


def test_what_fits_best_comes_first() -> None:
    assert RELEVANCE.text == "relevance"
    assert not RELEVANCE.descending


def test_a_cursor_of_other_filters_or_another_release_is_told_apart() -> None:
    text = encode_cursor(NAME, HASH, SPEC, "a", "some-id")
    with pytest.raises(InvalidCursor, match="other filters"):
        decode_cursor(text, NAME, HASH, "f" * 16)
    for other in ("0" * 64, "b" * 64):
        with pytest.raises(ReleaseChanged):
            decode_cursor(text, NAME, other, SPEC)
        with pytest.raises(InvalidCursor, match="another release"):
            decode_cursor(text, NAME, other, SPEC, pinned=True)


@pytest.mark.parametrize("resource", COLLECTIONS, ids=lambda one: one.name)
def test_a_key_leads_back_to_its_sort_and_direction(resource: Collection) -> None:
    for sort in resource.sorts:
        for descending in (False, True):
            ordering = Ordering(sort, descending)
            assert sort_of(resource.name, ordering.key) == (sort, descending)
            assert ordering.backwards == (descending and sort.column == "id")
            assert ordering.key == ("-id" if ordering.backwards else sort_keys(sort)[descending])
            assert ordering.text == f"{'-' if descending else ''}{sort.name}"


def test_only_the_spelling_that_was_given_out_is_taken() -> None:
    text = encode_cursor(NAME, HASH, SPEC, "abcd", "id")
    assert len(text) % 4  # the last character has bits that decode to nothing
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if other != text[-1]:
            with pytest.raises(InvalidCursor, match="damaged"):
                decode_cursor(text[:-1] + other, NAME, HASH, SPEC)


@pytest.mark.parametrize("bound_to", ["0" * 16, "f" * 16])
def test_filters_that_sort_before_and_after_are_other_filters(bound_to: str) -> None:
    with pytest.raises(InvalidCursor, match="other filters"):
        decode_cursor(encode_cursor(NAME, HASH, SPEC, "a", "some-id"), NAME, HASH, bound_to)


def test_a_fingerprint_is_short_and_tells_what_differs_apart() -> None:
    assert fingerprint("projects", ["a"]) == fingerprint("projects", ["a"])
    assert (
        len(
            {
                fingerprint("projects", ["a"]),
                fingerprint("projects", ["b"]),
                fingerprint("terms", ["a"]),
            }
        )
        == 3
    )
    assert len(fingerprint("projects")) == 16


def test_kinds_of_keys_are_not_taken_for_each_other() -> None:
    assert (NAME.key_type, DAY.key_type, AMOUNT.key_type) == ("text", "whole", "number")
    with pytest.raises(InvalidCursor):
        decode_cursor(forged("0x1p+3"), DAY, HASH, SPEC)
    assert decode_cursor(forged((8.0).hex()), AMOUNT, HASH, SPEC).key == 8.0


@pytest.mark.parametrize(("value", "field"), [(NAME, "descending"), (After("a", "b"), "key")])
def test_orderings_and_places_cannot_be_changed(value: object, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, None)


def test_a_cursor_says_which_release_it_goes_on_in_unless_it_is_damaged() -> None:
    text = encode_cursor(NAME, HASH, SPEC, "key", "some-id")
    assert release_of_cursor(text) == HASH[:16]
    for damaged in ("", text[:-1], f"{text}A", "é"):
        assert release_of_cursor(damaged) is None

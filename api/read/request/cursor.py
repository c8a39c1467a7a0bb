"""The order of a page, and the opaque cursor that continues after its last row: the key and id of
that row, bound to the release, filters and sort it was given for. Raises InvalidCursor and
ReleaseChanged.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import Any

import orjson

from api.base.errors import InvalidCursor, ReleaseChanged
from api.collections import BY_NAME
from api.collections.declare import Sort
from api.collections.served import KEY_TYPES, KeyType, sort_keys

SortKey = str | int | float

BACKWARDS = "-id"
_CHECK_BYTES = 4
_DAMAGED = "The cursor is damaged; take `links.next` as it stands, or start again without a cursor."
_OTHER = "The cursor was given out for other filters or another sort; start again without a cursor."
_OTHER_RELEASE = (
    "The cursor was given out for another release; start again without a cursor, or leave out "
    "`release`: a cursor goes on in its own."
)


@dataclass(frozen=True, slots=True)
class Ordering:
    """One sort in one direction."""

    sort: Sort
    descending: bool

    @property
    def key(self) -> str:
        """The stored key that is read ascending, or `-id`. Ids are their own: every index of a
        filter then serves the order as well.
        """
        return BACKWARDS if self.backwards else sort_keys(self.sort)[self.descending]

    @property
    def backwards(self) -> bool:
        """Whether ids are read from the last to the first."""
        return self.descending and self.sort.column == "id"

    @property
    def key_type(self) -> KeyType:
        """What the key is."""
        return KEY_TYPES[self.sort.kind][self.descending]

    @property
    def text(self) -> str:
        """As a reader writes it: `name` or `-name`."""
        return f"-{self.sort.name}" if self.descending else self.sort.name


# What fits a search best comes first. The key names tier and record; no column stores it.
RELEVANCE = Ordering(Sort("relevance", "position", "position"), descending=False)


@dataclass(frozen=True, slots=True)
class After:
    """The row a page continues after."""

    key: SortKey
    id: str


def sort_of(resource: str, key: str) -> tuple[Sort, bool]:
    """The sort that reads a stored key, and whether descending."""
    orderings = (
        Ordering(sort, descending)
        for sort in BY_NAME[resource].sorts
        for descending in (False, True)
    )
    found = next(ordering for ordering in orderings if ordering.key == key)
    return found.sort, found.descending


def fingerprint(*bound_to: Any) -> str:
    """A short digest of what a cursor is bound to."""
    return blake2s(orjson.dumps(bound_to), digest_size=8).hexdigest()


def encode_cursor(
    ordering: Ordering, release_hash: str, bound_to: str, key: SortKey, record_id: str
) -> str:
    """The cursor that continues after a row."""
    # Numbers are written exactly; keys of missing numbers may be infinite, which JSON cannot say.
    plain = float(key).hex() if ordering.key_type == "number" else key
    payload = orjson.dumps([release_hash[:16], bound_to, plain, record_id])
    return urlsafe_b64encode(payload + _checksum(payload)).rstrip(b"=").decode()


def decode_cursor(
    text: str, ordering: Ordering, release_hash: str, bound_to: str, *, pinned: bool = False
) -> After:
    """The row to continue after; raises InvalidCursor where it is damaged or belongs to another
    list, or to another release than the one a `pinned` request names; ReleaseChanged where
    outdated.
    """
    release, asked, key, record_id = _parts(text)
    if asked != bound_to:
        raise InvalidCursor(_OTHER)
    if release != release_hash[:16] and pinned:
        raise InvalidCursor(_OTHER_RELEASE)
    if release != release_hash[:16]:
        raise ReleaseChanged(
            "The release this cursor was given out for is no longer served; start again from the "
            "first page."
        )
    return After(_key(ordering, key), _text(record_id))


def release_of_cursor(text: str) -> str | None:
    """The first digits of the hash of the release a cursor goes on in; None where it is damaged."""
    try:
        return str(_parts(text)[0])
    except InvalidCursor:
        return None


# A request reads its cursor twice: which release it goes on in, and after which row.
@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[Any, Any, Any, Any]:
    """Release, what the cursor is bound to, key and id, as written."""
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        payload, check = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
        if check != _checksum(payload) or urlsafe_b64encode(data).rstrip(b"=").decode() != text:
            raise InvalidCursor(_DAMAGED)
        release, asked, key, record_id = orjson.loads(payload)
    except (
        binascii.Error,
        UnicodeEncodeError,
        orjson.JSONDecodeError,
        ValueError,
        TypeError,
    ) as error:
        raise InvalidCursor(_DAMAGED) from error
    return release, asked, key, record_id


def _key(ordering: Ordering, key: Any) -> SortKey:
    """The key in its stored type: a cursor with a true checksum may still be forged."""
    kind = ordering.key_type
    if kind == "text":
        return _text(key)
    if kind == "whole" and isinstance(key, int) and abs(key) < 2**53:
        return key
    if kind == "number" and isinstance(key, str):
        try:
            return float.fromhex(key)
        except (ValueError, OverflowError) as error:
            raise InvalidCursor(_DAMAGED) from error
    raise InvalidCursor(_DAMAGED)


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise InvalidCursor(_DAMAGED)
    return value


def _checksum(payload: bytes) -> bytes:
    return blake2s(payload, digest_size=_CHECK_BYTES, person=b"cursor").digest()

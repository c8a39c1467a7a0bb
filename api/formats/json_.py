"""JSON envelopes around finished records: stored bodies are joined as bytes, only the small parts
are written. Pure; never raises.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from api.collections.data_warnings import DataWarning, as_objects

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


class Meta(NamedTuple):
    """What every data answer says of itself: release, knowledge day, permanent address, how to cite
    it, where to report an error, what to beware of.
    """

    release: str
    as_of: str
    permalink: str | None
    citation: str
    corrections: str
    warnings: tuple[DataWarning, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """The `meta` object."""
        return {
            "release": self.release,
            "as_of": self.as_of,
            "permalink": self.permalink,
            "licence": LICENCE,
            "citation": self.citation,
            "corrections": self.corrections,
            "warnings": as_objects(self.warnings),
        }


def citation(what: str, release: str, day: str, address: str, sources: str = "") -> str:
    """One line that names dataset, what is cited, release, day, source documents and address."""
    resting = f" Based on {sources}." if sources else ""
    return f"Pledgebook, {what}, release {release}, as of {day}.{resting} {address}"


def page(
    bodies: Iterable[bytes], page_info: Mapping[str, Any], links: Mapping[str, Any], meta: Meta
) -> bytes:
    """A list: `items`, `page`, `links`, `meta`."""
    # Joined once: what a list takes beside its rows is mostly memory for copies of them.
    pieces = [piece for body in bodies for piece in (b",", body)]
    pieces[:1] = [b'{"items":[']
    rest = orjson.dumps({"page": page_info, "links": links, "meta": meta.as_object()})
    return b"".join((*pieces, b"],", rest[1:]))


def envelope(body: bytes, links: Mapping[str, Any], meta: Meta) -> bytes:
    """One record: `item`, `links`, `meta`."""
    return orjson.dumps({"item": orjson.Fragment(body), "links": links, "meta": meta.as_object()})


def with_related(body: bytes, relations: Sequence[tuple[str, Sequence[bytes], int]]) -> bytes:
    """A finished record with its included relations appended: name, finished records shown, exact
    number.
    """
    added = [
        b',"%s":[%s],"%s_total":%d' % (name.encode(), b",".join(shown), name.encode(), total)
        for name, shown, total in relations
    ]
    return body[:-1] + b"".join(added) + b"}"


def version(
    since: str, until: str | None, changes: Iterable[Mapping[str, Any]], body: bytes
) -> bytes:
    """One entry of a history."""
    head = orjson.dumps({"from": since, "to": until, "changes": list(changes)})
    return head[:-1] + b',"item":' + body + b"}"


def pick(body: bytes, keys: Sequence[str]) -> dict[str, Any]:
    """Some keys of a finished record."""
    record = orjson.loads(body)
    return {key: record[key] for key in keys}


def dump(value: Any) -> bytes:
    """Any small value as JSON."""
    return orjson.dumps(value)

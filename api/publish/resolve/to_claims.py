"""Checked raw claims become typed claims with an id computed from what they say and where."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from api.base.hashes import canonical_json, digest
from api.publish.seed.read_seed import RawRecord


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an editor decided on a claim: `prefer` or `reject`, a reason code and a line of words,
    the documents it rests on, and the values, as text, that a preferred one was preferred over.
    """

    verdict: str
    reason: str
    note: str
    because: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


class Claim(NamedTuple):
    """One document saying one value for one field of one record. A tuple, since a large build makes
    tens of millions.
    """

    id: str
    subject_type: str
    subject_id: str
    field: str
    value: str
    number: float | int | None
    minimum: float | int | None
    maximum: float | int | None
    qualifier: str | None
    modifier: str | None
    unit: str | None
    document_id: str
    line: int
    start: int
    end: int
    quote: str
    scope: str | None
    basis: str
    attributed_to: str | None
    effective_on: str | None
    known_from: str
    judgement: Judgement | None

    @property
    def says(self) -> tuple[str, str | None, str | None, str | None]:
        """What makes two claims say the same: value, qualifier, modifier and unit."""
        return self.value, self.qualifier, self.modifier, self.unit


def _plain(figure: float | int) -> str:
    """A figure as text, without a fraction where it is whole."""
    return str(int(figure)) if float(figure).is_integer() else repr(float(figure))


def _said(value: Any) -> str:
    """A value as text: that of a claim, or one named by a judgement."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain(value) if isinstance(value, int | float) else str(value)


def _text(raw: dict[str, Any]) -> str:
    if "value" in raw:
        return _said(raw["value"])
    if "number" in raw:
        return _plain(raw["number"])
    ends = [_plain(raw[key]) if key in raw else ".." for key in ("min", "max")]
    return "/".join(ends)


def _qualifier(raw: dict[str, Any]) -> str | None:
    if "number" in raw:
        return str(raw.get("qualifier", "exact"))
    if "min" in raw or "max" in raw:
        return str(raw.get("qualifier", "range"))
    return raw.get("qualifier")


def _judgement(raw: dict[str, Any], document: str) -> Judgement:
    """The judgement on a claim of that document, on which it rests where it names no other."""
    because = tuple(raw.get("because") or (document,))
    over = tuple(map(_said, raw.get("over") or ()))
    return Judgement(raw["verdict"], raw["reason"], raw["note"], because, over)


def to_claims(record: RawRecord, known_from: dict[str, str]) -> list[Claim]:
    """The record's claims in the order written; `known_from` maps a document to its first knowledge
    day.
    """
    collection, record_id = record.collection, record.id
    found = []
    for raw in record.data.get("claims") or ():
        judged, get = raw.get("judgement"), raw.get
        value, unit, document = _text(raw), get("unit"), raw["document"]
        field, line, start, end = raw["field"], raw["line"], raw["start"], raw["end"]
        identity = canonical_json(
            [collection, record_id, field, value, unit, document, line, start, end]
        )
        found.append(
            Claim(  # by place: naming twenty-two values would take as long as computing them
                f"c-{digest(identity)[:16]}",
                collection,
                record_id,
                field,
                value,
                get("number"),
                get("min"),
                get("max"),
                _qualifier(raw),
                get("modifier"),
                unit,
                document,
                line,
                start,
                end,
                raw["quote"],
                get("scope"),
                raw["basis"],
                get("attributed_to"),
                get("effective_on"),
                known_from[document],
                _judgement(judged, document) if judged else None,
            )
        )
    return found

"""Checked raw claims become typed claims with an id computed from what they say and where. Never
raises.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from api.base.hashes import canonical_json, digest
from api.collections.codelists import CODELISTS, Codelists
from api.publish.seed.claimable import claimable
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an editor decided on a claim: `prefer` or `reject`, a reason code and a line of words,
    the documents it rests on, and the values, as text, that a preferred one was preferred over.

    In force from the day on which all of those documents are known.
    """

    verdict: str
    reason: str
    note: str
    because: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    in_force_from: str = ""


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
    prefix: str | None
    suffix: str | None
    source_url_unique: bool
    scope: str | None
    basis: str
    attributed_to: str | None
    effective_on: str | None
    words_reason: str | None
    known_from: str
    judgement: Judgement | None
    published_from: str | None = None  # first day its document can have been published
    # Stages before its value in the lifecycle of its field; None where there is no lifecycle.
    stages_before: frozenset[str] | None = None

    @property
    def says(self) -> tuple[str | None, ...]:
        """What makes two claims say the same: value, qualifier, modifier, unit and scope."""
        return self.value, self.qualifier, self.modifier, self.unit, self.scope

    def judged(self, verdict: str, day: str) -> Judgement | None:
        """The judgement on it with that verdict, if it is in force on the day."""
        judgement = self.judgement
        if judgement and judgement.verdict == verdict and judgement.in_force_from <= day:
            return judgement
        return None


def is_conversion(field: str) -> bool:
    """Whether the field is a conversion into dollars: of the record's amount, or of a party's."""
    return field == "amount_usd" or field.endswith("].amount_usd")


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


def _judgement(raw: dict[str, Any], document: str, known_from: Mapping[str, str]) -> Judgement:
    """The judgement on a claim of that document, on which it rests where it names no other."""
    because = tuple(raw.get("because") or (document,))
    over = tuple(map(_said, raw.get("over") or ()))
    day = in_force_from(because, known_from)
    return Judgement(raw["verdict"], raw["reason"], raw["note"], because, over, day)


def in_force_from(because: Iterable[str], known_from: Mapping[str, str]) -> str:
    """The day from which an editor's decision holds: that on which all documents it rests on are
    known; an empty text, before all days, where it rests on none.
    """
    return max((known_from[name] for name in because if name in known_from), default="")


NO_SPANS: Mapping[str, str] = {}


def _lifecycles(collection: str, codelists: Codelists) -> dict[str, Mapping[str, frozenset[str]]]:
    """Field → the stages before each of its codes, for the fields that are lifecycles."""
    found: dict[str, Mapping[str, frozenset[str]]] = {}
    for name, listed in _coded(collection):
        codelist = codelists.get(listed)
        if codelist is not None and codelist.earlier:
            found[name] = codelist.earlier
    return found


@cache
def _coded(collection: str) -> tuple[tuple[str, str], ...]:
    """Fields that hold one code → its list."""
    kinds = claimable(collection).items()
    return tuple((name, kind.codelist or "") for name, kind in kinds if kind.kind == "code")


def to_claims(
    record: RawRecord,
    known_from: Mapping[str, str],
    published_from: Mapping[str, str] = NO_SPANS,
    codelists: Codelists = CODELISTS,
) -> list[Claim]:
    """The record's claims in the order written; `known_from` maps a document to its first knowledge
    day, `published_from` to the first day it can have been published, where one is known.
    """
    collection, record_id = record.collection, record.id
    lifecycles, no_stage = _lifecycles(collection, codelists), frozenset[str]()
    found = []
    for raw in record.data.get("claims") or ():
        judged, get = raw.get("judgement"), raw.get
        value, unit, document = _text(raw), get("unit"), raw["document"]
        field, scope, place = raw["field"], get("scope"), (raw["line"], raw["start"], raw["end"])
        said = (collection, record_id, field, value, unit, document, *place)
        identity = canonical_json([*said, scope] if scope is not None else list(said))
        found.append(
            Claim(  # by place: naming twenty-seven values would take as long as computing them
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
                *place,
                raw["quote"],
                get("prefix"),
                get("suffix"),
                get("source_url_unique", True),
                scope,
                raw["basis"],
                get("attributed_to"),
                get("effective_on"),
                get("words_reason"),
                known_from[document],
                _judgement(judged, document, known_from) if judged else None,
                published_from.get(document),
                lifecycles[field].get(value, no_stage) if field in lifecycles else None,
            )
        )
    return found


def record_claims(record: RawRecord, index: Index) -> list[Claim]:
    """The record's claims, with what the index knows of documents and lifecycles."""
    return to_claims(record, index.documents, index.published_from, index.codelists)

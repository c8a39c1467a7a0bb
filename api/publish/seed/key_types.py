"""What every key of the seed takes: a text, a list, a mapping of these keys. Declarations for
Pydantic, which tests them; `typed` makes faults of what it finds.
"""

from collections.abc import Hashable, Sequence
from typing import Annotated, NotRequired

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, with_config
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

# Control characters, blanks without width, line separators, marks that turn the direction of
# writing, non-characters. Joiners (U+200C, U+200D) are part of some scripts.
BAD_CHARACTERS = (
    "\x00-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff"
)
_TEXT = rf"^[^\s{BAD_CHARACTERS}](?:[^{BAD_CHARACTERS}]*[^\s{BAD_CHARACTERS}])?$"
PlainText = Annotated[str, StringConstraints(pattern=_TEXT)]


def _of_words(text: str) -> str:
    if len(text.split()) < FEWEST_WORDS:
        raise PydanticCustomError("no_reason", "one word is no reason")
    return text


def _all_different(entries: Sequence[Hashable]) -> Sequence[Hashable]:
    if len(set(entries)) < len(entries):
        raise PydanticCustomError("same_twice", "an entry stands there twice")
    return entries


FEWEST_WORDS = 2  # of a reason or a note
Reason = Annotated[PlainText, AfterValidator(_of_words)]
Texts = Annotated[list[PlainText], AfterValidator(_all_different)]
SomeTexts = Annotated[list[PlainText], Field(min_length=1), AfterValidator(_all_different)]
_MOST = 1_000_000_000  # lines of a document, characters of a line
LineNumber = Annotated[int, Field(ge=1, le=_MOST)]
Offset = Annotated[int, Field(ge=0, le=_MOST)]
Count = Annotated[int, Field(ge=0)]
_strict = with_config(ConfigDict(extra="forbid", strict=True))


@_strict
class WordingKeys(TypedDict):
    """A name or a summary."""

    text: PlainText
    documents: SomeTexts


@_strict
class JudgementKeys(TypedDict):
    """What an editor decided on a claim."""

    verdict: PlainText
    reason: PlainText
    note: Reason
    because: NotRequired[SomeTexts]
    over: NotRequired[
        Annotated[
            list[PlainText | bool | float], Field(min_length=1), AfterValidator(_all_different)
        ]
    ]


@_strict
class ReasonedKeys(TypedDict):
    """A reason and a line of words."""

    reason: PlainText
    note: Reason


@_strict
class DisputedKeys(ReasonedKeys):
    """Why a field is disputed, and the documents from whose days on it is."""

    because: NotRequired[SomeTexts]


@_strict
class NotCountedKeys(ReasonedKeys):
    """Why an amount is not counted, and the documents from whose days on it is not."""

    because: SomeTexts


@_strict
class ComparedKeys(TypedDict):
    """Records whose value of a field readers take for this one's, and what sets them apart."""

    kind: PlainText
    note: Reason
    records: SomeTexts
    because: NotRequired[SomeTexts]


@_strict
class ClaimKeys(TypedDict):
    """One document saying one value for one field."""

    field: PlainText
    value: NotRequired[PlainText | bool]
    number: NotRequired[float]
    min: NotRequired[float]
    max: NotRequired[float]
    qualifier: NotRequired[PlainText]
    unit: NotRequired[PlainText]
    modifier: NotRequired[PlainText]
    basis: PlainText
    document: PlainText
    line: LineNumber
    start: Offset
    end: Offset
    quote: PlainText
    scope: NotRequired[PlainText]
    attributed_to: NotRequired[PlainText]
    effective_on: NotRequired[PlainText]
    prefix: NotRequired[str]
    suffix: NotRequired[str]
    source_url_unique: NotRequired[bool]
    words_reason: NotRequired[Reason]
    judgement: NotRequired[JudgementKeys]


@_strict
class RecordKeys(TypedDict):
    """A record of any collection but documents."""

    id: PlainText
    names: NotRequired[list[WordingKeys]]
    summaries: NotRequired[list[WordingKeys]]
    previous_ids: NotRequired[Texts]
    withdrawn: NotRequired[PlainText]
    not_applicable: NotRequired[Texts]
    not_counted: NotRequired[NotCountedKeys]
    disputed: NotRequired[dict[PlainText, DisputedKeys]]
    compared: NotRequired[dict[PlainText, ComparedKeys]]
    claims: NotRequired[list[ClaimKeys]]


@_strict
class ReferenceKeys(TypedDict):
    """A note or link in a document."""

    number: NotRequired[LineNumber]
    title: NotRequired[PlainText]
    resolvable: bool


@_strict
class DocumentKeys(TypedDict):
    """A source document."""

    id: PlainText
    file_name: PlainText
    sha256: PlainText
    known_from: PlainText
    known_from_basis: Reason
    known_from_confidence: PlainText
    published_basis: NotRequired[PlainText]
    title: NotRequired[PlainText]
    publisher: NotRequired[PlainText]
    url: NotRequired[PlainText]
    archive_url: NotRequired[PlainText]
    kind: NotRequired[PlainText]
    relays: NotRequired[Texts]
    references: NotRequired[list[ReferenceKeys]]
    number: NotRequired[PlainText]
    located_basis: NotRequired[Reason]
    claims: NotRequired[list[ClaimKeys]]


@_strict
class ReleaseKeys(TypedDict):
    """An entry of `releases.yaml`."""

    id: PlainText
    published_at: PlainText
    notes: PlainText
    hash: NotRequired[PlainText]
    previous_id: NotRequired[PlainText]
    counts: NotRequired[dict[PlainText, Count]]
    brought: NotRequired[dict[PlainText, Count]]
    withdrawn_on: NotRequired[PlainText]
    withdrawn_reason: NotRequired[PlainText]


@_strict
class CorrectionKeys(TypedDict):
    """An entry of `corrections.yaml`."""

    wrong_in: PlainText
    reason: PlainText
    subject: NotRequired[PlainText]
    field: NotRequired[PlainText]
    day: NotRequired[PlainText]


# `from` is a keyword, which no class can have as a key.
FurnitureKeys = TypedDict(
    "FurnitureKeys",
    {
        "from": LineNumber,
        "to": LineNumber,
        "reason": PlainText,
        "found": NotRequired[list[PlainText]],
    },
)
_STRICT = ConfigDict(extra="forbid", strict=True)
FurnitureKeys.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]


@_strict
class OmittedKeys(TypedDict):
    """A passage that no claim cites."""

    line: LineNumber
    start: Offset
    end: Offset
    quote: PlainText
    reason: PlainText


@_strict
class OmissionsKeys(TypedDict):
    """What a document holds and no claim cites."""

    furniture: NotRequired[list[FurnitureKeys]]
    omitted: NotRequired[list[OmittedKeys]]

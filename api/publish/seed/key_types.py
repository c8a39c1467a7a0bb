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
Text = Annotated[str, StringConstraints(pattern=_TEXT)]


def _of_words(text: str) -> str:
    if len(text.split()) < FEWEST_WORDS:
        raise PydanticCustomError("no_reason", "one word is no reason")
    return text


def _all_different(entries: Sequence[Hashable]) -> Sequence[Hashable]:
    if len(set(entries)) < len(entries):
        raise PydanticCustomError("same_twice", "an entry stands there twice")
    return entries


FEWEST_WORDS = 2  # of a reason or a note
Reason = Annotated[Text, AfterValidator(_of_words)]
Texts = Annotated[list[Text], AfterValidator(_all_different)]
SomeTexts = Annotated[list[Text], Field(min_length=1), AfterValidator(_all_different)]
_MOST = 1_000_000_000  # lines of a document, characters of a line
Line = Annotated[int, Field(ge=1, le=_MOST)]
Offset = Annotated[int, Field(ge=0, le=_MOST)]
Count = Annotated[int, Field(ge=0)]
_strict = with_config(ConfigDict(extra="forbid", strict=True))


@_strict
class Wording(TypedDict):
    """A name or a summary."""

    text: Text
    documents: SomeTexts


@_strict
class Judgement(TypedDict):
    """What an editor decided on a claim."""

    verdict: Text
    reason: Text
    note: Reason
    because: NotRequired[SomeTexts]
    over: NotRequired[
        Annotated[list[Text | bool | float], Field(min_length=1), AfterValidator(_all_different)]
    ]


@_strict
class Reasoned(TypedDict):
    """A reason and a line of words."""

    reason: Text
    note: Reason


@_strict
class Disputed(Reasoned):
    """Why a field is disputed, and the documents from whose days on it is."""

    because: NotRequired[SomeTexts]


@_strict
class NotCounted(Reasoned):
    """Why an amount is not counted, and the documents from whose days on it is not."""

    because: SomeTexts


@_strict
class Compared(TypedDict):
    """Records whose value of a field readers take for this one's, and what sets them apart."""

    kind: Text
    note: Reason
    records: SomeTexts
    because: NotRequired[SomeTexts]


@_strict
class Claim(TypedDict):
    """One document saying one value for one field."""

    field: Text
    value: NotRequired[Text | bool]
    number: NotRequired[float]
    min: NotRequired[float]
    max: NotRequired[float]
    qualifier: NotRequired[Text]
    unit: NotRequired[Text]
    modifier: NotRequired[Text]
    basis: Text
    document: Text
    line: Line
    start: Offset
    end: Offset
    quote: Text
    scope: NotRequired[Text]
    attributed_to: NotRequired[Text]
    effective_on: NotRequired[Text]
    prefix: NotRequired[str]
    suffix: NotRequired[str]
    source_url_unique: NotRequired[bool]
    words_reason: NotRequired[Reason]
    judgement: NotRequired[Judgement]


@_strict
class Record(TypedDict):
    """A record of any collection but documents."""

    id: Text
    names: NotRequired[list[Wording]]
    summaries: NotRequired[list[Wording]]
    previous_ids: NotRequired[Texts]
    withdrawn: NotRequired[Text]
    not_applicable: NotRequired[Texts]
    not_counted: NotRequired[NotCounted]
    disputed: NotRequired[dict[Text, Disputed]]
    compared: NotRequired[dict[Text, Compared]]
    claims: NotRequired[list[Claim]]


@_strict
class Reference(TypedDict):
    """A note or link in a document."""

    number: NotRequired[Line]
    title: NotRequired[Text]
    resolvable: bool


@_strict
class Document(TypedDict):
    """A source document."""

    id: Text
    file_name: Text
    sha256: Text
    known_from: Text
    known_from_basis: Reason
    known_from_confidence: Text
    published_basis: NotRequired[Text]
    title: NotRequired[Text]
    publisher: NotRequired[Text]
    url: NotRequired[Text]
    archive_url: NotRequired[Text]
    kind: NotRequired[Text]
    relays: NotRequired[Texts]
    references: NotRequired[list[Reference]]
    number: NotRequired[Text]
    located_basis: NotRequired[Reason]
    claims: NotRequired[list[Claim]]


@_strict
class Release(TypedDict):
    """An entry of `releases.yaml`."""

    id: Text
    published_at: Text
    notes: Text
    hash: NotRequired[Text]
    previous_id: NotRequired[Text]
    counts: NotRequired[dict[Text, Count]]
    brought: NotRequired[dict[Text, Count]]
    withdrawn_on: NotRequired[Text]
    withdrawn_reason: NotRequired[Text]


@_strict
class Correction(TypedDict):
    """An entry of `corrections.yaml`."""

    wrong_in: Text
    reason: Text
    subject: NotRequired[Text]
    field: NotRequired[Text]
    day: NotRequired[Text]


# `from` is a keyword, which no class can have as a key.
Furniture = TypedDict(
    "Furniture",
    {"from": Line, "to": Line, "reason": Text, "found": NotRequired[list[Text]]},
)
_STRICT = ConfigDict(extra="forbid", strict=True)
Furniture.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]


@_strict
class Omitted(TypedDict):
    """A passage that no claim cites."""

    line: Line
    start: Offset
    end: Offset
    quote: Text
    reason: Text


@_strict
class Omissions(TypedDict):
    """What a document holds and no claim cites."""

    furniture: NotRequired[list[Furniture]]
    omitted: NotRequired[list[Omitted]]

"""What every key of the seed takes: a text, a list, a mapping of these keys. Declarations for
Pydantic, which tests them; `typed` makes faults of what it finds.
"""

from typing import Annotated, NotRequired

from pydantic import ConfigDict, Field, StringConstraints, with_config
from typing_extensions import TypedDict

# Control characters, line separators, marks that turn the direction of writing, non-characters.
BAD_CHARACTERS = (
    "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
)
_TEXT = rf"^[^\s{BAD_CHARACTERS}](?:[^{BAD_CHARACTERS}]*[^\s{BAD_CHARACTERS}])?$"
Text = Annotated[str, StringConstraints(pattern=_TEXT)]
_MOST = 1_000_000_000  # lines of a document, characters of a line
Line = Annotated[int, Field(ge=1, le=_MOST)]
Offset = Annotated[int, Field(ge=0, le=_MOST)]
_STRICT = ConfigDict(extra="forbid", strict=True)


class Wording(TypedDict):
    """A name or a summary."""

    __pydantic_config__ = _STRICT
    text: Text
    documents: Annotated[list[Text], Field(min_length=1)]


class Judgement(TypedDict):
    """What an editor decided on a claim."""

    __pydantic_config__ = _STRICT
    verdict: Text
    reason: Text
    note: Text
    because: NotRequired[Annotated[list[Text], Field(min_length=1)]]
    over: NotRequired[Annotated[list[Text | bool | float], Field(min_length=1)]]


class Reasoned(TypedDict):
    """Why a field is disputed, or an amount not counted."""

    __pydantic_config__ = _STRICT
    reason: Text
    note: Text


class Claim(TypedDict):
    """One document saying one value for one field."""

    __pydantic_config__ = _STRICT
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
    judgement: NotRequired[Judgement]


class Record(TypedDict):
    """A record of any collection but documents."""

    __pydantic_config__ = _STRICT
    id: Text
    names: NotRequired[list[Wording]]
    summaries: NotRequired[list[Wording]]
    previous_ids: NotRequired[list[Text]]
    withdrawn: NotRequired[Text]
    not_applicable: NotRequired[list[Text]]
    not_counted: NotRequired[Reasoned]
    disputed: NotRequired[dict[Text, Reasoned]]
    claims: NotRequired[list[Claim]]


class Document(TypedDict):
    """A source document."""

    __pydantic_config__ = _STRICT
    id: Text
    file_name: Text
    sha256: Text
    known_from: Text
    known_from_basis: Text
    known_from_confidence: Text
    published_basis: NotRequired[Text]
    claims: NotRequired[list[Claim]]


class Release(TypedDict):
    """An entry of `releases.yaml`."""

    __pydantic_config__ = _STRICT
    id: Text
    published_at: Text
    notes: Text
    hash: NotRequired[Text]


class Correction(TypedDict):
    """An entry of `corrections.yaml`."""

    __pydantic_config__ = _STRICT
    release: Text
    day: Text
    subject: Text
    field: Text
    before: NotRequired[Text | bool | float | None]
    after: NotRequired[Text | bool | float | None]
    note: NotRequired[Text]


Furniture = with_config(_STRICT)(
    TypedDict("Furniture", {"from": Line, "to": Line, "reason": Text})  # `from` is a keyword
)


class Omitted(TypedDict):
    """A passage that no claim cites."""

    __pydantic_config__ = _STRICT
    line: Line
    start: Offset
    end: Offset
    quote: Text
    reason: Text


class Omissions(TypedDict):
    """What a document holds and no claim cites."""

    __pydantic_config__ = _STRICT
    furniture: NotRequired[list[Furniture]]  # type: ignore[valid-type]
    omitted: NotRequired[list[Omitted]]

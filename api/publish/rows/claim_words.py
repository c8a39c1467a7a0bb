"""What a claim can be found by: its own words, its value and who said it, and no word of the record
that it is about. Rows of the full-text index of claims, by the place of each claim. Pure.
"""

from collections.abc import Sequence
from functools import lru_cache

from api.base.search_words import (
    LONGEST_WHOLE,
    NAME,
    PHRASE,
    REST,
    STEM,
    WHOLE,
    pairs_of,
    words_and_tokens,
)
from api.base.word_forms import stems_of, unit_words
from api.publish.resolve.public_values import public_keys
from api.publish.rows.claim_rows import Facts
from api.publish.rows.rows import Row

_FIELD, _VALUE, _UNIT, _QUOTE, _SPEAKER = map(
    public_keys("claims").index, ("field", "value", "unit", "quote", "attributed_to")
)


def claim_words(claims: Sequence[Facts], place: int) -> list[Row]:
    """The index rows of some claims, one for each rank over time, numbered from `place` on."""
    found: list[Row] = []
    for facts in claims:
        words = _words(facts[_QUOTE], facts[_VALUE], facts[_SPEAKER], facts[_FIELD], facts[_UNIT])
        for _ in facts[-1]:
            found.append((place + len(found), words))
    return found


@lru_cache(maxsize=4096)
def _words(quote: str, value: str | None, speaker: str | None, field: str, unit: str | None) -> str:
    named: set[str] = set()
    marked: list[str] = []
    for text in (quote, value):
        if text:
            words, tokens = words_and_tokens(text)
            named |= tokens
            marked += [PHRASE + pair for pair in pairs_of(words)]
            if 0 < len(whole := "".join(words)) <= LONGEST_WHOLE:
                marked.append(WHOLE + whole)
    rest = _beside(field, unit, speaker) - named
    marked += [NAME + word for word in named]
    marked += [REST + word for word in rest]
    marked += [STEM + word for word in stems_of(named | rest)]
    return " ".join(sorted(marked))


@lru_cache(maxsize=4096)
def _beside(field: str, unit: str | None, speaker: str | None) -> frozenset[str]:
    said = f"{field.replace('_', ' ')} {unit or ''} {speaker or ''}"
    return frozenset(words_and_tokens(said)[1] | unit_words(unit or ""))

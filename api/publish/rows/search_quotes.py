"""What a record can be found by beside its own values: what its claims quote, and what a document
mentions without any claim citing it. Pure.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from api.base.search_words import LEFT_OUT, PHRASE, STEM, pairs_of, words_and_tokens, words_of
from api.base.word_forms import stem, with_called
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import RankSpans

# What the accepted claims of a record quote: valid from, to, the words.
Quotes = Sequence[tuple[str, str, str]]


@lru_cache(maxsize=16)  # versions of one record follow each other and mostly differ in none
def phrases(texts: tuple[str, ...]) -> list[str]:
    """Tokens of each two neighbouring words of some texts."""
    return [PHRASE + pair for pair in sorted({p for one in texts for p in pairs_of(words_of(one))})]


@lru_cache(maxsize=16)
def quoted_tokens(quotes: tuple[str, ...]) -> list[str]:
    """A record is also found by what its claims quote, in any form, and by phrases there."""
    return _stems_and_phrases(STEM, quotes)


def left_out_tokens(texts: tuple[str, ...]) -> list[str]:
    """A document is found last by what it mentions and no claim cites."""
    return _stems_and_phrases(LEFT_OUT, texts)


def _stems_and_phrases(mark: str, texts: Iterable[str]) -> list[str]:
    read = [_stems_and_pairs(text) for text in set(texts)]
    stems = with_called({one for stems, _ in read for one in stems})
    pairs = {pair for _, pairs in read for pair in pairs}
    return [
        *(mark + one for one in sorted(stems)),
        *(PHRASE + pair for pair in sorted(pairs)),
    ]


@lru_cache(maxsize=4096)  # many records quote the same words
def _stems_and_pairs(text: str) -> tuple[frozenset[str], list[str]]:
    words, tokens = words_and_tokens(text)
    return frozenset(map(stem, tokens)), pairs_of(words)


def accepted_quotes(claims: Iterable[tuple[Claim, RankSpans]]) -> Quotes:
    """What the claims of a record quote, for as long as they are accepted."""
    return [
        (since, until, claim.quote)
        for claim, spans in claims
        for since, until, rank in spans
        if rank.rank == "accepted"
    ]


def quotes_by_record(versions: Iterable[dict[str, Any]]) -> dict[tuple[str, str], Quotes]:
    """What the accepted claims of each record quote, by the lines of a release file."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in versions:
        item = line["item"]
        if line["collection"] == "claims" and item["rank"] == "accepted":
            said = line["from"], line["to"], item["quote"]
            found.setdefault((item["subject_type"], item["subject_id"]), []).append(said)
    return dict(found)

"""What a record can be found by beside its own values: what its claims quote, and what a document
mentions without any claim citing it. Pure.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from api.base.search_words import LEFT_OUT, PHRASE, STEM, pairs_of, tokens_of, words_of
from api.base.word_forms import stems_of
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import RankSpans

# What the accepted claims of a record quote: valid from, to, the words.
Quotes = Sequence[tuple[str, str, str]]


def phrases(texts: Iterable[str]) -> list[str]:
    """Tokens of each two neighbouring words of some texts."""
    return [PHRASE + pair for pair in sorted({p for one in texts for p in pairs_of(words_of(one))})]


@lru_cache(maxsize=16)
def quoted_tokens(quotes: tuple[str, ...]) -> list[str]:
    """A record is also found by what its claims quote, in any form, and by phrases there."""
    words = set[str]().union(*map(tokens_of, quotes))
    return [*(STEM + one for one in sorted(stems_of(words))), *phrases(quotes)]


def left_out_tokens(texts: tuple[str, ...]) -> list[str]:
    """A document is found last by what it mentions and no claim cites."""
    words = set[str]().union(*map(tokens_of, texts))
    return [*(LEFT_OUT + one for one in sorted(stems_of(words))), *phrases(texts)]


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

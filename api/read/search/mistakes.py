"""What mistyped words may mean: words of names, with the search for them; and what to say of a word
that no record has. Raises Unavailable.
"""

from collections.abc import Mapping, Sequence

from api.base.search_words import LEFT_OUT, NAME, STEM, begins_with_letter, plain_words
from api.base.spelling import asked_spellings, mistakes, mistakes_forgiven
from api.base.suggest import hint, shown
from api.base.word_forms import stem, telling_words
from api.collections.data_warnings import DataWarning
from api.read.database.base import Reading, Snapshot
from api.read.search.ranked import EVERYWHERE, SearchQuery
from api.read.search.statements import near_statement, search_count_statement, words_statement
from api.read.sql.prepared import padded
from api.read.sql.search_terms import (
    But,
    Either,
    Every,
    Expression,
    Meanings,
    Token,
    Words,
    spelt,
)

MOST_WORDS_COMPARED = 400  # words compared with one that was mistyped
MOST_NEAR = 16  # words taken to be meant by one
MOST_UNKNOWN = 5  # words that one message names
_BEGINNING = 2  # letters that a word has in common with those it may mean


async def unknown_words(
    snapshot: Snapshot, reading: Reading, query: SearchQuery
) -> tuple[DataWarning, ...]:
    """Which words of a search no record of any collection has, and what they may mean; found once a
    release.
    """
    caches, key = snapshot.release.caches, (query.words, query.day)
    known: tuple[DataWarning, ...] | None = caches.unknown_words.get(key)
    if known is not None:
        return known
    unknown = [
        word
        for word in dict.fromkeys(telling_words(plain_words(query.words)))
        if query.meanings.get(word) == [] and not await _is_known(snapshot, reading, query, word)
    ]
    said = []
    for word in unknown[:MOST_UNKNOWN]:
        near = await _candidates(snapshot, reading, word)
        said.append(f"'q': no record has '{shown(word)}'{hint(word, near) or '.'}")
    found = tuple(DataWarning("unmatched_value", one) for one in said)
    caches.unknown_words.put(key, found)
    return found


async def _is_known(snapshot: Snapshot, reading: Reading, query: SearchQuery, word: str) -> bool:
    """Whether a record has a word in another form, or in what its claims quote."""
    forms = Either(tuple(Token(letter + stem(word)) for letter in (STEM, LEFT_OUT)))
    values = {**query.values, **EVERYWHERE, **spelt(forms), "most": 1}
    statement = snapshot.statements.get(search_count_statement, 0, False)
    return bool((await reading.fetch(statement, values))[0][0])


async def _candidates(snapshot: Snapshot, reading: Reading, word: str) -> list[str]:
    """Words that begin like it, and words of names that are spelt much like it."""
    first = word[:_BEGINNING]
    values = {"first": first, "last": first + chr(0x10FFFF), "most": MOST_WORDS_COMPARED}
    rows = await reading.fetch(snapshot.statements.get(words_statement), values)
    near = await near_words(snapshot, reading, (word,))
    return list(dict.fromkeys([*near.get(word, ()), *(known for (known,) in rows)]))


async def near_words(
    snapshot: Snapshot, reading: Reading, words: Words
) -> Mapping[str, Sequence[str]]:
    """For each word that can be mistyped, the words of names it may mean, nearest first."""
    found: dict[str, Sequence[str]] = {}
    for word in words:
        if mistakes_forgiven(word) and begins_with_letter(word):
            slots = padded(tuple(sorted(asked_spellings(word))))
            values = {f"spelling_{place}": spelling for place, spelling in enumerate(slots)} | {
                "most": MOST_WORDS_COMPARED
            }
            rows = await reading.fetch(snapshot.statements.get(near_statement, len(slots)), values)
            near = sorted(
                (mistakes(word, known), abs(len(known) - len(word)), known) for (known,) in rows
            )
            found[word] = [known for number, _, known in near if number <= mistakes_forgiven(word)][
                :MOST_NEAR
            ]
    return found


def with_mistakes(
    words: Words, meanings: Meanings, near: Mapping[str, Sequence[str]]
) -> list[Expression | None]:
    """Records whose names have every word or one near it, those with fewer mistakes first."""
    found: list[Expression | None] = []
    former: Expression | None = None
    for most in (1, 2):
        parts = []
        for word in words:
            known = meanings.get(word)
            said = (
                [Token(NAME + word, beginning=True)]
                if known is None
                else [Token(NAME + other) for other in known]
            )
            meant = [
                Token(NAME + other) for other in near.get(word, ()) if mistakes(word, other) <= most
            ]
            parts.append(Either(tuple(dict.fromkeys([*said, *meant]))))
        every = Every(tuple(parts))
        if not all(part.parts for part in parts) or every == former:
            continue
        found.append(But(every, former) if former else every)
        former = every
    return found

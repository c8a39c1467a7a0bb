"""Words of names that a mistyped word may mean, and the search for them. Raises Unavailable."""

from collections.abc import Mapping, Sequence

from api.base.search_words import NAME, begins_with_letter
from api.base.spelling import asked_spellings, mistakes, mistakes_forgiven
from api.read.database.base import Reading, Snapshot
from api.read.search.statements import near_statement
from api.read.sql.prepared import padded
from api.read.sql.search_terms import But, Either, Every, Expression, Meanings, Token, Words

MOST_WORDS_COMPARED = 400  # words compared with one that was mistyped


MOST_NEAR = 16  # words taken to be meant by one


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

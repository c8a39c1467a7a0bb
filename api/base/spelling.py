"""Mistyped words. A word is near another if few letters are added, left out, changed or swapped
against some beginning of it; two such words share a spelling with as many letters left out, so a
stored list of those spellings finds every near word. Pure.
"""

from itertools import combinations

SHORTEST = 4  # letters of a word that can be mistyped: shorter ones are all near each other
_LONG = (
    8  # letters from which on two mistakes are forgiven, and letters compared by stored spellings
)
_SHORTEST_KNOWN = SHORTEST - 1


def mistakes_forgiven(word: str) -> int:
    """How many mistakes a word of this length may have."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < _LONG else 2


def stored_spellings(word: str) -> set[str]:
    """Spellings under which a known word is listed; empty for words too short, or with digits."""
    if len(word) < _SHORTEST_KNOWN or not word.isalpha():
        return set()
    found = set().union(*(_shortened(word[:length], 1) for length in range(SHORTEST, _LONG)))
    return found | _shortened(word[:_LONG], 2) if len(word) >= _LONG - 2 else found


def asked_spellings(word: str) -> set[str]:
    """Spellings under which the words near this one are listed."""
    return _shortened(word[:_LONG], mistakes_forgiven(word))


def mistakes(word: str, known: str) -> int:
    """The least number of letters to add, leave out, change or swap between a word and any
    beginning of a known one.
    """
    known = known[: len(word) + mistakes_forgiven(word)]
    earlier: list[int] = []
    former = list(range(len(known) + 1))
    for row, letter in enumerate(word, 1):
        present = [row]
        for column, other in enumerate(known, 1):
            least = min(
                former[column] + 1, present[column - 1] + 1, former[column - 1] + (letter != other)
            )
            if row > 1 and column > 1 and letter == known[column - 2] and word[row - 2] == other:
                least = min(least, earlier[column - 2] + 1)
            present.append(least)
        earlier, former = former, present
    return min(former)


def _shortened(word: str, most: int) -> set[str]:
    """The word with up to so many letters left out."""
    found = {word}
    for left_out in range(1, min(most, len(word) - 1) + 1):
        found |= {"".join(kept) for kept in combinations(word, len(word) - left_out)}
    return found

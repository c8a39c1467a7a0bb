"""Forms of a word that search takes for the same: stems, names of nations, abbreviations, and the
words of a question that say nothing of what is looked for. Alike at build and query. Pure.
"""

from collections.abc import Set
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
# Words that the stemmer does not bring together.
_SAME = {
    "chinese": "china",
    "japanese": "japan",
    "korean": "korea",
    "koreans": "korea",
    "malaysian": "malaysia",
    "thai": "thailand",
}
# Abbreviation → the words that are written out for it.
_ABBREVIATIONS = {
    "co2": frozenset(("carbon", "dioxide")),
    "mou": frozenset(("memorandum", "understanding")),
}
# Unit or currency → how readers call it.
_UNITS = {
    "GW": frozenset(("gigawatt", "gigawatts")),
    "JPY": frozenset(("yen",)),
    "KRW": frozenset(("won",)),
    "MW": frozenset(("megawatt", "megawatts")),
    "USD": frozenset(("dollar", "dollars")),
    "t": frozenset(("ton", "tons", "tonne", "tonnes")),
    "t/year": frozenset(("ton", "tons", "tonne", "tonnes")),
}
_EMPTY_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "are",
            "at",
            "be",
            "by",
            "date",
            "did",
            "do",
            "does",
            "for",
            "from",
            "had",
        ),
        *("has", "have", "how", "in", "is", "it", "its", "many", "me", "much", "of", "on", "or"),
        *("show", "tell", "that", "the", "their", "there", "they", "this", "to", "was", "were"),
        *("what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would"),
    )
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form under which all forms of a folded word are found; a number is its own."""
    if not word.isalpha():
        return word
    return str(_STEMMER.stemWord(_SAME.get(word, word)))


def unit_words(unit: str) -> frozenset[str]:
    """What readers call a unit, beside its symbol."""
    return _UNITS.get(unit, frozenset())


def stems_of(words: Set[str]) -> set[str]:
    """The stems of a record's words, and the abbreviations of what it has written out."""
    found = {stem(word) for word in words}
    return found | {short for short, written in _ABBREVIATIONS.items() if written <= words}


def telling_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that say nothing of what is looked for; all where none is left."""
    return tuple(word for word in words if word not in _EMPTY_WORDS) or words

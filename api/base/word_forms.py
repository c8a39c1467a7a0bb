"""Forms of a word that search takes for the same: stems, names of nations, abbreviations, and the
words of a question that say nothing of what is looked for. Alike at build and query. Pure.
"""

from collections.abc import Set
from functools import cache, lru_cache

import snowballstemmer

from api.base.search_words import LONGEST_WHOLE

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
# Abbreviation, or the word of newspapers → the words that documents write for it.
_ALSO_CALLED = (
    ("chips", ("semiconductors",)),
    ("co2", ("carbon", "dioxide")),
    ("exchange", ("foreign", "currency")),
    ("forex", ("foreign", "currency")),
    ("forex", ("foreign", "exchange")),
    ("memo", ("memorandum",)),
    ("mou", ("memorandum", "understanding")),
    ("pentagon", ("department", "war")),
    ("smelter", ("refinery",)),
)
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
_SCALES = frozenset(("million", "billion", "trillion", "percent"))
_CURRENCIES = frozenset(
    ("usd", "eur", "gbp", "jpy", "krw", "dollar", "dollars", "euros", "pounds", "won", "yen")
)
_EMPTY_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "at", "be", "by", "date", "did", "do", "does", "for", "from"),
        *("had", "has", "have", "how", "in", "is", "it", "its", "legally", "many", "me", "much"),
        *("of", "on", "or", "show", "tell", "that", "the", "their", "there", "they", "this", "to"),
        *("was", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will"),
        *("with", "would"),
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


def nation_words(words: Set[str]) -> frozenset[str]:
    """What nations are called of which these words name the countries: Japan is also Japanese."""
    return frozenset(word for word, country in _SAME.items() if country in words)


@cache
def _called_by() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((word, frozenset(map(stem, written))) for word, written in _ALSO_CALLED)


def also_called(words: Set[str]) -> frozenset[str]:
    """What readers call that which these words write out."""
    return _written_out({stem(word) for word in words})


def stems_of(words: Set[str]) -> set[str]:
    """The stems of a record's words, and of what readers call that which it has written out."""
    return with_called(set(map(stem, words)))


def with_called(stems: set[str]) -> set[str]:
    """Stems, with those of what readers call that which they write out."""
    return stems | {stem(word) for word in _written_out(stems)}


def _written_out(stems: Set[str]) -> frozenset[str]:
    called_by = _called_by()
    return frozenset([word for word, written in called_by if written <= stems])


def telling_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that say nothing of what is looked for; all where none is left."""
    return tuple(word for word in words if word not in _EMPTY_WORDS) or words


def office_word(words: tuple[str, ...]) -> str:
    """What an office is found by, in whatever order and form its words are asked for."""
    return "".join(sorted({stem(word) for word in telling_words(words)}))[:LONGEST_WHOLE]


def is_of_figure(before: str, word: str) -> bool:
    """Whether two neighbouring words are of one figure, `150 billion`: neither says it alone."""
    number = before.isnumeric()
    if word.isnumeric():
        return before in _CURRENCIES
    return word in _SCALES if number else before in _SCALES and word in _CURRENCIES

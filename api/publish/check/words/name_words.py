"""Proper names in English text of ours, made alike: "Japanese" and "Japan's" are one. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from api.publish.check.words.number_words import plain

_WORD = re.compile(r"[^\W_]+(?:[.&'][^\W_]+)*\.?")
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.)+|[A-Z]\w{1,3}\.")
_TOGETHER = re.compile(r"\bUnited States(?: of America)?\b|\bU\.S\.A\.?|\bUSA\b")
_APART = ' ,;:()"-'  # stand between words and are part of none
# Words with a capital that name nothing of a document.
_CALENDAR_WORDS = """
january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday i
"""
_ALWAYS = frozenset(_CALENDAR_WORDS.split())
# Words that begin a sentence and are no part of the name that follows.
_OPENING_WORDS = """
a an the this that these those its their his her both each all no one two three some in on
at of for from by with after before under since until between among beside if when where
while what who whose whom which how why as and but or not named most
"""
_OPENING = frozenset(_OPENING_WORDS.split())
# Words for one country or its people → the word that stands for all.
_DEMONYMS = {
    **dict.fromkeys(["us", "america", "american", "americans"], "us"),
    **dict.fromkeys(["japan", "japanese"], "japan"),
    **dict.fromkeys(["korea", "korean", "koreans"], "korea"),
    **dict.fromkeys(["china", "chinese"], "china"),
    **dict.fromkeys(["malaysia", "malaysian", "malaysians"], "malaysia"),
    **dict.fromkeys(["thailand", "thai", "thais"], "thailand"),
    **dict.fromkeys(["asia", "asian", "asians"], "asia"),
}


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[tuple[str, str, bool], ...]:
    """Words of the text with a capital: (as written, made alike, whether it is sure to be a name:
    no single word that only begins a sentence).
    """
    text_as_written, text = plain(text), as_compared(text)
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    found = []
    for at, (word, start, end) in enumerate(words):
        if word == word.lower():
            continue
        alike = made_alike(word)
        if alike in _ALWAYS:
            continue
        before = text[:start].rstrip(" \"'([")
        begins = not before or (
            before[-1] in ".!?:" and not _ABBREVIATION.fullmatch(words[at - 1][0])
        )
        follower = words[at + 1] if at + 1 < len(words) else None
        goes_on = (
            follower is not None
            and alike not in _OPENING
            and follower[0][0].isupper()
            and text[end : follower[1]] in (" ", "-")
        )
        sure = not begins or goes_on or sum(letter.isupper() for letter in word) > 1
        shown = word if word in text_as_written else "United States"
        found.append((shown, alike, sure))
    return tuple(found)


@lru_cache(maxsize=4096)
def made_alike(word: str) -> str:
    """A word without possessive, dots, accents and case; a demonym as its country."""
    word = word.replace(".", "").removesuffix("'s")
    folded = unicodedata.normalize("NFKD", word).casefold()
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _DEMONYMS.get(letters, letters)


def as_compared(text: str) -> str:
    """The text with one name for the one country that has many."""
    return _TOGETHER.sub("U.S.", plain(text))


def stands_in(word: str, text: str) -> bool:
    """Whether a text, as compared, surely has the word as it is written: nothing beside it could be
    a part of the same word.
    """
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or after.isalnum() or (before + after).strip(_APART)):
            return True
        at = text.find(word, at + 1)
    return False


def alike_names(texts: Iterable[str]) -> set[str]:
    """Every word with a capital of the texts, made alike."""
    words = set(_WORD.findall(as_compared(" ".join(texts))))
    return {made_alike(word) for word in words if word != word.lower()} - _ALWAYS

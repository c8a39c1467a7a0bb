"""Mistyped words: near words share a listed spelling, and mistakes are counted against the
beginning of the known word.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base.spelling import asked_spellings, mistakes, mistakes_forgiven, stored_spellings

LETTERS = "abcde"
WORDS = st.text(alphabet=LETTERS, min_size=4, max_size=12)
# What fingers do: add a letter, leave one out, hit another, swap two.
SLIPS = st.tuples(
    st.sampled_from(["add", "leave", "change", "swap"]),
    st.integers(0, 11),
    st.sampled_from(LETTERS),
)


def slipped(word: str, slip: tuple[str, int, str]) -> str:
    kind, place, letter = slip
    place = min(place, len(word) - 1)
    if kind == "add":
        return word[:place] + letter + word[place:]
    if kind == "leave":
        return word[:place] + word[place + 1 :]
    if kind == "change":
        return word[:place] + letter + word[place + 1 :]
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


@pytest.mark.parametrize(
    ("word", "number"), [("", 0), ("abc", 0), ("abcd", 1), ("abcdefg", 1), ("abcdefgh", 2)]
)
def test_longer_words_may_have_more_mistakes(word: str, number: int) -> None:
    assert mistakes_forgiven(word) == number


@pytest.mark.parametrize(
    ("typed", "known", "number"),
    [
        ("korea", "korea", 0),
        ("kore", "korea", 0),
        ("koera", "korea", 1),
        ("japn", "japan", 1),
        ("lutnik", "lutnick", 1),
        ("semicondctr", "semiconductors", 2),
        ("semcon", "semiconductor", 1),
        ("ohio", "texas", 4),
    ],
)
def test_mistakes(typed: str, known: str, number: int) -> None:
    assert mistakes(typed, known) == number


@given(word=WORDS, slips=st.lists(SLIPS, max_size=2), cut=st.integers(0, 4))
def test_every_near_word_is_listed_under_a_spelling_asked_for(
    word: str, slips: list[tuple[str, int, str]], cut: int
) -> None:
    typed = word[: len(word) - cut]
    for slip in slips:
        typed = slipped(typed, slip) if typed else typed
    if mistakes_forgiven(typed) and mistakes(typed, word) <= mistakes_forgiven(typed):
        assert asked_spellings(typed) & stored_spellings(word)


@pytest.mark.parametrize("word", ["ab", "h2o", "550"])
def test_short_words_and_numbers_are_not_listed(word: str) -> None:
    assert stored_spellings(word) == set()


@given(word=st.text(alphabet=LETTERS, min_size=3, max_size=60))
def test_the_spellings_of_a_word_are_few(word: str) -> None:
    assert len(stored_spellings(word)) <= 70

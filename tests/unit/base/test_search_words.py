"""Words as search sees them: every spelling a reader would call the same gives the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base.search_words import LONGEST_WORD, begins_with_letter, pieces_of, tokens_of, words_of

PLAIN = st.text(alphabet="abcdefgh 0123456789", max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-Japan deal", ["us", "japan", "deal"]),
        ("Kim Jung\u2011kwan", ["kim", "jung", "kwan"]),
        ("semi\u00adconductor", ["semiconductor"]),
        ("Straße in Łódź", ["strasse", "in", "lodz"]),
        ("Japan's ships\u2019 Seoul\u2019s", ["japan", "ships", "seoul"]),
        ("9.2\u202fGW, 1,000", ["9", "2", "gw", "1", "000"]),
        ("ｏｈｉｏ \ufeffgas\u200b", ["ohio", "gas"]),
        ("a_b\tc\nd", ["a", "b", "c", "d"]),
        ("", []),
        ("… — “”", []),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("low-carbon", {"lowcarbon"}),
        ("low\u2011carbon", {"lowcarbon"}),
        ("low carbon", set()),
        ("U.S.-Japan", {"usjapan"}),
        ("9.2", {"92"}),
        ("1,000,000", {"1000", "000000", "1000000"}),
        ("a-b-c-d-e", {"ab", "bc", "cd", "de", "abc", "abcd"}),
    ],
)
def test_compounds_are_known_joined_too(text: str, also: set[str]) -> None:
    assert tokens_of(text) - set(words_of(text)) == also


@given(text=st.text(max_size=60))
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    words = words_of(text)
    assert set(words) <= tokens_of(text)
    assert all(word and word == words_of(word)[0] for word in words)
    # A sign that only stands for letters, such as a circled one, is found but cannot be marked
    # where it stands.
    assert (
        "".join(piece.word for piece in pieces_of(text))
        or not words
        or not any(character.isalnum() for character in text)
    )


@given(text=PLAIN)
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert (
        words_of(text.upper())
        == words_of(text.replace("a", "á").replace("e", "e\u0301"))
        == words_of(text)
    )


@given(text=PLAIN)
def test_pieces_are_the_words_where_they_stand(text: str) -> None:
    assert [piece.word for piece in pieces_of(text)] == words_of(text)
    assert [text[piece.start : piece.end] for piece in pieces_of(text)] == words_of(text)


def test_pieces_say_what_is_one_compound() -> None:
    assert [(piece.word, piece.glued) for piece in pieces_of("Kim Jung\u2011kwan, U.S.-Japan")] == [
        ("kim", False),
        ("jung", False),
        ("kwan", True),
        ("us", False),
        ("japan", True),
    ]


def test_numbers_are_told_from_words() -> None:
    assert [word for word in ("550", "5g", "h2o", "ohio", "日本") if begins_with_letter(word)] == [
        "h2o",
        "ohio",
        "日本",
    ]

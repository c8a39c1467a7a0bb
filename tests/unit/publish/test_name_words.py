"""Which names and words of a text surely stand in its quote."""

import re

import pytest

from api.publish.check.words.name_words import alike_names, as_compared, stands_in

TEXTS = [
    "the Georgia plant",
    "South Korea's pledge, “Ohio”",
    "Ohioan and Georgian firms",
    "Seoul-based; U.S.-Japan",
    "the United States of America and AT&T",
    "O'Brien of J.P. Morgan (Tokyo)",
    "TOKYO, Korea’s\nExim",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_word_that_surely_stands_in_a_text_is_among_its_names(text: str) -> None:
    words = {word for one in TEXTS for word in (*one.split(), *re.findall(r"\w+", one))}
    for word in sorted(words):
        if word != word.lower() and stands_in(word, as_compared(text)):
            assert alike_names([word]) <= alike_names([text]), word


@pytest.mark.parametrize(
    ("word", "text", "sure"),
    [
        ("Georgia", "the Georgia plant", True),
        ("Georgia", "Georgia", True),
        ("Seoul", "Seoul-based", True),
        ("Georgia", "Georgian, then Georgia", True),
        ("Georgia", "Georgian", False),
        ("Korea", "South Korea's", False),
        ("America", "the United States of America", False),
    ],
)
def test_where_a_word_surely_stands(word: str, text: str, sure: bool) -> None:
    assert stands_in(word, as_compared(text)) is sure

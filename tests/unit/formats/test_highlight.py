"""Marks in a text: what was found, as it is written, in text that is safe on a page."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.base.search_words import pieces_of, words_of
from api.formats.highlight import _spans, _wanted, has_every_word, marked


@pytest.mark.parametrize(
    ("text", "q", "shown"),
    [
        ("Ohio gas plant", "ohio", "<mark>Ohio</mark> gas plant"),
        ("Ohio gas plant", "pla ohi", "<mark>Ohio</mark> gas <mark>plant</mark>"),
        (
            "Kim Jung\u2011kwan met",
            "kim jung-kwan",
            "<mark>Kim</mark> <mark>Jung\u2011kwan</mark> met",
        ),
        ("a low-carbon steel", "lowcarbon", "a <mark>low-carbon</mark> steel"),
        ("a lowcarbon steel", "low carbon", "a <mark>lowcarbon</mark> steel"),
        ("Korea Zinc", "koreazinc", "<mark>Korea</mark> <mark>Zinc</mark>"),
        ("U.S.-Japan deal", "us", "<mark>U.S</mark>.-Japan deal"),
        ("Zürichberg", "zurich", "<mark>Zürichberg</mark>"),
        ("<b>gas</b> & 'oil'", "gas", "&lt;b&gt;<mark>gas</mark>&lt;/b&gt; &amp; &#x27;oil&#x27;"),
        ("nothing here", "ohio", "nothing here"),
    ],
)
def test_marks(text: str, q: str, shown: str) -> None:
    assert marked(text, words_of(q)) == shown


@given(text=st.text(max_size=80), q=st.text(max_size=20))
def test_only_marks_are_added_and_all_else_is_escaped(text: str, q: str) -> None:
    shown = marked(text, words_of(q))
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert html.unescape(bare) == text or html.unescape(html.escape(text)) == html.unescape(bare)
    assert "<" not in bare
    assert ">" not in bare


def marked_by_pieces(text: str, words: list[str]) -> str:
    found, end = "", 0
    for start, stop in _spans(list(pieces_of(text)), _wanted(tuple(words))):
        found += f"{html.escape(text[end:start])}<mark>{html.escape(text[start:stop])}</mark>"
        end = stop
    return found + html.escape(text[end:])


WRITTEN = st.lists(
    st.sampled_from(
        [
            "a",
            "aa",
            "ab",
            "low",
            "carbon",
            "U",
            "S",
            "9",
            "2",
            "É",
            "s",
            "-",
            ".",
            "'",
            "/",
            "_",
            ", ",
            " ",
            " ",
            "--",
        ]
    ),
    max_size=12,
)


@settings(max_examples=1000)
@given(parts=WRITTEN, asked=WRITTEN)
def test_a_text_with_compounds_is_marked_as_its_words_say(
    parts: list[str], asked: list[str]
) -> None:
    text, words = "".join(parts) + " a-b", words_of("".join(asked))
    assert marked(text, words) == marked_by_pieces(text, words)


@pytest.mark.parametrize(
    ("text", "q", "near", "fits"),
    [
        ("Korea Zinc refinery", "zinc kor", (), True),
        ("Korea Zinc", "koreazinc", (), True),
        ("Korea Zinc", "korea steel", (), False),
        ("Howard Lutnick", "lutnik", ("lutnick",), True),
        ("Low-carbon steel", "lowcarbon", (), True),
    ],
)
def test_a_name_is_told_from_another_by_its_words(
    text: str, q: str, near: tuple[str, ...], fits: bool
) -> None:
    assert has_every_word(text, words_of(q), near) is fits

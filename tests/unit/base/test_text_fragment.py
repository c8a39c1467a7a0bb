"""Links land on the very words: composed as browsers read them, found as browsers find them."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base.text_fragment import context_of, folded, fragment_url, is_boundary, occurrences

LINES = ["The pledge of Japan’s firms, and the pledge of Korea.", "Gas‑power, 9.2‑GW; the Pledge"]


def test_a_link_is_percent_encoded_so_that_dashes_and_commas_are_words() -> None:
    url = fragment_url("https://example.org/a", "100-150, & more", "of “x”", "-y")
    assert url == (
        "https://example.org/a#:~:text=of%20%E2%80%9Cx%E2%80%9D-,100%2D150%2C%20%26%20more,-%2Dy"
    )


@given(st.text(min_size=1), st.text(), st.text())
def test_a_link_gives_its_words_back(quote: str, prefix: str, suffix: str) -> None:
    directive = fragment_url("https://example.org/", quote, prefix, suffix).partition(":~:text=")[2]
    parts = directive.split(",")
    assert unquote(parts.pop(0)[:-1] if prefix else "") == prefix
    assert unquote(parts.pop()[1:] if suffix else "") == suffix
    assert list(map(unquote, parts)) == [quote]


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "found"),
    [
        ("the pledge", None, None, [(0, 0), (0, 33), (1, 19)]),
        ("pledge", "The", None, [(0, 4), (0, 37), (1, 23)]),
        ("pledge", None, "of Korea", [(0, 37)]),
        ("pledge", "and the", None, [(0, 37)]),
        ("pledg", None, None, []),
        ("japan", None, None, []),
        ("Japan", None, "’s", [(0, 14)]),
        ("Japan’s", None, None, [(0, 14)]),
        ("9.2", None, None, [(1, 11)]),
        ("2", None, None, []),
        ("GW", None, None, [(1, 15)]),
        ("Gas-power", None, None, []),
        ("firms, and", "s", None, []),
        ("firms, and", "Japan’s", "the", [(0, 22)]),
    ],
)
def test_words_are_found_as_browsers_find_them(
    quote: str, prefix: str | None, suffix: str | None, found: list[tuple[int, int]]
) -> None:
    assert list(occurrences(LINES, quote, prefix, suffix)) == found


def test_a_narrow_blank_joins_words_as_it_does_in_browsers() -> None:
    lines = ["350\N{NARROW NO-BREAK SPACE}billion for a refinery\N{NARROW NO-BREAK SPACE}[5]."]
    assert list(occurrences(lines, "refinery")) == []
    assert list(occurrences(lines, "billion")) == []
    assert list(occurrences(lines, "refinery", suffix="[5]")) == []
    suffix = "\N{NARROW NO-BREAK SPACE}[5]."
    assert list(occurrences(lines, "refinery", suffix=suffix)) == [(0, 18)]
    assert context_of(lines, (0, 18), "refinery") == (None, suffix, True)
    assert list(occurrences(lines, "350\N{NARROW NO-BREAK SPACE}billion")) == [(0, 0)]


def test_curly_quotation_marks_are_found_as_straight_ones() -> None:
    assert list(occurrences(["Japan's “pledge”"], 'Japan’s "pledge"')) == [(0, 0)]


def test_case_and_accents_do_not_count_and_the_text_stays_as_long() -> None:
    assert folded("Élan, İ ﬁ CO₂ ẞ") == "elan, i ﬁ co2 ẞ"
    assert list(occurrences(["CO₂"], "co2")) == [(0, 0)]


@given(st.text(), st.integers(0, 20))
def test_a_boundary_never_raises(text: str, at: int) -> None:
    assert is_boundary(text, at) in (True, False)


def test_the_fewest_words_that_make_a_quote_unique() -> None:
    assert context_of(LINES, (0, 14), "Japan’s") == (None, None, True)
    assert context_of(LINES, (0, 4), "pledge") == (None, "of Japan’s", True)
    assert context_of(LINES, (0, 37), "pledge") == ("and the", None, True)
    assert context_of(["one two", "one two"], (1, 0), "one") == (None, None, False)
    assert context_of(["a - b - b"], (0, 8), "b") == ("b -", None, True)

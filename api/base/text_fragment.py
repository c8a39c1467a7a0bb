"""Text fragments, `#:~:text=prefix-,quote,-suffix`: links that open a page at the very words, after
the WICG specification of scroll-to-text-fragment. Pure.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import quote as percent_encoded

MOST_LINK_WORDS = 8  # of prefix, quote and suffix together

_INSIDE_A_WORD = frozenset(".'’:·")  # between two letters
_JOINS_WORDS = "_\N{NARROW NO-BREAK SPACE}"  # ExtendNumLet of UAX 29, as far as pages have it
_QUOTE_MARKS = str.maketrans("‘’׳“”״", "'''\"\"\"")  # browsers take these for one
_BLANKS = " \t\n\r\f"  # what browsers pass over between a quote and the words around it
_SPACED = str.maketrans(dict.fromkeys(_BLANKS, " "))
_INSIDE_A_NUMBER = frozenset(".,;'’")  # between two digits

QuotePosition = tuple[int, int]  # line from 0, code point from 0


def fragment_url(url: str, quote: str, prefix: str | None, suffix: str | None) -> str:
    """The address of a page with the directive that lands on the quote."""
    parts = [_encoded(quote)]
    if prefix:
        parts.insert(0, f"{_encoded(prefix)}-")
    if suffix:
        parts.append(f"-{_encoded(suffix)}")
    return f"{url}#:~:text={','.join(parts)}"


def _encoded(text: str) -> str:
    # A hyphen has a meaning in the directive, and percent-encoding leaves it as it is.
    return percent_encoded(text, safe="").replace("-", "%2D")


def occurrences(
    lines: Sequence[str], quote: str, prefix: str | None = None, suffix: str | None = None
) -> Iterator[QuotePosition]:
    """Where browsers find the quote, in order: letters compared without case and accents, whole
    words at both outer ends, prefix and suffix with nothing but blanks between. A line is a block.
    """
    wanted, before, after = (folded(text or "") for text in (quote, prefix, suffix))
    for number, text in enumerate(lines):
        line = folded(text)
        at = line.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            # Folding takes some blanks for others, which end words in other ways.
            if (_ends_with(text, line[:at], before) if before else is_boundary(text, at)) and (
                _begins_with(text, line, end, after) if after else is_boundary(text, end)
            ):
                yield number, at
            at = line.find(wanted, at + 1)


def _ends_with(text: str, before: str, prefix: str) -> bool:
    before = before[: len(text[: len(before)].rstrip(_BLANKS))]
    return before.endswith(prefix) and is_boundary(text, len(before) - len(prefix))


def _begins_with(text: str, line: str, at: int, suffix: str) -> bool:
    at += len(text[at:]) - len(text[at:].lstrip(_BLANKS))
    return line.startswith(suffix, at) and is_boundary(text, at + len(suffix))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text as browsers compare it, as long as before."""
    return "".join(map(_folded_letter, text.translate(_QUOTE_MARKS)))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter).casefold()
    base = "".join(one for one in parts if not unicodedata.combining(one))
    return base if len(base) == 1 else letter


def is_boundary(text: str, at: int) -> bool:
    """Whether a word begins or ends there, after Unicode's rules as far as news pages need them."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _of_a_word(before) and _of_a_word(after):
        return False
    for middle, first, last in (
        (after, before, text[at + 1 : at + 2]),
        (before, text[at - 2 : at - 1] if at > 1 else "", after),
    ):
        if first.isalpha() and last.isalpha() and middle in _INSIDE_A_WORD:
            return False
        if first.isdigit() and last.isdigit() and middle in _INSIDE_A_NUMBER:
            return False
    return True


def _of_a_word(letter: str) -> bool:
    return letter.isalnum() or letter in _JOINS_WORDS


def context_of(
    lines: Sequence[str], place: QuotePosition, quote: str
) -> tuple[str | None, str | None, bool]:
    """The fewest words before and after the quote with which browsers find it there and nowhere
    else. Where there are none: the fewest with which they find it at all, and False.
    """
    fallback: tuple[str | None, str | None, bool] | None = None
    for prefix, suffix in _contexts(lines[place[0]], place[1], quote):
        found = occurrences(lines, quote, prefix, suffix)
        first = next(found, None)
        if first == place and next(found, None) is None:
            return prefix or None, suffix or None, True
        if first is not None and fallback is None:
            fallback = prefix or None, suffix or None, False
    return fallback or (None, None, False)


def _contexts(line: str, start: int, quote: str) -> Iterator[tuple[str, str]]:
    """Words before and after the quote, the fewest first, as long as all are few enough."""
    before, after = line[:start], line[start + len(quote) :]
    for count in range(MOST_LINK_WORDS):
        for words_before in range(count, -1, -1):
            prefix = _last_words(before, words_before)
            suffix = _first_words(after, count - words_before)
            if prefix is None or suffix is None:
                continue
            if any(text and not any(map(str.isalnum, text)) for text in (prefix, suffix)):
                continue  # a dash alone: browsers differ in whether they look at it
            begin = len(before.rstrip(_BLANKS)) - len(prefix) if prefix else start
            end = (
                len(line) - len(after.lstrip(_BLANKS)) + len(suffix)
                if suffix
                else start + len(quote)
            )
            if len(line[begin:end].split()) <= MOST_LINK_WORDS:
                yield prefix, suffix


def _last_words(text: str, count: int) -> str | None:
    words = text.translate(_SPACED).split(" ")
    words = [word for word in words if word]
    return None if len(words) < count else _span(text, words[len(words) - count :], last=True)


def _first_words(text: str, count: int) -> str | None:
    words = text.translate(_SPACED).split(" ")
    words = [word for word in words if word]
    return None if len(words) < count else _span(text, words[:count], last=False)


def _span(text: str, words: Sequence[str], *, last: bool) -> str:
    """Those words with the blanks between them as they stand in the text."""
    if not words:
        return ""
    if last:
        at = len(text)
        for word in reversed(words):
            at = text.rindex(word, 0, at)
        return text[at:].rstrip(_BLANKS)
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return text[:at].lstrip(_BLANKS)

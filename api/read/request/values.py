"""One raw text of a query parameter becomes one typed value, or the sentence that says what is
wrong with it. Pure; never raises.
"""

import re
from collections.abc import Callable
from datetime import date

from api.base import dates
from api.base.errors import ParameterError
from api.base.search_words import plain_words, quoted_pairs, words_of
from api.base.suggest import CONTROL, nearest, shown
from api.collections.codelists import CODELISTS, CodeList, Codelists
from api.collections.declare import LARGEST_EXACT, Filter

ParameterValue = str | float | bool

LONGEST_TEXT = 200
MOST_WORDS = 20  # of one search
_NUMBER = re.compile(r"-?\d{1,17}(\.\d{1,17})?([eE][+-]?\d{1,2})?", re.ASCII)


def parse_value(
    filter_: Filter, text: str, codelists: Codelists
) -> ParameterValue | ParameterError:
    """The typed value of a filter parameter."""
    if not text:
        return ParameterError(
            filter_.name,
            "missing_value",
            f"'{filter_.name}' needs a value, for example {filter_.name}={filter_.example}.",
            (filter_.example,),
        )
    if filter_.kind == "date":
        return parse_day(filter_.name, text, ending=filter_.operator == "at_most")
    if filter_.kind == "code":
        name = filter_.codelist or ""
        # A release published before the list has no record with any of its codes.
        return _code(filter_, text, codelists.get(name) or CODELISTS[name])
    return _PARSERS[filter_.kind](filter_.name, text)


def parse_text(name: str, text: str) -> str | ParameterError:
    """A text that can be stored and compared: bounded, without control characters."""
    if len(text) > LONGEST_TEXT:
        return ParameterError(
            name, "too_long", f"A value of '{name}' has at most {LONGEST_TEXT} characters."
        )
    if CONTROL.search(text):
        return ParameterError(name, "control_character", f"'{name}' holds a control character.")
    return text


def parse_words(name: str, text: str) -> str | ParameterError:
    """The words of a search, folded, with single spaces: equal for all spellings that find the
    same.
    """
    if len(text) > LONGEST_TEXT:
        return ParameterError(
            name, "too_long", f"A value of '{name}' has at most {LONGEST_TEXT} characters."
        )
    words = tuple(dict.fromkeys((*words_of(text), *quoted_pairs(text))))
    if not words:
        return ParameterError(
            name, "no_word", f"'{name}' needs at least one word to look for: letters or digits."
        )
    if (count := len(plain_words(words))) > MOST_WORDS:
        return ParameterError(
            name,
            "too_many_words",
            f"'{name}' takes at most {MOST_WORDS} different words, not {count}.",
        )
    return " ".join(words)


def parse_day(name: str, text: str, *, ending: bool = False) -> str | ParameterError:
    """One whole day, ISO 8601; a year or month is refused with the day that was probably meant."""
    try:
        first, last = dates.bounds(text)
        if dates.is_day(text):
            return date.fromisoformat(text).isoformat()
        meant = (last if ending else first) or ""
    except ValueError:
        meant = ""
    message = f"'{name}' takes one day of the form 2026-02-17, not '{shown(text)}'."
    return ParameterError(name, "not_a_day", message, (meant,) if meant else ())


def parse_whole(name: str, text: str, least: int, most: int) -> int | ParameterError:
    """A whole number within bounds."""
    if not re.fullmatch(r"-?\d{1,12}", text, re.ASCII):
        return ParameterError(
            name,
            "not_a_number",
            f"'{name}' takes a whole number from {least} to {most}, not '{shown(text)}'.",
        )
    number = int(text)
    if number < least or number > most:
        nearer = str(least if number < least else most)
        return ParameterError(
            name,
            "out_of_bounds",
            f"'{name}' takes a whole number from {least} to {most}, not {number}.",
            (nearer,),
        )
    return number


def _flag(name: str, text: str) -> bool | ParameterError:
    if text in ("true", "false"):
        return text == "true"
    return ParameterError(
        name, "not_a_flag", f"'{name}' takes true or false, not '{shown(text)}'.", ("true", "false")
    )


def _number(name: str, text: str) -> float | ParameterError:
    if not _NUMBER.fullmatch(text):
        return ParameterError(
            name,
            "not_a_number",
            f"'{name}' takes a plain number such as 1000000000 or 9.2, not '{shown(text)}'.",
        )
    number = float(text)
    if abs(number) > LARGEST_EXACT:
        return ParameterError(
            name,
            "out_of_bounds",
            f"'{name}' takes a number between -{LARGEST_EXACT} and {LARGEST_EXACT}.",
        )
    return number


def _code(filter_: Filter, text: str, known: CodeList) -> str | ParameterError:
    if text in known.by_value:
        return text
    folded = text.casefold()
    spelt = {value.casefold(): value for value in known.values} | {
        code.label.casefold(): code.value for code in known.codes
    }
    near = tuple(dict.fromkeys(spelt[word] for word in nearest(folded, spelt)))
    choice = (
        f"did you mean '{near[0]}'?" if near else f"the values stand at /v1/codelists/{known.name}."
    )
    return ParameterError(
        filter_.name,
        "unknown_value",
        f"'{shown(text)}' is no value of '{filter_.name}'; {choice}",
        near,
    )


_PARSERS: dict[str, Callable[[str, str], ParameterValue | ParameterError]] = {
    "text": parse_text,
    "reference": parse_text,
    "words": parse_words,
    "number": _number,
    "flag": _flag,
}

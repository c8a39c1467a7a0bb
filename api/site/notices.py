"""Warnings and failures as pages say them: the API names parameters and addresses, pages speak to
people who never saw one. Pure.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.base.suggest import shown
from api.collections import BY_NAME
from api.collections.data_warnings import WARNING_CODES
from api.formats import words
from api.formats.readable import meaning_of
from api.http.edge.canonical_url import QueryItems, address, without
from api.read.answers.warnings import Shown, corrections_by_release, warnings_of
from api.read.release import Release
from api.site.facts import Link

MOST_NAMED_FIELDS = 4  # corrected fields that a notice names
_LABELS = {
    "draft": "Not published yet",
    "stale": "Nothing newer is known here",
    "corrected": "Mistakes of ours, mended",
}
_TITLES = {
    "invalid_request": "This address asks for something that is not here",
    "invalid_cursor": "This part of the list cannot be found",
    "release_changed": "The list has changed since you began to read it",
    "method_not_allowed": "These pages can only be read",
}
_DETAILS = {
    "invalid_cursor": "The address is damaged, or it belongs to another list.",
    "release_changed": (
        "Newer data were published meanwhile, and this was a page of the former list. Begin again, "
        "so that you miss nothing and see nothing twice."
    ),
    "too_slow": "This took too long to find. Ask for fewer things at once or a shorter time.",
    "method_not_allowed": "Nothing can be sent to them.",
}
_RANGES = {"_gte": ", from", "_lte": ", up to", "_not": ", not", "_is_null": ", not stated"}
_NAMES = {"q": "Words", "sort": "Order", "as_of": "Day", "release": "Release", "cursor": "Page"}
_WITHOUT = {"release": "In the newest release", "as_of": "As known now"}
_SAYS = {
    "unknown_parameter": "Nothing here can be narrowed by “{name}”.",
    "repeated_parameter": "“{label}” is given more than once.",
    "missing_value": "“{label}” is empty.",
    "not_a_day": "“{label}” takes a day such as 2026-02-28, not “{given}”.",
    "not_a_number": "“{label}” takes a number, not “{given}”.",
    "in_the_future": "{given} is still to come.",
    "before_first_document": "Nothing was known on {given}: no document is that old.",
    "unknown_value": "“{label}” cannot be “{given}”.",
    "unknown_sort": "The list cannot be put in order of “{given}”.",
}
_SAYS["unknown_id"] = _SAYS["unknown_value"]
_OF_THE_API = re.compile(r"[;.:] [^;.]*/v1\b[^;]*$")  # the end of a sentence, with an address


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader should beware of; `link` leads to more."""

    code: str
    label: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong: a title, sentences, and addresses that may have been meant."""

    title: str
    sentences: Sequence[str]
    links: Sequence[Link]


def notices_of(release: Release, what: Shown, clocks: QueryItems) -> list[Notice]:
    """The warnings that any page has; templates tell of sources in words of their own."""
    found = [
        Notice(
            one.code,
            _LABELS.get(one.code, WARNING_CODES[one.code][0]),
            _OF_THE_API.sub(".", words.with_dates(one.message)),
        )
        for one in warnings_of(release, what)
        if one.code not in ("no_primary_source", "corrected", "remainder")
    ]
    return [*found, *_corrected(release, what, clocks)]


def _corrected(release: Release, what: Shown, clocks: QueryItems) -> Iterable[Notice]:
    """What earlier releases answered otherwise for the day of the page: one notice a release."""
    if not what.as_of or what.pinned:
        return
    day = words.date(what.as_of)
    by_release = corrections_by_release(tuple(release.register), release.corrections, what)
    for name, corrections in by_release.items():
        fields = dict.fromkeys(words.field_label(one.field) for one in corrections if one.field)
        named = list(fields)[:MOST_NAMED_FIELDS]
        if what.record_id is None or not named:
            count = len(corrections)
            wrong = "value was" if count == 1 else "values were"
            text = f"Before release {name}, {count} {wrong} wrong or missing for {day}."
        else:
            more = len(fields) - len(named)
            named += [f"{more} more"] if more else []
            text = f"Before release {name} this page had mistakes for {day}: {', '.join(named)}."
        items = [("change", "correction"), ("in_release", name)]
        items += [("subject_type", what.collection)] if what.collection else []
        items += [("subject_id", what.record_id)] if what.record_id else []
        # The list has what was wrong for days before alone, too.
        link = Link(
            "All that was wrong up to then, and why", address("/changes", (*clocks, *items))
        )
        yield Notice("corrected", _LABELS["corrected"], text, link)


def failure_of(problem: Mapping[str, Any], path: str, items: QueryItems) -> Failure:
    """What a problem of the API means to the reader of the page at `path`."""
    code, errors = problem["code"], problem.get("errors") or []
    title = _TITLES.get(code, problem["title"])
    if code == "invalid_request":
        sentences = [_sentence(one, path, items) for one in errors]
        links = [link for one in errors for link in _instead(one, path, items)]
        return Failure(title, sentences, list(dict.fromkeys(links)))
    if code in ("invalid_cursor", "release_changed"):
        links = [Link("Begin again", address(path, without(items, "cursor")))]
        return Failure(title, [_DETAILS[code]], links)
    detail = _OF_THE_API.sub(".", problem["detail"])
    return Failure(title, [_DETAILS.get(code, words.with_dates(detail))], ())


def _sentence(error: Mapping[str, Any], path: str, items: QueryItems) -> str:
    """One thing that is wrong with an address."""
    name = error["parameter"]
    given = shown(dict(items).get(name, ""))
    if name == "release":
        return f"There is no release “{given}”."
    says = _SAYS.get(error["code"])
    if says is None:
        return _OF_THE_API.sub(".", error["message"])
    given = words.date(given) if name == "as_of" and words.is_date(given) else given
    return says.format(name=shown(name), label=_label(name), given=given)


def _label(parameter: str) -> str:
    """A filter as people call it."""
    if parameter in _NAMES:
        return _NAMES[parameter]
    for suffix, text in _RANGES.items():
        if parameter.endswith(suffix):
            return words.field_label(parameter.removesuffix(suffix)) + text
    return words.field_label(parameter)


def _instead(error: Mapping[str, Any], path: str, items: QueryItems) -> Iterable[Link]:
    """The page with what may have been meant, or without what is wrong."""
    name = error["parameter"]
    rest = without(items, name, "cursor")
    meaning = meaning_of(path.split("/")[1], name.removesuffix("_not")) if _is_list(path) else None
    for one in error.get("suggestions") or ():
        if error["code"] == "unknown_parameter":
            kept = dict(items).get(name, "")
            yield Link(f"Narrowed by “{_label(one)}”", address(path, (*rest, (one, kept))))
            continue
        text = words.code_label(meaning.codelist, one) if meaning and meaning.codelist else one
        text = words.date(one) if name == "as_of" and words.is_date(one) else text
        yield Link(f"{_label(name)}: {text}", address(path, (*rest, (name, one))))
    called = shown(name) if error["code"] == "unknown_parameter" else _label(name)
    yield Link(_WITHOUT.get(name, f"Without “{called}”"), address(path, rest))


def _is_list(path: str) -> bool:
    return path.removeprefix("/") in BY_NAME

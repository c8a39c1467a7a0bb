"""Tests what was read against the types of its keys. What is of another type is reported and left
out, so that later stages meet only what they expect. Never raises; returns problems.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from api.base.suggest import hint, shown
from api.publish.seed import key_types
from api.publish.seed.strict_yaml import Path

RECORD_ADAPTER: TypeAdapter[Any] = TypeAdapter(key_types.RecordKeys)
DOCUMENT_ADAPTER: TypeAdapter[Any] = TypeAdapter(key_types.DocumentKeys)
RELEASES_ADAPTER: TypeAdapter[Any] = TypeAdapter(list[key_types.ReleaseKeys])
CORRECTIONS_ADAPTER: TypeAdapter[Any] = TypeAdapter(list[key_types.CorrectionKeys])
CODES_ADAPTER: TypeAdapter[Any] = TypeAdapter(dict[str, Any])  # `codes` checks what lies in it
OMISSIONS_ADAPTER: TypeAdapter[Any] = TypeAdapter(key_types.OmissionsKeys)

# Keys of the mappings that lie under a key, for a hint at the one that was meant.
_UNDER = {
    "names": key_types.WordingKeys,
    "summaries": key_types.WordingKeys,
    "claims": key_types.ClaimKeys,
    "judgement": key_types.JudgementKeys,
    "not_counted": key_types.ReasonedKeys,
    "disputed": key_types.ReasonedKeys,
    "compared": key_types.ComparedKeys,
    "references": key_types.ReferenceKeys,
    "omitted": key_types.OmittedKeys,
    "furniture": key_types.FurnitureKeys,
}
_TOP = {
    id(RECORD_ADAPTER): key_types.RecordKeys,
    id(DOCUMENT_ADAPTER): key_types.DocumentKeys,
    id(RELEASES_ADAPTER): key_types.ReleaseKeys,
    id(CORRECTIONS_ADAPTER): key_types.CorrectionKeys,
    id(OMISSIONS_ADAPTER): key_types.OmissionsKeys,
}
# What is wrong with a mapping that lacks a key, by the key it lies under.
_INCOMPLETE = {
    "claims": "missing_citation",
    "names": "bad_wording",
    "summaries": "bad_wording",
    "judgement": "bad_judgement",
    "not_counted": "bad_not_counted",
    "disputed": "bad_dispute",
    "compared": "bad_comparison",
}
_TAKES = {
    "string": "a text",
    "float": "a figure",
    "int": "a whole number",
    "bool": "a text, or true or false",
    "list": "a list",
    "dict": "a mapping",
    "none": "nothing",
}
_MENDS = {
    "list": "write [ and ] around it, or each entry on a line that begins with `-`",
    "dict": "write its keys, each with a colon and a value",
    "bool": "put it into quotes",
}
_BAD_CHARACTER = re.compile(f"[{key_types.BAD_CHARACTERS}]")


class KeyFault(NamedTuple):
    """What is wrong with the part of a file at a path; its line is not known here."""

    path: Path
    code: str
    message: str
    mend: str


class Typed(NamedTuple):
    """The data without what is of a wrong type; for each list that lost something the places (from
    0) of what is kept, by its key, empty for the whole; what is wrong.
    """

    data: Any
    kept: dict[str, list[int]]
    problems: list[KeyFault]


def typed(adapter: TypeAdapter[Any], data: Any) -> Typed:
    """Test the data; what is of a wrong type is left out."""
    try:
        adapter.validate_python(data)
    except ValidationError as error:
        found = list(_problems(adapter, data, error))
        return Typed(*_without(data, [problem.path for problem in found]), found)
    return Typed(data, {}, [])


def _problems(adapter: TypeAdapter[Any], data: Any, error: ValidationError) -> Iterator[KeyFault]:
    missing: dict[Path, list[str]] = {}
    seen = set()
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        path = _path(data, one["loc"], missing=one["type"] == "missing")
        if one["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        elif path not in seen:
            seen.add(path)
            yield _problem(adapter, data, path, one["type"])
    for path, keys in missing.items():
        names = ", ".join(f"`{key}`" for key in keys)
        code = _INCOMPLETE.get(_list_of(path), "missing_key")
        yield KeyFault(path, code, f"{_name(path, 'this')} lacks {names}", f"add {names}")


def _path(data: Any, loc: tuple[int | str, ...], *, missing: bool) -> Path:
    """The part of Pydantic's path that leads through the data; it ends with names of types."""
    path: list[int | str] = []
    for step in loc:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_list or (isinstance(data, dict) and step in data):
            data = data[step]
        else:
            return (*path, step) if missing else tuple(path)
        path.append(step)
    return tuple(path)


def _problem(adapter: TypeAdapter[Any], data: Any, path: Path, kind: str) -> KeyFault:
    name, value = _name(path, "this"), _at(data, path)
    if kind in ("extra_forbidden", "invalid_key"):
        known = _known(adapter, path)
        meant = hint(str(path[-1]), known) or f"; known are {', '.join(known)}"
        mend = "write a known key, or remove it"
        return KeyFault(path, "unknown_key", f"unknown key '{shown(str(path[-1]))}'{meant}", mend)
    if kind in ("string_pattern_mismatch", "string_unicode"):
        return KeyFault(path, "bad_text", *_bad_text(name, value))
    if kind == "too_short":
        return KeyFault(path, _code(path, "empty_list"), f"{name} is empty", "name at least one")
    if kind == "same_twice":
        return KeyFault(path, "same_twice", f"{name} names something twice", "name it once")
    if kind == "no_reason":
        message = f"{name} is '{shown(str(value))}', which is no reason"
        return KeyFault(path, "bad_reason", message, "say it in a few words")
    if kind in ("greater_than_equal", "less_than_equal"):
        message = "`line` and `number` count from 1, `start` and `end` from 0, all whole numbers"
        return KeyFault(path, "bad_citation", f"{message}; {name} is {shown(str(value))}", "count")
    takes = kind.partition("_")[0]
    message = f"{name} takes {_TAKES.get(takes, 'something else')}, and here stands {_said(value)}"
    return KeyFault(path, _code(path, "bad_type"), message, _mend(takes, value))


def _code(path: Path, otherwise: str) -> str:
    return "bad_judgement" if "judgement" in path else otherwise


def _mend(takes: str, value: Any) -> str:
    if takes in ("float", "int") and isinstance(value, str):
        digits = re.sub(r"[\s,_']", "", value)
        if re.fullmatch(r"-?\d+(\.\d+)?", digits):
            return f"write {digits}, without quotes and separators"
        return "write plain digits, without a unit or a word"
    if takes == "string" and isinstance(value, str | int | float | bool):
        return "put it into quotes"
    return _MENDS.get(takes, "give it one, or remove the key")


def _bad_text(name: str, value: Any) -> tuple[str, str]:
    text = str(value)
    if not text.strip():
        return f"{name} is empty", "write a text, or remove the key"
    if text != text.strip():
        return f"{name} begins or ends with a blank or a line break", "remove it"
    found = _BAD_CHARACTER.search(text)
    if found is None:
        return f"{name} is no text that can be encoded", "remove what is no character"
    return f"{name} holds the character U+{ord(found[0]):04X}, which no page shows", "remove it"


def _said(value: Any) -> str:
    """What stands there, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    text = shown(str(value))
    return f"the text '{text}'" if isinstance(value, str) else f"the figure {text}"


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _list_of(path: Path) -> str:
    """The last key on the way that is no entry of a list."""
    if path[:1] in (("disputed",), ("compared",)):
        return str(path[0])
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _name(path: Path, otherwise: str) -> str:
    """How a path is shown: `claims[2].quote`, with entries counted from 1."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{shown(step)}" if name else step
    return f"`{shown(name)}`" if name else otherwise


def _known(adapter: TypeAdapter[Any], path: Path) -> list[str]:
    model = _UNDER.get(_list_of(path[:-1])) or _TOP[id(adapter)]
    return [key for key in model.__annotations__ if not key.startswith("_")]


def _without(data: Any, paths: list[Path]) -> tuple[Any, dict[str, list[int]]]:
    """A copy without the smallest whole things that the paths lie in: a claim, a wording, an entry,
    a key.
    """
    if not isinstance(data, dict | list) or () in paths:
        return None, {}
    if isinstance(data, list):
        places = _others(data, {path[0] for path in paths})
        return [data[place] for place in places], {"": places}
    data, kept = dict(data), {}
    for key in {path[0] for path in paths}:
        gone = {path[1] if len(path) > 1 else None for path in paths if path[0] == key}
        if isinstance(data.get(key), list) and None not in gone:
            kept[str(key)] = _others(data[key], gone)
            data[key] = [data[key][place] for place in kept[str(key)]]
        else:
            data.pop(key, None)
    return data, kept


def _others(entries: list[Any], gone: set[Any]) -> list[int]:
    return [place for place in range(len(entries)) if place not in gone]

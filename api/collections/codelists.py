"""Code lists: every coded word, its label and its definition, written in `seed/codes/`.

A response field is open (a client must survive a new value), a request parameter is closed (422).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from api.collections import ALL
from api.collections.data_warnings import WARNING_CODES

CODELISTS_FILE = Path(__file__).with_suffix(".json")
WARNINGS = "warnings"


@dataclass(frozen=True)
class Code:
    """One value of a list; `broader` is a code that it is a part of, `after` are the states of a
    lifecycle that come directly before it.
    """

    value: str
    label: str
    definition: str
    broader: str | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """One list: what it codes and its values in the order a reader expects; `standard` names the
    standard they are out of, and then only used ones are published.
    """

    name: str
    description: str
    codes: tuple[Code, ...]
    standard: str | None = None

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values alone."""
        return tuple(code.value for code in self.codes)

    @cached_property
    def earlier(self) -> dict[str, frozenset[str]]:
        """Of a lifecycle: every stage before a code. A word without a place in it has none, and
        comes before none; empty where the list is no lifecycle.
        """
        direct = {code.value: code.after for code in self.codes}

        def before(value: str, seen: frozenset[str]) -> frozenset[str]:
            steps = frozenset(direct.get(value, ())) - seen
            return steps.union(*(before(step, seen | steps) for step in steps))

        found = {value: before(value, frozenset()) for value in direct}
        return found if any(found.values()) else {}

    @cached_property
    def by_value(self) -> dict[str, Code]:
        """Each code by its value."""
        return {code.value: code for code in self.codes}


Codelists = Mapping[str, CodeList]


def stored(codelist: CodeList) -> str:
    """A list as JSON text, as a release holds it."""
    return orjson.dumps(asdict(codelist)).decode()


def codelists_from(texts: Iterable[str | bytes]) -> dict[str, CodeList]:
    """Lists by name, out of such texts."""
    lists = [_list(orjson.loads(text)) for text in texts]
    return {one.name: one for one in sorted(lists, key=lambda one: one.name)}


def _list(found: dict[str, Any]) -> CodeList:
    codes = tuple(Code(**{**code, "after": tuple(code["after"])}) for code in found["codes"])
    return CodeList(found["name"], found["description"], codes, found["standard"])


def collection_codes() -> CodeList:
    """The collections themselves are codes too: of `subject_type` and its like."""
    return CodeList(
        "collections",
        "Collections of records.",
        tuple(Code(one.name, one.name.capitalize(), one.description) for one in ALL),
    )


def with_warning_codes(codelists: Codelists) -> dict[str, CodeList]:
    """The lists of a release, and that of warnings, which belongs to the code."""
    codes = tuple(Code(code, *words) for code, words in WARNING_CODES.items())
    words = "What to beware of in an answer: `meta.warnings` and `X-Data-Warnings`."
    return dict(sorted({**codelists, WARNINGS: CodeList(WARNINGS, words, codes)}.items()))


# A release holds the lists it was published with. These are those of our own seed, which come with
# the code: for the description of the API, for the documentation, and for a seed that brings none.
# `python -m docs.codelists` renews the file.
CODELISTS: dict[str, CodeList] = with_warning_codes(
    codelists_from(
        [*map(orjson.dumps, orjson.loads(CODELISTS_FILE.read_bytes())), stored(collection_codes())]
    )
)

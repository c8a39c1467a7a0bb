"""Code lists: every coded word of the API with label and definition, also at
`/v1/codelists/{name}`. Answers may carry values added later; a request with an unknown value is
422.
"""

from dataclasses import dataclass
from functools import cached_property

from api.collections import ALL
from api.collections.codes_deals import DEAL_CODES
from api.collections.codes_sources import SOURCE_CODES


@dataclass(frozen=True)
class Code:
    """One value of a list."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True)
class CodeList:
    """One list: what it codes and its values in the order a reader expects."""

    name: str
    description: str
    codes: tuple[Code, ...]

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values alone."""
        return tuple(code.value for code in self.codes)


def _parse(name: str, text: str) -> CodeList:
    """One list from its block: the first line describes it, each further line is `value | label |
    definition`.
    """
    first, *rest = (line.strip() for line in text.strip().splitlines())
    codes = []
    for line in rest:
        value, label, definition = (part.strip() for part in line.split("|"))
        codes.append(Code(value, label, definition))
    return CodeList(name, first, tuple(codes))


def _collections() -> CodeList:
    """The collections themselves are codes too: of `subject_type` and its like."""
    return CodeList(
        "collections",
        "Collections of records.",
        tuple(Code(one.name, one.name.capitalize(), one.description) for one in ALL),
    )


_WRITTEN = [_parse(name, text) for name, text in {**DEAL_CODES, **SOURCE_CODES}.items()]
CODELISTS: dict[str, CodeList] = {
    one.name: one for one in sorted([*_WRITTEN, _collections()], key=lambda one: one.name)
}

"""A column of a flat row, and how a list becomes one cell. Pure; never raises."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["text", "day", "whole", "number", "flag"]


ValuesOf = Callable[[Mapping[str, Any]], Sequence[Any]]


SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, meaning, and what its values refer to. `key` is the JSON key it
    is taken from.
    """

    name: str
    type: Type
    description: str
    nullable: bool
    key: str
    example: Any = None
    codelist: str | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some neighbouring columns and the function that gives their values."""

    columns: tuple[Column, ...]
    values: ValuesOf


def joined(values: Iterable[Any]) -> str | None:
    """A list as one cell; null where no entry has a value. A `;` inside an entry becomes a comma,
    so that a cell can always be taken apart.
    """
    if not values:
        return None
    texts = [_text(value) for value in values]
    return SEPARATOR.join(texts) if any(texts) else None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).replace(SEPARATOR, ",")


def joined_column(
    name: str, description: str, key: str, example: str | None = None, **more: str
) -> Column:
    """A column of joined texts."""
    return Column(name, "text", f"{description} Joined with `;`.", True, key, example, **more)


def count_column(name: str, description: str, key: str) -> Column:
    """A column of the length of a list."""
    return Column(name, "whole", description, False, key, 1)

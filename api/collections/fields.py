"""How a field is declared: one call gives column, public schema, description and example. `kind`
says how claims become its value: text, code, reference (an id of one collection), pointer (an id of
any), date, number, whole, flag, list, or computed (never claimed).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Float, ForeignKey
from sqlmodel import Field, SQLModel

from api.collections.catalogue import METADATA, TEXT


class Model(SQLModel):
    """Base of every stored row and every public model: their tables stand in one catalogue with
    those served from.
    """

    # Publishing has checked every value, so that these models validate nothing: Pydantic builds a
    # validator only where a schema is asked for.
    model_config = {"defer_build": True}
    metadata = METADATA


def _public(kind: str, example: Any, **more: Any) -> dict[str, Any]:
    extra = {
        "x-kind": kind,
        **{f"x-{key}": value for key, value in more.items() if value is not None},
    }
    return {"examples": [example], "json_schema_extra": extra}


def text(
    description: str,
    example: str | None,
    *,
    kind: str = "text",
    codelist: str | None = None,
    alias: str | None = None,
) -> Any:
    """A text column; `codelist` names the open code list its values come from, `alias` a public key
    that Python reserves.
    """
    named = {"name": alias} if alias else {}
    return Field(
        description=description,
        sa_type=TEXT,
        alias=alias,
        sa_column_kwargs=named,
        schema_extra=_public(kind, example, codelist=codelist),
    )


def code(codelist: str, description: str, example: str | None) -> Any:
    """A code from an open list published at `/v1/codelists/{codelist}`."""
    return text(f"{description} Code list: `{codelist}`.", example, kind="code", codelist=codelist)


def computed_code(codelist: str, description: str, example: str | None) -> Any:
    """A code we compute rather than cite."""
    return text(
        f"{description} Code list: `{codelist}`.", example, kind="computed", codelist=codelist
    )


def computed(description: str, example: str | None) -> Any:
    """A text we compute rather than cite."""
    return text(description, example, kind="computed")


def value(description: str, example: Any) -> Any:
    """A value of any type, which another record states."""
    return Field(default=None, description=description, schema_extra=_public("computed", example))


def reference(collection: str, description: str, example: str | None) -> Any:
    """The id of a record of one collection: a real foreign key, checked at commit so that rows may
    arrive in any order.
    """
    key = ForeignKey(f"{collection}.id", deferrable=True, initially="DEFERRED")
    return Field(
        description=description,
        sa_type=TEXT,
        sa_column_args=[key],
        index=True,
        schema_extra=_public("reference", example, collection=collection),
    )


def pointer(description: str, example: str | None) -> Any:
    """The id of a record of any collection; its collection stands in the `…_type` sibling."""
    return text(description, example, kind="pointer")


def _figure(description: str, kind: str, example: float | None, form: str, type_: Any) -> Any:
    extra = _public(kind, example)
    extra["json_schema_extra"]["format"] = form
    return Field(description=description, sa_type=type_, schema_extra=extra)


def number(description: str, example: float | None, *, kind: str = "number") -> Any:
    """A number as stated: never converted, rounded or divided."""
    return _figure(description, kind, example, "double", Float(53))


def whole(description: str, example: int | None, *, kind: str = "whole") -> Any:
    """A whole number: money in whole currency units, or a count."""
    return _figure(description, kind, example, "int64", BigInteger)


def flag(description: str, example: bool | None, *, kind: str = "flag") -> Any:
    """True, false, or null where no document says."""
    return Field(description=description, sa_type=Boolean, schema_extra=_public(kind, example))


def items(
    description: str, example: Sequence[Any], *, kind: str = "list", codelist: str | None = None
) -> Any:
    """A list in the public record; never null, and never a column: link tables hold it."""
    return Field(
        description=description, schema_extra=_public(kind, list(example), codelist=codelist)
    )


def kinds_of_documents(description: str) -> Any:
    """A list of what sorts of source documents are; never null, and never a column."""
    words = f"{description}; empty in older releases."
    return items(
        f"{words} Code list: `document_kinds`.",
        ["newspaper"],
        kind="computed",
        codelist="document_kinds",
    )


def statuses(description: str, example: dict[str, str]) -> Any:
    """An object of field → code of `value_statuses`; never null, and never a column."""
    extra = _public("computed", example, codelist="value_statuses")
    return Field(description=description, schema_extra=extra)


def key(description: str, example: str) -> Any:
    """The primary key."""
    return Field(
        description=description,
        sa_type=TEXT,
        primary_key=True,
        schema_extra=_public("computed", example),
    )

"""A release as one file: JSON Lines, compressed, holding everything any address serves of it. It is
written from a database that has just been filled, and read back into a database without the seed.

Raises ValueError for a file that is not what its hash says.
"""

import gzip
import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, get_args, get_origin

import orjson
from sqlmodel import SQLModel

from api.base.database import Target
from api.collections import BY_NAME, SEARCHED
from api.collections.codelists import codelists_from, stored
from api.collections.served import FOREVER
from api.collections.served_tables import CLAIMS_INDEX, declarations
from api.publish.progress import SILENT
from api.publish.releases.release_upgrades import Line, upgraded
from api.publish.resolve.public_values import public_keys
from api.publish.resolve.versions import Version, json_text
from api.publish.rows.change_rows import CHANGES_NAME, change_batches
from api.publish.rows.claim_rows import claim_rows
from api.publish.rows.claim_words import claim_words
from api.publish.rows.content_hash import Read
from api.publish.rows.coverage_rows import COVERAGE_TABLE, left_out_texts
from api.publish.rows.release import Release
from api.publish.rows.rows import (
    AMOUNTS_TABLE,
    CLAIMS_TABLE,
    Batch,
    Row,
    columns_of,
    list_rows,
    served_row,
)
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_quotes import quotes_by_record
from api.publish.rows.search_rows import release_search_rows, search_rows
from api.publish.rows.search_vocabulary import Vocabulary
from api.publish.rows.totals import TOTALS_TABLE
from api.publish.store.place import beside, put_in_place, remove_leftovers
from api.publish.store.sqlite import SqliteWriter

FORMAT = 4  # a later one comes with a step in `release_upgrades` that reads this one
SUFFIX = ".jsonl.gz"
# Rows that are kept as they are, by the kind of their lines, in the order of these columns.
_ROWS = {
    "register": ("records", ("collection", "id")),
    "amount": (AMOUNTS_TABLE, ("collection", "id", "valid_from")),
    "coverage": (COVERAGE_TABLE, ("document_id", "place")),
    "total": (TOTALS_TABLE, ("basis", "key", "agreement_id", "group", "valid_from")),
}
_RANK = ("rank", "rank_reason", "rank_note", "rank_because", "rank_over")


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What a release says of itself. `printed_hash` is the hash that earlier answers named."""

    id: str
    published_at: str
    notes: str
    hash: str  # sha256 of every line but the first
    printed_hash: str | None = None


def content_lines(read: Read, days: list[str], counts: Mapping[str, int]) -> Iterator[bytes]:
    """Every line but the first, in an order that depends on the content alone. `read` gives the
    rows of a table in the order of some columns.
    """
    own = {name: count for name, count in counts.items() if name != "releases"}
    yield _line({"kind": "dataset", "days": days, "counts": own})
    for (body,) in read("codelists", ("body",), ("name",)):
        yield _line({"kind": "codelist", "list": orjson.loads(body)})
    for collection in BY_NAME:
        columns = ("valid_from", "valid_to", "body")
        for since, until, body in read(f"{collection}_versions", columns, ("id", "valid_from")):
            item = orjson.loads(body)
            if collection != "releases":  # a release's own row names its hash
                yield _line(
                    {
                        "kind": "version",
                        "collection": collection,
                        "from": since,
                        "to": until,
                        "item": item,
                    }
                )
    for kind, (table, order) in _ROWS.items():
        names = columns_of(table)
        for row in read(table, names, order):
            yield _line({"kind": kind, **dict(zip(map(str, names), row, strict=True))})


def content_digest(lines: Iterable[bytes]) -> str:
    """The hash of a release: sha256 of its content."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def write_release(path: Path, head: ReleaseHead, lines: Iterable[bytes]) -> None:
    """Write the file, whole or not at all; equal content gives equal bytes."""
    first = {
        "kind": "release",
        "format": FORMAT,
        "id": head.id,
        "published_at": head.published_at,
        "notes": head.notes,
        "hash": head.hash,
        "printed_hash": head.printed_hash,
    }
    whole = b"".join((_line(first), *lines))
    write_whole(path, gzip.compress(whole, 9, mtime=0))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at any moment it holds all of the old content or all of the new."""
    remove_leftovers(path)
    path.parent.mkdir(exist_ok=True)
    new = beside(path)
    new.write_bytes(content)
    put_in_place(new, path)


def read_release(path: Path) -> tuple[ReleaseHead, list[Line]]:
    """What a release says of itself, and its content; raises ValueError where the content has not
    the hash that the file names.
    """
    try:
        lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    except zlib.error as error:
        raise ValueError(f"{path.name} is damaged ({error})") from error
    first = orjson.loads(lines[0])
    if not isinstance(first, dict):
        raise ValueError(f"{path.name} is no file of a release")
    if first["format"] > FORMAT:
        raise ValueError(f"{path.name} has format {first['format']}; this version reads {FORMAT}")
    found = content_digest(lines[1:])
    if found != first["hash"]:
        raise ValueError(f"{path.name} was changed: its content has the hash {found}")
    names = ("id", "published_at", "notes", "hash", "printed_hash")
    rows = [orjson.loads(one) for one in lines[1:]]
    content = upgraded(first["format"], first["published_at"], rows)
    return ReleaseHead(*(first[name] for name in names)), content


def load_release(path: Path, target: Target, releases: Iterable[Mapping[str, Any]]) -> None:
    """Make a SQLite file of a release file: everything that serving reads, nothing that only
    building needs. `releases` are the public items of the register.
    """
    head, lines = read_release(path)
    dataset = next(line for line in lines if line["kind"] == "dataset")
    with SqliteWriter(target, SILENT, for_reading=True) as store:
        register = [
            Version("0001-01-01", FOREVER, present_item("releases", dict(item)))
            for item in releases
        ]
        for table, rows in _batches(lines, register):
            store.write(table, rows)
        served_hash = head.printed_hash or head.hash
        store.write(
            "dataset",
            [
                (
                    head.id,
                    served_hash,
                    served_hash,
                    head.published_at,
                    declarations(),
                    f"release file {head.hash}",
                    json_text(dataset["days"]),
                    json_text({**dataset["counts"], "releases": len(register)}),
                )
            ],
        )


def _batches(lines: Iterable[Line], register: list[Version]) -> Iterator[Batch]:
    vocabulary, claims = Vocabulary(), []
    bodies = [orjson.dumps(one["list"]) for one in lines if one["kind"] == "codelist"]
    codelists = codelists_from(bodies)
    yield "codelists", [(one.name, stored(one)) for one in codelists.values()]
    said = [
        Release(*(one.item[key] for key in ("id", "published_at", "notes"))) for one in register
    ]
    announced = list(release_search_rows(said))
    vocabulary.add(announced)
    yield STAGING, announced
    yield "releases_versions", [served_row("releases", one)[1] for one in register]
    changes = [
        one["item"] for one in lines if one.get("collection") == CHANGES_NAME and "item" in one
    ]
    yield from change_batches(changes, [one.item["id"] for one in register])
    versions = [
        line for line in lines if line["kind"] == "version" and line["collection"] != CHANGES_NAME
    ]
    quotes, left_out = quotes_by_record(versions), _left_out(lines)
    for (collection, _), group in groupby(versions, _record):
        spans = [
            Version(one["from"], one["to"], present_item(collection, one["item"])) for one in group
        ]
        if collection == "claims":
            claims.append(_facts(spans))
            continue
        yield "list_values", list_rows(collection, spans)
        yield f"{collection}_versions", [served_row(collection, one)[1] for one in spans]
        if collection in SEARCHED:
            key = collection, spans[0].item["id"]
            omitted = left_out.get(key[1], ()) if collection == "documents" else ()
            staged = search_rows(collection, spans, codelists, quotes.get(key, ()), omitted)
            vocabulary.add(staged)
            yield STAGING, staged
    yield from vocabulary.rows()
    for line in lines:
        if line["kind"] in _ROWS:
            table = _ROWS[line["kind"]][0]
            yield table, [tuple(line.get(column) for column in columns_of(table))]
    claims.sort(key=lambda facts: facts[0])
    yield CLAIMS_TABLE, claim_rows(claims, 1)
    yield CLAIMS_INDEX, claim_words(claims, 1)


def _left_out(lines: Iterable[Line]) -> dict[str, list[str]]:
    """What each document mentions and no claim cites."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line["kind"] == "coverage":
            found.setdefault(line["document_id"], []).append(orjson.loads(line["body"]))
    return {document: left_out_texts(items) for document, items in found.items()}


def _record(line: Line) -> tuple[str, str]:
    return line["collection"], line["item"]["id"]


def present_item(collection: str, item: Line) -> Line:
    """An item with every key of the present contract: those added since are null or empty."""
    return _with_all_keys(BY_NAME[collection].model, item)


def _with_all_keys(model: type[SQLModel], item: Line) -> Line:
    """The same of an object inside a list of an item."""
    found: Line = {}
    for key, (empty, inner) in _keys(model).items():
        value = item.get(key, empty)
        found[key] = [_with_all_keys(inner, one) for one in value] if inner and value else value
    return found


@cache
def _keys(model: type[SQLModel]) -> dict[str, tuple[Any, type[SQLModel] | None]]:
    """Public key → its empty value, and of a list of objects what they are."""
    found: dict[str, tuple[Any, type[SQLModel] | None]] = {}
    for name, info in model.model_fields.items():
        origin, inner = get_origin(info.annotation), None
        if origin is list and issubclass(get_args(info.annotation)[0], SQLModel):
            (inner,) = get_args(info.annotation)
        empty: Any = [] if origin is list else {} if origin is dict else None
        found[info.alias or name] = empty, inner
    return found


def _facts(spans: list[Version]) -> Row:
    """A claim as the rows of claims are made of: its values, then its ranks over time."""
    values = spans[0].item
    said = [values[key] for key in public_keys("claims") if key not in _RANK]
    ranks = tuple(
        (one.valid_from, one.valid_to, tuple(_hashable(one.item[key]) for key in _RANK))
        for one in spans
    )
    return (*said, ranks)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _line(content: Line) -> bytes:
    return orjson.dumps(content) + b"\n"


# A process of its own beside a server that answers: `FILE TARGET`, the register on standard input.
if __name__ == "__main__":
    load_release(
        Path(sys.argv[1]),
        Target("sqlite", file=Path(sys.argv[2])),
        orjson.loads(sys.stdin.buffer.read()),
    )

"""Whatever any address serves is in the release hash, and so in every ETag: each line of the fixed
seed is changed, and so is each kind of key.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.publish.publish import rebuilt_hash
from tests.asking import asking
from tests.databases import sqlite_url
from tests.servers import pledgebook

FIXED = Path(__file__).resolve().parent / "seed"
LINES = [
    (str(path.relative_to(FIXED)), number)
    for path in sorted(FIXED.rglob("*.jsonl"))
    for number in range(len(path.read_text(encoding="utf-8").splitlines()))
]

OLDER = '- {id: r0, published_at: "2026-01-01T00:00:00Z", notes: A, hash: "%s"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixed seed to change."""
    return shutil.copytree(FIXED, tmp_path / "seed")


@pytest.fixture(scope="module")
def before() -> str:
    """The hash of the fixed seed."""
    return rebuilt_hash(FIXED)


def change_line(path: Path, number: int, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the record of one line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[number])
    change(record)
    lines[number] = json.dumps(record, ensure_ascii=False)
    path.write_text("\n".join(lines), encoding="utf-8")


def _update(more: Mapping[str, Any], record: dict[str, Any]) -> None:
    record.update(more)


def change_text(record: dict[str, Any]) -> None:
    """Add a word to a text that every record has."""
    if "withdrawn" in record:
        record["withdrawn"] += " as said"
    elif "known_from_basis" in record:
        record["known_from_basis"] += " as said"
    else:
        record["summaries"][-1]["text"] += " as said"


@pytest.mark.parametrize("name", sorted({name for name, _ in LINES}))
def test_the_first_line_of_each_file_counts(folder: Path, before: str, name: str) -> None:
    change_line(folder / name, 0, change_text)
    assert rebuilt_hash(folder) != before


@pytest.mark.slow
@pytest.mark.parametrize(("name", "number"), LINES)
def test_each_line_counts(folder: Path, before: str, name: str, number: int) -> None:
    change_line(folder / name, number, change_text)
    assert rebuilt_hash(folder) != before


def _first_with(folder: Path, key: str) -> tuple[Path, int]:
    for name, number in LINES:
        line = (folder / name).read_text(encoding="utf-8").splitlines()[number]
        if f'"{key}":' in line:
            return folder / name, number
    raise AssertionError(f"no line of the fixed seed has {key}")


def _change(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Replace the first value of a key, however deep it lies."""

    def change(part: Any) -> bool:
        if isinstance(part, dict) and key in part:
            part[key] = value(part[key]) if callable(value) else value
            return True
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return any(change(one) for one in inner)

    return lambda record: None if change(record) else pytest.fail(f"nothing has {key}")


def _note(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"note": "Another reason."}


KEYS: list[tuple[str, Any]] = [
    ("previous_ids", ["another-id-before"]),
    ("withdrawn", "For another reason."),
    ("not_counted", _note),
    ("not_applicable", []),
    ("disputed", lambda entries: {field: _note(entry) for field, entry in entries.items()}),
    ("judgement", _note),
    ("attributed_to", "Somebody else"),
    ("effective_on", lambda day: day[:4]),
    ("file_name", "another.txt"),
    ("sha256", "0" * 64),
    ("known_from_confidence", "low"),
    ("published_basis", lambda basis: "stated" if basis == "inferred" else "inferred"),
    ("quote", lambda quote: quote[:-1] + "X"),
    ("line", 9999),
    ("basis", lambda basis: "stated" if basis == "coded" else "coded"),
]


@pytest.mark.parametrize(("key", "value"), KEYS, ids=[key for key, _ in KEYS])
def test_each_kind_of_key_counts(folder: Path, before: str, key: str, value: Any) -> None:
    path, number = _first_with(folder, key)
    change_line(path, number, _change(key, value))
    assert rebuilt_hash(folder) != before


LOOKED_UP = {"located_basis": "Looked up today."}
ADDED_TO_A_DOCUMENT: list[dict[str, Any]] = [
    LOOKED_UP,
    LOOKED_UP | {"url": "https://example.org/told"},
    LOOKED_UP | {"archive_url": "https://example.org/kept"},
    LOOKED_UP | {"publisher": "Another publisher"},
    LOOKED_UP | {"title": "Another title"},
    LOOKED_UP | {"kind": "digest"},
    LOOKED_UP | {"number": "999"},
    LOOKED_UP | {"relays": ["A wire"]},
    LOOKED_UP | {"references": [{"number": 99, "resolvable": False}]},
]
ADDED_TO_A_CLAIM: list[dict[str, Any]] = [
    {"prefix": "before"},
    {"suffix": "after"},
    {"scope": "feasible"},
    {"attributed_to": "Somebody"},
]


@pytest.mark.parametrize("added", ADDED_TO_A_DOCUMENT, ids=lambda added: list(added)[-1])
def test_each_key_that_is_added_to_a_document_counts(
    folder: Path, before: str, added: dict[str, Any]
) -> None:
    known: set[str] = set()
    for one in (LOOKED_UP, added):
        path, number = _first_with(FIXED, "known_from_basis")
        path = folder / path.relative_to(FIXED)
        change_line(path, number, partial(_update, one))
        known.add(rebuilt_hash(folder))
    assert before not in known
    assert len(known) == (1 if added == LOOKED_UP else 2)


@pytest.mark.parametrize("added", ADDED_TO_A_CLAIM, ids=lambda added: next(iter(added)))
def test_each_key_that_is_added_to_a_claim_counts(
    folder: Path, before: str, added: dict[str, Any]
) -> None:
    path = folder / "companies" / "companies.jsonl"
    change_line(path, 0, lambda record: record["claims"][0].update(added))
    assert rebuilt_hash(folder) != before


def test_whether_a_link_is_unique_counts_where_there_is_a_link(folder: Path) -> None:
    documents, companies = (folder / name / f"{name}.jsonl" for name in ("documents", "companies"))
    for number, _ in enumerate(documents.read_text(encoding="utf-8").splitlines()):
        own = LOOKED_UP | {"url": f"https://example.org/{number}"}
        change_line(documents, number, partial(_update, own))
    linked = rebuilt_hash(folder)
    change_line(companies, 0, lambda record: record["claims"][0].update(source_url_unique=False))
    assert rebuilt_hash(folder) != linked


def test_a_comparison_that_is_added_counts(folder: Path, before: str) -> None:
    path = folder / "commitments" / "commitments.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    claiming = [
        (number, record["id"])
        for number, record in enumerate(records)
        if any(claim["field"] == "amount" for claim in record.get("claims", ()))
    ]
    (number, _), (_, other) = claiming[:2]
    entry = {"kind": "scope", "note": "Two measures.", "records": [f"commitments/{other}"]}
    change_line(path, number, lambda record: record.update(compared={"amount": entry}))
    assert rebuilt_hash(folder) != before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("releases.yaml", "First release.", "The first release."),
        ("releases.yaml", "T12:00:00Z", "T13:00:00Z"),
        ("releases.yaml", 'id: "2026-11-21"', 'id: "2026-11-21b"'),
        (
            "releases.yaml",
            "- id",
            f"{OLDER % ('b' * 64)}- id",
        ),
    ],
)
def test_each_line_of_the_side_files_counts(
    folder: Path, before: str, name: str, old: str, new: str
) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    assert rebuilt_hash(folder) != before


def test_a_comment_and_the_hash_of_an_older_release_do_what_they_should(
    folder: Path, before: str
) -> None:
    path = folder / "releases.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# Read by nobody but curators.\n" + text, encoding="utf-8")
    assert rebuilt_hash(folder) == before
    path.write_text(OLDER % ("a" * 64) + text, encoding="utf-8")
    one = rebuilt_hash(folder)
    path.write_text(OLDER % ("b" * 64) + text, encoding="utf-8")
    assert rebuilt_hash(folder) != one


def test_other_words_of_a_release_give_every_address_another_etag(
    folder: Path, tmp_path: Path, contract_sqlite_url: str
) -> None:
    register = folder / "releases.yaml"
    text = register.read_text(encoding="utf-8").replace("First release.", "The first release.")
    register.write_text(text, encoding="utf-8")
    url = sqlite_url(tmp_path / "other.sqlite")
    pledgebook("migrate", "seed", database_url=url, PLEDGEBOOK_SEED_DIR=str(folder))
    addresses = ("/v1/changes.atom", "/v1/totals", "/v1/projects", "/v1/changes.csv", "/v1")
    with asking(contract_sqlite_url) as old, asking(url) as new:
        for address in addresses:
            known = old.get(address).headers["etag"]
            answer = new.get(address, if_none_match=known)
            assert (answer.status_code, answer.headers["etag"] != known) == (200, True), address

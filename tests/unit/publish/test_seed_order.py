"""Records are read again in order of id, each as it was read the first time, from whatever files it
lies in.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from api.base.database import Target
from api.publish.publish import publish
from api.publish.seed.order import SeedOrder
from api.publish.seed.read_seed import RawRecord, Seed
from tests.unit.publish.seeds import SeedFolder, claim


def _read_again(folder: Path) -> tuple[list[RawRecord], list[RawRecord]]:
    order, read = SeedOrder(folder), []
    for record in Seed(folder).records("companies"):
        order.note(record)
        read.append(record)
    return read, list(order.records("companies"))


def test_records_come_by_id_and_as_they_were_read_from_all_files(tmp_path: Path) -> None:
    companies = tmp_path / "seed" / "companies"
    companies.mkdir(parents=True)
    (companies / "late.yaml").write_text("id: m-late\nclaims:\n  - field: kind\n", encoding="utf-8")
    (companies / "soon.yaml").write_text("id: a-soon\nclaims: []\n", encoding="utf-8")
    for name, ids in (("one", ("z", "b-ü", "k")), ("two", ("c", "y", "a"))):
        (companies / f"{name}.jsonl").write_text(
            "\n".join(json.dumps({"id": one}, ensure_ascii=False) for one in ids), encoding="utf-8"
        )
    read, again = _read_again(tmp_path / "seed")
    assert [record.id for record in again] == ["a", "a-soon", "b-ü", "c", "k", "m-late", "y", "z"]
    assert again == sorted(read, key=lambda record: record.id)
    assert {record.id: (record.file, record.source.line) for record in again}["y"] == (
        "seed/companies/two.jsonl",
        2,
    )


def _write_companies(folder: Path, lines: str) -> None:
    companies = folder / "seed" / "companies"
    companies.mkdir(parents=True)
    (companies / "all.jsonl").write_text(lines, encoding="utf-8")


def test_a_line_with_a_fault_has_it_at_each_reading(tmp_path: Path) -> None:
    _write_companies(
        tmp_path,
        '{"id": "a", "previous_ids": ["x"]}\n{"id": "b", "nmaes": []}\n{"id": "c", "id": "c"}\n',
    )
    read, again = _read_again(tmp_path / "seed")
    assert again == read
    assert [[one.code for one in record.located.faults] for record in again] == [
        [],
        ["unknown_key"],
        ["duplicate_key"],
    ]


def test_records_with_one_id_keep_the_order_they_were_read_in(tmp_path: Path) -> None:
    _write_companies(
        tmp_path,
        '{"id": "same", "withdrawn": "1"}\n{"id": "other"}\n{"id": "same", "withdrawn": "2"}\n',
    )
    _, again = _read_again(tmp_path / "seed")
    assert [record.data.get("withdrawn") for record in again] == [None, "1", "2"]


def test_rows_are_stored_in_the_order_of_their_keys(tmp_path: Path) -> None:
    seed = SeedFolder(tmp_path / "seed")
    wordings = {
        "names": [{"text": "B", "documents": ["early"]}],
        "summaries": [{"text": "S", "documents": ["early"]}],
    }
    (seed.folder / "projects").mkdir()
    lines = [
        json.dumps({"id": one, **wordings, "claims": [claim("sector", value="energy")]})
        for one in ("m-one", "z-one", "a-one", "k-one")
    ]
    (seed.folder / "projects" / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    target = Target("sqlite", file=tmp_path / "built.sqlite")
    publish(target, seed.folder)
    with closing(sqlite3.connect(target.file)) as connection:
        for table in ("projects", "projects_versions"):
            stored = [
                record_id
                for (record_id,) in connection.execute(f"SELECT id FROM {table} ORDER BY rowid")
            ]
            assert stored == ["a-one", "k-one", "m-one", "z-one"]

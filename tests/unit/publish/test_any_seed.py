"""Whatever a seed holds, its check ends in faults and warnings: a valid seed is changed at random.

And what the strict reader accepts, ruamel.yaml reads as the same under YAML 1.2.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from api.base.errors import Fault
from api.publish.report import report
from api.publish.seed.strict_yaml import parse
from tests.unit.publish.seeds import SeedFolder

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["2025-02-30", "9999", "a/b", "parties[x].role", "parties[]", "early", "no"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=8) | st.sampled_from(["field", "text"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
SNIPPETS = st.sampled_from(
    [
        *(
            "[",
            "{",
            "&a ",
            "*a",
            "!!x ",
            "---",
            "%YAML 1.1",
            "\t",
            ": ",
            "- ",
            "'",
            '"',
            "#",
            "\x00",
        ),
        *(
            "0x10",
            "045",
            "1:30",
            ".inf",
            "1e5",
            "~",
            "No",
            "\n",
            "  ",
            "? ",
            "<<: ",
            "| ",
            "\ufeff",
        ),
    ]
)
LENIENT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def parts_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of some JSON."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        found += [one for step, part in steps for one in parts_of(part, (*path, step))]
    return found


def with_part(value: Any, path: tuple[Any, ...], part: Any) -> Any:
    """A copy in which one part is another."""
    copy = json.loads(json.dumps(value))
    at = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = part
    return copy


def ends_in_sentences(folder: Path) -> None:
    said, status = report(folder, None, "json")
    found = json.loads(said)
    codes = {fault["code"] for fault in found["faults"]}
    assert "unexpected" not in codes, said
    assert status == (1 if codes else 0)


@pytest.fixture
def valid(seed: SeedFolder) -> SeedFolder:
    """A small whole with side files."""
    seed.deal()
    correction = {"wrong_in": "r1", "reason": "Ours", "subject": "agreements/a-deal"}
    seed.write("corrections.yaml", [correction | {"field": "status"}])
    furniture = [{"from": 1, "to": 2, "reason": "A menu"}]
    seed.write("omissions/early.yaml", {"furniture": furniture, "omitted": []})
    return seed


@given(data=st.data())
@LENIENT
def test_a_part_of_any_file_may_be_anything(valid: SeedFolder, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(valid.folder.rglob("*.yaml"))))
    before = path.read_text(encoding="utf-8")
    content = json.loads(before)
    changed = content
    for _ in range(data.draw(st.integers(1, 3))):
        parts = parts_of(changed)
        if parts:
            changed = with_part(changed, data.draw(st.sampled_from(parts)), data.draw(ANYTHING))
    path.write_bytes(json.dumps(changed).encode())
    try:
        ends_in_sentences(valid.folder)
    finally:
        path.write_text(before, encoding="utf-8")


@given(data=st.data())
@LENIENT
def test_a_file_may_be_cut_and_mixed_as_text(valid: SeedFolder, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(valid.folder.rglob("*.yaml"))))
    before = path.read_text(encoding="utf-8")
    text = before
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 20))
        text = text[:start] + data.draw(SNIPPETS) + text[start + length :]
    path.write_text(text, encoding="utf-8")
    try:
        ends_in_sentences(valid.folder)
    finally:
        path.write_text(before, encoding="utf-8")


@given(data=st.data())
@settings(LENIENT, max_examples=8)
def test_a_line_of_the_fixed_seed_may_be_anything(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "seed"
    shutil.copytree(Path("tests/contract/seed"), folder, dirs_exist_ok=True)
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.jsonl"))))
    lines = path.read_text(encoding="utf-8").splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    record = json.loads(lines[number])
    part = data.draw(st.sampled_from(parts_of(record)))
    lines[number] = json.dumps(with_part(record, part, data.draw(ANYTHING)))
    path.write_text("\n".join(lines), encoding="utf-8")
    ends_in_sentences(folder)


PLAIN = st.sampled_from(
    [
        *("a", "No", "NO", "yes", "~", "null", "true", "False", "45", "-3", "9.2", "0", "1:30"),
        *(
            "045",
            "0x1F",
            "0o17",
            "1e3",
            ".5",
            "5.",
            "+1",
            ".inf",
            "2025-09-04",
            "90:10",
            "''",
            '"x"',
        ),
        *("'a: b'", '"\\u00e9"', "a b", "[1, b]", "{a: 1}", "[]", "{}", "0b1", "1.0", "-0", "٣"),
    ]
)


@given(st.lists(st.tuples(st.sampled_from("abcd"), PLAIN), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_what_is_accepted_is_what_yaml_1_2_says(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs)
    parsed = parse(text.encode(), "x.yaml")
    assume(not [fault for fault in parsed.faults if not fault.warning])
    # A date is text in the core schema; ruamel.yaml makes a day of it all the same.
    read = YAML(typ="safe", pure=True).load(text)
    assert json.dumps(parsed.data) == json.dumps(read, default=str)


def test_the_real_seed_reads_as_yaml_1_2_says() -> None:
    told: list[Fault] = []
    for path in sorted(Path("seed").glob("*s/us-*.yaml"))[:40]:
        parsed = parse(path.read_bytes(), path.name)
        told += parsed.faults
        read = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        assert json.dumps(parsed.data) == json.dumps(read, default=str)
    assert told == []

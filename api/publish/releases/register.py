"""The text of `seed/releases.yaml`, as the command changes it: an entry is added, or lines to one;
all else stays byte for byte. Raises ReleaseFault where the file is written in another style.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.base.errors import ReleaseFault
from api.publish.releases.release_file import write_whole
from api.publish.rows.release import Release
from api.publish.seed.read_seed import Seed
from api.publish.store.place import beside

FILE = "releases.yaml"
RegisterEntry = Mapping[str, Any]


def add_release(folder: Path, release: Release) -> None:
    """Write the entry of a release behind all others, in place of one that has no hash yet."""
    old = _entries(folder)
    text = _text(folder)
    if old and "hash" not in old[-1]:
        first, end = _block(text, str(old[-1]["id"]))
        lines = text.splitlines(keepends=True)
        text, old = "".join([*lines[:first], *lines[end:]]), old[:-1]
    entry = _entry(release)
    block = [f"- id: {_scalar(release.id)}"]
    block += [f"  {key}: {_scalar(one)}" for key, one in entry.items() if key != "id"]
    ended = text if not text or text.endswith("\n") else f"{text}\n"
    _replace(folder, ended + "\n".join(block) + "\n", [*old, entry])


def withdraw_release(folder: Path, release_id: str, day: str, reason: str) -> None:
    """Add to an entry that its release was withdrawn."""
    old, text = _entries(folder), _text(folder)
    said = {"withdrawn_on": day, "withdrawn_reason": reason}
    _, end = _block(text, release_id)
    lines = text.splitlines(keepends=True)
    added = [f"  {key}: {_scalar(one)}\n" for key, one in said.items()]
    if lines[end - 1][-1:] != "\n":
        lines[end - 1] += "\n"
    new = [{**one, **said} if one["id"] == release_id else one for one in old]
    _replace(folder, "".join([*lines[:end], *added, *lines[end:]]), new)


def _entry(release: Release) -> dict[str, Any]:
    entry = {
        "id": release.id,
        "published_at": release.published_at,
        "notes": release.notes,
        "hash": release.hash,
        "previous_id": release.previous_id,
        "counts": dict(release.counts),
        "brought": dict(release.brought),
    }
    return {key: one for key, one in entry.items() if one is not None}


def _scalar(value: Any) -> str:
    """JSON is YAML too; keys of a mapping need no quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {one}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _entries(folder: Path) -> list[dict[str, Any]]:
    file = Seed(folder).side_file(FILE)
    if file.faults:
        raise ReleaseFault(str(file.faults[0]))
    return list(file.data or [])


def _text(folder: Path) -> str:
    path = folder / FILE
    text = path.read_bytes().decode() if path.is_file() else ""
    return "" if text.strip() == "[]" else text


def _block(text: str, release_id: str) -> tuple[int, int]:
    """First line of an entry, and the line after its last."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("- ")]
    marks = [f"- id: {quoted}" for quoted in (release_id, f'"{release_id}"', f"'{release_id}'")]
    first = next((at for at in starts if lines[at].rstrip() in marks), None)
    if first is None:
        raise ReleaseFault(f"{FILE} is no list of entries that begin with `- id: {release_id}`.")
    end = next((at for at in starts if at > first), len(lines))
    while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return first, end


def _replace(folder: Path, text: str, entries: Sequence[RegisterEntry]) -> None:
    """Put the text in place, where it says what it should."""
    path = folder / FILE
    new = beside(path)  # where a kill leaves it, the next one removes it
    try:
        new.write_bytes(text.encode())
        found = Seed(folder).side_file(new.name, FILE)
        if found.faults or list(found.data or []) != [dict(one) for one in entries]:
            raise ReleaseFault(
                f"{FILE} is not written as a list with one key a line, and was not changed; begin "
                "each entry with `- id:`."
            )
    finally:
        new.unlink(missing_ok=True)
    write_whole(path, text.encode())

"""The files of published releases, `releases/<id>.jsonl.gz`, against the entries of
`releases.yaml`: a published release keeps its id, time, notes and place. Never raises.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.publish.seed.read_seed import Located, Seed

_END = ".jsonl.gz"
_RESTORE = "restore it from version control"
_KEPT = ("published_at", "notes")  # as the file says them, and readers have seen them


def release_file_faults(seed: Seed, releases: Located) -> Iterator[Fault]:
    """Every file whose release is gone, or says something else than its entry. One that a stopped
    command left is a warning.
    """
    entries = {entry["id"]: number for number, entry in enumerate(releases.data or ())}
    for path in sorted((seed.folder / "releases").glob(f"*{_END}")):
        if path.name.startswith("."):
            continue
        release = path.name.removesuffix(_END)
        if _is_left_over(path, release, releases):
            message = (
                f"'{shown(release)}' has no entry with a hash in releases.yaml: it is no release"
            )
            mend = "`pledgebook release` was stopped: run it again, or remove the file"
            yield Fault(seed.name_of(path), 1, "unknown_release", message, mend, warning=True)
            continue
        if release not in entries:
            message = f"'{shown(release)}' is published, and no entry of releases.yaml has this id"
            mend = f"write the entry as it was{hint(release, entries)}; a release keeps its id"
            yield Fault(seed.name_of(path), 1, "unknown_release", message, mend)
            continue
        head = _head(path)
        if head is None:
            message = "this is no file of a release"
            yield Fault(seed.name_of(path), 1, "bad_release_file", message, _RESTORE)
            continue
        yield from _differences(releases, entries[release], head)
    for number, entry in enumerate((releases.data or ())[:-1]):
        if "hash" not in entry:
            message = f"the release '{shown(entry['id'])}' has no `hash`, and a later one follows"
            mend = "write the hash that its answers named; the newest alone has none"
            yield releases.fault_at((number,), "missing_key", message, mend)


def _is_left_over(path: Path, release: str, releases: Located) -> bool:
    """Whether it is later than every release: the command writes the file before the entry. The
    file of an entry that was taken away, with others after it, is older; that of one that lost its
    hash has its time.
    """
    entries, head = releases.data or (), _head(path)
    published = [entry for entry in entries if "hash" in entry]
    own = [entry for entry in entries if entry["id"] == release]
    if head is None or not entries or any(entry in published for entry in own):
        return False
    times = [str(entry.get("published_at")) for entry in [*(published or entries), *own]]
    return str(head.get("published_at")) > max(times)


def _head(path: Path) -> dict[str, Any] | None:
    """What the file says of its release; None where it cannot be read."""
    try:
        with gzip.open(path) as file:
            head = json.loads(file.readline())
    except (OSError, EOFError, zlib.error, ValueError, RecursionError):
        return None
    return head if isinstance(head, dict) and head.get("kind") == "release" else None


def _differences(releases: Located, number: int, head: dict[str, Any]) -> Iterator[Fault]:
    entry = releases.data[number]
    hashes = [head[key] for key in ("printed_hash", "hash") if head.get(key)]
    said = [(key, entry[key], [head.get(key)]) for key in _KEPT]
    if head.get("id") != entry["id"]:
        message = f"the file of '{shown(entry['id'])}' is that of '{shown(str(head.get('id')))}'"
        yield releases.fault_at((number, "id"), "unknown_release", message, "give it its name back")
    for key, value, published in [*said, ("hash", entry.get("hash"), hashes)]:
        if value not in published:
            message = f"`{key}` differs from what was published: '{shown(str(published[0]))}'"
            mend = "write it as it was; a published release never changes"
            yield releases.fault_at((number, key), "published_differs", message, mend)

"""A build against the newest published release: a day before the oldest new document is answered as
it was, unless a correction gives a reason. Used by `assemble`; never raises.

For a draft, which promises nothing, one warning says how much differs; for what is published each
difference is a fault.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from api.base.errors import Fault
from api.collections import RECORDS
from api.collections.documents import DOCUMENTS
from api.collections.served import FOREVER
from api.publish.compare.by_day import Spans, base_of, differs_before
from api.publish.releases.release_file import SUFFIX, read_release
from api.publish.rows.amount_facts import Key
from api.publish.rows.rows import Row, columns_of
from api.publish.seed.index import Index
from api.publish.seed.read_seed import Seed

_CODE, _DRAFT = "former_day_changed", "draft"
_MOST_NAMED = 5  # records in the warning of a draft
_COMPARED = {f"{one}_versions": one for one in (*(each.name for each in RECORDS), DOCUMENTS.name)}
_PLACES = ("id", "valid_from", "valid_to", "body")


class _Changed(NamedTuple):
    """A field of a record that is answered otherwise from a former day on."""

    key: Key
    field: str
    day: str


class FormerDays:
    """Takes the rows of a build as they are made, and says at the end which former days differ. A
    seed without the file of a published release has none.
    """

    def __init__(self, seed: Seed, index: Index, *, is_draft: bool) -> None:
        self._index, self._corrections = index, seed.listing("corrections.yaml")
        self._release, self._then, self._faults = "", dict[Key, Spans](), list[Fault]()
        self._wrong_in: set[str] = set()  # with releases after it, which were withdrawn
        self._now: dict[Key, Spans] = {}
        listed = seed.listing("releases.yaml")
        entries = [str(one["id"]) for one in listed]
        # The file of an entry without hash was left by a command that was stopped.
        for name in [str(one["id"]) for one in reversed(listed) if "hash" in one]:
            path = seed.folder / "releases" / f"{name}{SUFFIX}"
            if path.is_file():
                self._release = name
                self._wrong_in = {*entries[entries.index(name) :]}
                self._read(path)
                break
        # Without an entry of its own that has no hash yet, it is no release.
        last = listed[-1] if listed else {}
        named = last.get("id") != _DRAFT and "hash" not in last
        self._is_draft = is_draft or not named or entries[-1:] == [self._release]

    def _read(self, path: Path) -> None:
        try:
            _, lines = read_release(path)
        except (ValueError, OSError, EOFError, LookupError) as error:
            message = f"{path.name} cannot be read: {error}"
            mend = "restore it from version control"
            self._faults.append(
                Fault(f"seed/releases/{path.name}", 1, "bad_release", message, mend)
            )
            return
        for line in lines:
            if line["kind"] == "version" and f"{line['collection']}_versions" in _COMPARED:
                span = line["from"], line["to"], line["item"]
                self._then.setdefault((line["collection"], line["item"]["id"]), []).append(span)

    def take(self, table: str, rows: Iterable[Row]) -> None:
        """Note the rows of one table."""
        collection = _COMPARED.get(table) if self._then else None
        if collection is None:
            return
        id_, since, until, body = map(columns_of(table).index, _PLACES)
        for row in rows:
            span = row[since], row[until], orjson.loads(row[body])
            self._now.setdefault((collection, row[id_]), []).append(span)

    def faults(self) -> Iterator[Fault]:
        """What differs on a former day and has no reason."""
        yield from self._faults
        found = [one for one in self._changed() if not self._is_excused(one)]
        if self._is_draft and found:
            yield self._warning(found)
        else:
            yield from map(self._fault, found)

    def _changed(self) -> Iterator[_Changed]:
        first_new = self._first_new()
        for key in sorted({*self._then, *self._now}) if self._then else ():
            then = self._then.get(key) or self._under_a_previous_id(key)
            for field, day in differs_before(then, self._now.get(key, []), first_new).items():
                yield _Changed(key, field, day)

    def _under_a_previous_id(self, key: Key) -> Spans:
        collection, name = key
        former = (one for one, living in self._index.moved.items() if living == name)
        spans = (self._then.get(one, []) for one in former if one[0] == collection)
        return next(filter(None, spans), [])

    def _first_new(self) -> str:
        """The day of the oldest document that the release did not have."""
        had = {name for collection, name in self._then if collection == DOCUMENTS.name}
        new = (day for name, day in self._index.documents.items() if name not in had)
        return min(new, default=FOREVER)

    def _is_excused(self, changed: _Changed) -> bool:
        """Whether a correction speaks of it; a record that is withdrawn or has moved says why."""
        key = changed.key
        if key not in self._now and (key in self._index.withdrawn or key in self._index.moved):
            return True
        return any(_speaks_of(entry, changed, self._wrong_in) for entry in self._corrections)

    def _fault(self, changed: _Changed) -> Fault:
        (collection, name), field, day = changed
        known = self._index.records.get(collection, {}).get(name)
        what = "whether it is there" if field == "id" else f"`{field}`"
        message = (
            f"{what} of '{name}' differs on {day} from release {self._release}, though no new "
            "document was known by then"
        )
        mend = "undo it, or write the reason into corrections.yaml"
        file = known.file if known else f"seed/{collection}"
        return Fault(file, 1, _CODE, message, mend)

    def _warning(self, found: list[_Changed]) -> Fault:
        named = list(dict.fromkeys("/".join(one.key) for one in found))
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        message = (
            f"{len(found)} values of former days differ from release {self._release} without a "
            f"reason: {', '.join(named[:_MOST_NAMED])}{more}"
        )
        mend = "`pledgebook diff` lists them; no release is published before each has a reason"
        return Fault("seed/corrections.yaml", 1, _CODE, message, mend, warning=True)


def _speaks_of(entry: Mapping[str, Any], changed: _Changed, wrong_in: set[str]) -> bool:
    """Whether a correction is about the record, field and day, as far as it names them."""
    collection, name = changed.key
    said = entry.get("field")
    field = "id" if said == "record" else base_of(said) if said else None
    return (
        entry.get("subject") in (None, collection, f"{collection}/{name}")
        and field in (None, base_of(changed.field))
        and entry.get("day", changed.day) <= changed.day
        and ("wrong_in" not in entry or entry["wrong_in"] in wrong_in)
    )

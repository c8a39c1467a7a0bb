"""Claims of a record that is built anew: those that say what they said stay where they are, the others find a place by their id.

Raises NeedsWhole where no place is left between two claims, and the driver's errors.
"""

from collections import defaultdict
from collections.abc import Iterable

from api.build.claim_rows import PLACES_APART, Facts, claim_rows
from api.build.former import NeedsWhole
from api.build.rows import CLAIMS, Row
from api.build.store import Amender

_PLACE, _ID = 0, 1  # of a served row
_LAST_PLACE = 2**31 - 1


def change_claims(store: Amender, former: Iterable[Row], facts: Iterable[Facts]) -> set[str]:
    """Bring the served claims of one record up to date; answers the ids of those that changed."""
    before: defaultdict[str, list[Row]] = defaultdict(list)
    after: dict[str, list[Row]] = {one[0]: claim_rows([one], 0) for one in facts}
    for row in former:
        before[row[_ID]].append(row)
    changed = {claim_id for claim_id in before.keys() | after.keys() if _said(before.get(claim_id, [])) != _said(after.get(claim_id, []))}
    for claim_id in changed:
        for row in before.get(claim_id, ()):
            store.run(f"DELETE FROM {CLAIMS} WHERE place = ?", (row[_PLACE],))
    for claim_id in sorted(changed & after.keys()):
        rows = after[claim_id]
        places = sorted(row[_PLACE] for row in before.get(claim_id, ()))[: len(rows)]
        if len(places) < len(rows):
            places = _free_places(store, claim_id, len(rows))
        store.put(CLAIMS, [(place, *row[1:]) for place, row in zip(places, rows, strict=True)])
    return changed


def _said(rows: list[Row]) -> list[Row]:
    return [row[1:] for row in rows]


def _free_places(store: Amender, claim_id: str, size: int) -> list[int]:
    """Places between those of the claims before and after it in order of id."""
    before = store.query(f"SELECT place FROM {CLAIMS} WHERE id < ? ORDER BY id DESC, valid_from DESC LIMIT 1", (claim_id,))
    after = store.query(f"SELECT place FROM {CLAIMS} WHERE id > ? ORDER BY id, valid_from LIMIT 1", (claim_id,))
    first = before[0][0] if before else 0
    last = after[0][0] if after else first + (size + 1) * PLACES_APART
    if last - first <= size or last > _LAST_PLACE:
        raise NeedsWhole("no place is left between two claims")
    return [first + (last - first) * number // (size + 1) for number in range(1, size + 1)]

"""Who takes part where, noted while records are built and asked for when tranches, firms, bodies
and people come last: a project is a part of its tranche. Memory stays bounded.

Kept in a scratch database of SQLite's own, which lies in memory while small and spills to disk.
Never raises but the driver's errors.
"""

import sqlite3
from typing import Any

import orjson

ParticipationSpans = list[tuple[str, str, dict[str, Any]]]

_BATCH = 5000


class Participations:
    """Party id → (valid_from, valid_to, participation), in the order noted."""

    def __init__(self) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None)
        self._scratch.execute(
            "CREATE TABLE noted (party TEXT, valid_from TEXT, valid_to TEXT, said BLOB)"
        )
        self._scratch.execute("BEGIN")
        self._held: list[tuple[str, str, str, bytes]] = []
        self._indexed = False

    def close(self) -> None:
        """Give the scratch database back."""
        self._scratch.close()

    def note(
        self, party_id: str, valid_from: str, valid_to: str, participation: dict[str, Any]
    ) -> None:
        """Note that a party takes part on days `valid_from <= day < valid_to`."""
        self._held.append((party_id, valid_from, valid_to, orjson.dumps(participation)))
        if len(self._held) >= _BATCH:
            self._write()

    def of(self, party_id: str) -> ParticipationSpans:
        """Everything noted of one party so far."""
        if self._held:
            self._write()
        if not self._indexed:
            self._scratch.execute("CREATE INDEX by_party ON noted (party)")
            self._indexed = True
        rows = self._scratch.execute(
            "SELECT valid_from, valid_to, said FROM noted WHERE party = ? ORDER BY rowid",
            (party_id,),
        )
        return [(valid_from, valid_to, orjson.loads(said)) for valid_from, valid_to, said in rows]

    def _write(self) -> None:
        self._scratch.executemany("INSERT INTO noted VALUES (?, ?, ?, ?)", self._held)
        self._held = []

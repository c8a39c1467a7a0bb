"""Who takes part where: kept in the order noted, however much there is."""

from api.publish.resolve import participations
from api.publish.resolve.participations import Participations


def test_each_party_has_what_was_noted_of_it_in_order() -> None:
    noted = Participations()
    assert noted.of("acme") == []
    noted.note("acme", "2025-10-26", "2026-02-28", {"role": "supplier"})
    noted.note("zinc", "2025-10-26", "9999-12-31", {"role": "developer"})
    noted.note("acme", "2025-01-01", "9999-12-31", {"role": "adviser"})
    for _ in range(2):
        assert noted.of("acme") == [
            ("2025-10-26", "2026-02-28", {"role": "supplier"}),
            ("2025-01-01", "9999-12-31", {"role": "adviser"}),
        ]
    noted.note("acme", "2026-01-01", "9999-12-31", {"role": "insurer"})
    assert [part["role"] for _, _, part in noted.of("acme")] == ["supplier", "adviser", "insurer"]
    noted.close()


def test_memory_stays_bounded() -> None:
    noted = Participations()
    most = 0
    for number in range(2 * participations._BATCH + 1):
        noted.note(f"firm-{number % 7}", "2025-10-26", "9999-12-31", {"place": number})
        most = max(most, len(noted._held))
    assert most == participations._BATCH - 1 == 4999
    assert len(noted._held) == 1
    places = [part["place"] for _, _, part in noted.of("firm-3")]
    assert places == list(range(3, 2 * participations._BATCH + 1, 7))
    noted.close()


def test_parties_are_found_by_an_index() -> None:
    noted = Participations()
    noted.note("acme", "2025-10-26", "9999-12-31", {})
    noted.of("acme")
    plan = noted._scratch.execute("EXPLAIN QUERY PLAN SELECT 1 FROM noted WHERE party = 'acme'")
    assert "by_party" in str(plan.fetchall())
    noted.close()

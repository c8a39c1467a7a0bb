"""Small seeds of money in billions of U.S. dollars, and what the API answers for their totals."""

from collections.abc import Callable
from typing import Any

from tests.asking import Asking
from tests.unit.publish.seeds import SeedFolder, claim

BILLION = 1_000_000_000
Sums = tuple[float, float, float]
Ask = Callable[[], Asking]


class Money(SeedFolder):
    """A seed of records that carry amounts."""

    def carry(
        self,
        collection: str,
        record_id: str,
        billions: float | None,
        *,
        since: str = "early",
        basis: str = "announced",
        unit: str = "USD",
        qualifier: str = "exact",
        not_counted: dict[str, Any] | None = None,
        claims: tuple[dict[str, Any], ...] = (),
        **fields: str,
    ) -> None:
        """A record with an amount (none where `billions` is None) and further fields by name."""
        written = [claim(name, since, value=value) for name, value in fields.items()]
        if billions is not None:
            figure: dict[str, Any] = {
                "number": round(billions * BILLION),
                "unit": unit,
                "qualifier": qualifier,
            }
            written.append(claim("amount", since, **figure))
            written.append(claim("amount_basis", since, value=basis))
        more: dict[str, Any] = {"not_counted": not_counted} if not_counted else {}
        self.record(collection, record_id, *written, *claims, **more)

    def agreement(self, record_id: str = "a-deal", billions: float | None = None) -> None:
        """An agreement, with a pledge where one is given."""
        self.carry(
            "agreements", record_id, billions, basis="pledged", kind="framework", status="agreed"
        )

    def tranche(self, record_id: str, billions: float | None, **more: Any) -> None:
        """A tranche of the deal."""
        self.carry("tranches", record_id, billions, **{"agreement_id": "a-deal", **more})

    def package(self, record_id: str, billions: float | None, **more: Any) -> None:
        """A package of the deal."""
        fields = {"agreement_id": "a-deal", "kind": "package", "basis": "packaged", **more}
        self.carry("commitments", record_id, billions, **fields)

    def project(self, record_id: str, billions: float | None, **more: Any) -> None:
        """A project of the deal."""
        self.carry("projects", record_id, billions, **{"agreement_id": "a-deal", **more})


def excluded_for(reason: str) -> dict[str, Any]:
    """An editor's reason, in force from the first document."""
    return {"reason": reason, "note": "An editor's reason.", "because": ["early"]}


def totals(api: Asking, query: str) -> dict[str | None, Sums]:
    """Group → stated, itemised and unitemised, in billions."""
    answer = api.get(f"/v1/totals?{query}")
    assert answer.status_code == 200, answer.text
    names = ("stated_amount", "itemised_amount", "unitemised_amount")
    return {
        one["group"]: tuple(one[name] / BILLION for name in names) for one in answer.json()["items"]
    }


def reasons(api: Asking, query: str) -> dict[str, str]:
    """Excluded record → why."""
    (total,) = api.get(f"/v1/totals?{query}").json()["items"]
    return {one["subject_id"]: one["reason"] for one in total["excluded"]}


def added(api: Asking, collection: str, record_id: str, day: str = "") -> float | None:
    """What a record adds to its total, in billions."""
    answer = api.get(f"/v1/{collection}/{record_id}{day and f'?as_of={day}'}")
    assert answer.status_code == 200, answer.text
    counted = answer.json()["item"]["amount_usd_counted"]
    return None if counted is None else counted / BILLION

"""The public model of a total: no collection, since its rows are sums made on request."""

from api.collections.fields import Model, computed, computed_code, items, whole


class TotalRecord(Model):
    """A record behind a sum."""

    subject_type: str = computed_code("collections", "Collection of the record.", "commitments")
    subject_id: str = computed("Id of the record.", "japan-energy-infrastructure")
    amount_usd: int | None = whole(
        "Its amount in whole U.S. dollars; null where no document states one.", 332000000000
    )
    amount_usd_counted: int | None = whole(
        "What it adds to the sum: its amount less those of its parts; null where it is excluded.",
        332000000000,
    )
    amount_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the amount is stated.", "exact"
    )
    reason: str | None = computed(
        "Why it is not counted; null where it is: `other_direction`, `same_money`, `not_a_total`, "
        "`disputed`, `range`, `no_usd_amount`, `no_amount`, `no_basis`, `exceeds_whole`.",
        "other_direction",
    )
    note: str | None = computed("The same in our words.", "The money flows the other way.")


class Total(Model):
    """One sum over the records of one basis, or over one group of them."""

    basis: str = computed_code("amount_bases", "What the amounts are.", "packaged")
    agreement_id: str | None = computed(
        "Agreement the sum is limited to; null for all.", "us-japan-investment"
    )
    group_by: str | None = computed(
        "Key the records are grouped by; null where the row is the whole.", "sector"
    )
    group: str | None = computed(
        "Value of that key, or `not_split` for what no document splits by it; null where the row "
        "is the whole.",
        "energy",
    )
    currency: str = computed("Currency of all sums, ISO 4217.", "USD")
    stated_amount: int = whole(
        "What documents state, nothing twice: the sum of `amount_usd_counted`. Where "
        "`counted_count` is 0 nothing is counted, and the 0 here is no document's figure.",
        490000000000,
    )
    itemised_amount: int = whole(
        "What of it lies with parts, and with records that have none.", 477000000000
    )
    unitemised_amount: int = whole(
        "What of it wholes with declared parts add themselves: no part itemises it.", 13000000000
    )
    counted_count: int = whole("Number of records counted.", 3)
    excluded_count: int = whole("Number of records of this basis that are not counted.", 1)
    counted: list[TotalRecord] = items(
        "The records counted, largest first; at most 200 are named.", []
    )
    excluded: list[TotalRecord] = items(
        "The records not counted, with the reason; at most 200 are named.", []
    )

"""Projects: identifiable undertakings, in a tranche or package, candidates, or separate from any pledge."""

from api.resources import declare as d

PROJECTS = d.Resource(
    name="projects",
    singular="project",
    description="Identifiable undertakings: in a tranche or package, candidates, or separate from any pledge.",
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.ids("tranche_id", "tranches", "tranche", "us-japan-tranche-1")[:1],
        *d.absent("tranche_id", "a tranche"),
        *d.ids("commitment_id", "commitments", "package", "japan-energy-infrastructure")[:1],
        *d.codes("relation", "project_relations", "relation to a pledge", "in_tranche"),
        *d.codes("status", "project_statuses", "status", "announced"),
        *d.codes("sector", "sectors", "sector", "energy"),
        *d.codes("country", "countries", "country", "US")[:1],
        *d.codes("subdivision", "subdivisions", "state or region", "US-OH"),
        *d.ids("company_id", "companies", "firms", "korea-zinc", listed=True)[:1],
        *d.ids("institution_id", "institutions", "bodies", "us-government", listed=True)[:1],
        *d.numbers("capacity_value", "capacity", "5"),
        *d.dates("announced_on", "announcement"),
        *d.AMOUNT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, *d.AMOUNT_SORTS, d.date_sort("announced_on"), d.Sort("capacity_value", "capacity_value", "number")),
    includes=(
        d.Include("agreements", "agreements", column="agreement_id"),
        d.Include("tranches", "tranches", column="tranche_id"),
        d.Include("commitments", "commitments", column="commitment_id"),
        d.Include("companies", "companies", through="company_id"),
        d.Include("institutions", "institutions", through="institution_id"),
        d.CLAIMS,
    ),
    pairs=(
        ("sector", "status"),
        ("sector", "subdivision"),
        ("agreement_id", "status"),
        # With the largest amounts first, which is what most readers of a filtered list ask for.
        ("sector", "amount_usd_down"),
        ("status", "amount_usd_down"),
        ("subdivision", "amount_usd_down"),
        ("agreement_id", "amount_usd_down"),
        ("sector", "status", "amount_usd_down"),
        ("sector", "subdivision", "amount_usd_down"),
    ),
)

"""Store once what was stored twice: smaller served tables, no canonical copy of claims; days as numbers end every index.

A sort key that a column already is goes, with its index; what is only bounded stands in the key alone; claims are numbered in the order of
their ids; what is long stands last in a row. `claims` becomes a view. Served rows are derived and cannot be carried over, neither up nor
down: the tables are left empty and no release stands until the next `seed`. Written in the words of the first schema.

Revision: 0003, after 0002
"""

from pathlib import Path
from runpy import run_path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIRST: dict[str, Any] = run_path(str(Path(__file__).with_name("0001_first_schema.py")))

TABLES = {
    "agreements_versions": """
        id:text* valid_from:text* valid_to:text! parent_id:text^ kind:text^ status:text^ investor_country:text^ host_country:text^ binding:flag^
        pledged_on_earliest:text^ pledged_on_latest:text^ announced_on_latest:text^ signed_on_latest:text^ amount_basis:text^
        amount_status:text^ currency:text^ known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^
        changed_on_down:bigint!^ amount_usd_up:double!^ amount_usd_down:double!^ announced_on_up:text!^ announced_on_down:bigint!^
        signed_on_up:text!^ signed_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "terms_versions": """
        id:text* valid_from:text* valid_to:text! agreement_id:text^ kind:text^ status:text^ obliged_country:text^ unit:text^
        effective_on_latest:text^ known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^
        changed_on_down:bigint!^ value_number_up:double!^ value_number_down:double!^ effective_on_up:text!^ effective_on_down:bigint!^
        csv_line:longtext! body:longtext!
    """,
    "commitments_versions": """
        id:text* valid_from:text* valid_to:text! agreement_id:text^ parent_id:text^ kind:text^ sector:text^ investor_country:text^
        host_country:text^ announced_on_latest:text^ amount_basis:text^ amount_status:text^ currency:text^ known_from:text^ changed_on:text^
        name_up:text!^ name_down:text!^ known_from_down:bigint!^ changed_on_down:bigint!^ amount_usd_up:double!^ amount_usd_down:double!^
        announced_on_up:text!^ announced_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "tranches_versions": """
        id:text* valid_from:text* valid_to:text! agreement_id:text^ announced_by_id:text^ announced_on_latest:text^ amount_basis:text^
        amount_status:text^ currency:text^ known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^
        changed_on_down:bigint!^ amount_usd_up:double!^ amount_usd_down:double!^ announced_on_up:text!^ announced_on_down:bigint!^
        sequence_up:double!^ sequence_down:double!^ csv_line:longtext! body:longtext!
    """,
    "projects_versions": """
        id:text* valid_from:text* valid_to:text! agreement_id:text^ tranche_id:text^ commitment_id:text^ relation:text^ status:text^
        sector:text^ country:text^ subdivision:text^ announced_on_latest:text^ amount_basis:text^ amount_status:text^ currency:text^
        known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^ changed_on_down:bigint!^
        amount_usd_up:double!^ amount_usd_down:double!^ announced_on_up:text!^ announced_on_down:bigint!^ capacity_value_up:double!^
        capacity_value_down:double!^ csv_line:longtext! body:longtext!
        index ix_projects_versions_agreement_id_amount_usd_down agreement_id+amount_usd_down+id
        index ix_projects_versions_agreement_id_status agreement_id+status+id
        index ix_projects_versions_sector_amount_usd_down sector+amount_usd_down+id
        index ix_projects_versions_sector_status sector+status+id
        index ix_projects_versions_sector_status_amount_usd_down sector+status+amount_usd_down+id
        index ix_projects_versions_sector_subdivision sector+subdivision+id
        index ix_projects_versions_sector_subdivision_amount_usd_down sector+subdivision+amount_usd_down+id
        index ix_projects_versions_status_amount_usd_down status+amount_usd_down+id
        index ix_projects_versions_subdivision_amount_usd_down subdivision+amount_usd_down+id
    """,
    "companies_versions": """
        id:text* valid_from:text* valid_to:text! country:text^ kind:text^ known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^
        known_from_down:bigint!^ changed_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "institutions_versions": """
        id:text* valid_from:text* valid_to:text! country:text^ kind:text^ known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^
        known_from_down:bigint!^ changed_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "people_versions": """
        id:text* valid_from:text* valid_to:text! country:text^ office:text^ affiliation_id:text^ office_from_earliest:text^
        office_from_latest:text^ known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^
        changed_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "events_versions": """
        id:text* valid_from:text* valid_to:text! kind:text^ status:text^ country:text^ subdivision:text^ occurred_on_latest:text^
        known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^ changed_on_down:bigint!^
        occurred_on_up:text!^ occurred_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "tariffs_versions": """
        id:text* valid_from:text* valid_to:text! country:text^ imposed_by:text^ scope:text^ status:text^ effective_on_latest:text^
        known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^ changed_on_down:bigint!^
        rate_percent_up:double!^ rate_percent_down:double!^ effective_on_up:text!^ effective_on_down:bigint!^ csv_line:longtext! body:longtext!
    """,
    "indicators_versions": """
        id:text* valid_from:text* valid_to:text! country:text^ measure:text^ basis:text^ unit:text^ subject_id:text^ subject_type:text^
        known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^ changed_on_down:bigint!^
        value_number_up:double!^ value_number_down:double!^ csv_line:longtext! body:longtext!
    """,
    "positions_versions": """
        id:text* valid_from:text* valid_to:text! holder_id:text^ holder_type:text^ stance:text^ subject_id:text^ subject_type:text^
        known_from:text^ changed_on:text^ name_up:text!^ name_down:text!^ known_from_down:bigint!^ changed_on_down:bigint!^ csv_line:longtext!
        body:longtext!
    """,
    "documents_versions": """
        id:text* valid_from:text* valid_to:text! publisher:text^ published_basis:text^ published_on_latest:text^ known_from:text^
        title_up:text!^ title_down:text!^ known_from_down:bigint!^ published_on_up:text!^ published_on_down:bigint!^ csv_line:longtext!
        body:longtext!
    """,
    "claims_versions": """
        place:int* id:text! valid_from:text! valid_to:text! subject_type:text subject_id:text field:text document_id:text basis:text rank:text
        rank_reason:text unit:text line:double known_from:text field_up:text! field_down:text! subject_id_down:text! document_id_down:text!
        known_from_down:bigint! value_number_up:double! value_number_down:double! body:longtext!
        index ix_claims_versions_basis basis+place
        index ix_claims_versions_document_id document_id+place
        index ix_claims_versions_document_id_down document_id_down+place
        index ix_claims_versions_field field+place
        index ix_claims_versions_field_down field_down+place
        index ix_claims_versions_field_up field_up+place
        index ix_claims_versions_known_from known_from+place
        index ix_claims_versions_known_from_down known_from_down+place
        index ix_claims_versions_line line+place
        index ix_claims_versions_rank rank+place
        index ix_claims_versions_rank_reason rank_reason+place
        index ix_claims_versions_subject_id subject_id+place
        index ix_claims_versions_subject_id_down subject_id_down+place
        index ix_claims_versions_subject_type subject_type+place
        index ix_claims_versions_unit unit+place
        index ix_claims_versions_value_number_down value_number_down+place
        index ix_claims_versions_value_number_up value_number_up+place
    """,
    "releases_versions": """
        id:text* valid_from:text* valid_to:text! current:flag^ published_at_up:text!^ published_at_down:text!^ csv_line:longtext! body:longtext!
    """,
    "conflicts_versions": """
        id:text* valid_from:text* valid_to:text! kind:text^ subject_type:text^ subject_id:text^ field:text^ disputed:flag^
        amount_usd_up:double!^ amount_usd_down:double!^ subject_id_down:text!^ csv_line:longtext! body:longtext!
    """,
    "changes_versions": """
        id:text* valid_from:text* valid_to:text! day:text^ change:text^ release:text^ subject_type:text^ subject_id:text^ field:text^
        document_id:text^ day_down:bigint!^ subject_id_down:text!^ csv_line:longtext! body:longtext!
    """,
}

_CLAIM_NUMBERS = {
    "value_number": "double precision",
    "value_min": "double precision",
    "value_max": "double precision",
}
_CLAIM_NUMBERS |= {"line": "bigint", "start": "bigint", "end": "bigint"}
# What SQLite had to store twice: the key is nearly the whole row.
_LIST_VALUES = ("collection", "field", "value", "id", "valid_from")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def _create_served(name: str, text: str) -> None:
    """A table of versions; `^` marks a column that is indexed together with what breaks ties, and each index ends with the days."""
    lines = [line for line in _lines(text) if not line.startswith("index")]
    words = (
        " ".join(lines).replace("valid_to:text!", "valid_to:text! since:int! until:int!").split(" ")
    )
    FIRST["_create"](name, [" ".join(word.rstrip("^") for word in words)])
    for column in (word.partition(":")[0] for word in words if word.endswith("^")):
        op.create_index(f"ix_{name}_{column}", name, [column, "id", "since", "until"])
    for line in _lines(text)[len(lines) :]:
        _, index, columns = line.split(" ")
        op.create_index(index, name, [*columns.split("+"), "since", "until"])


def _list_values(with_rowid: bool) -> None:
    text = FIRST["TYPES"]["text"]
    columns = [
        *(sa.Column(name, text, primary_key=True) for name in _LIST_VALUES),
        sa.Column("valid_to", text, nullable=False),
    ]
    op.drop_table("list_values")
    op.create_table("list_values", *columns, sqlite_with_rowid=with_rowid)
    op.create_index("ix_list_values_id", "list_values", ["collection", "id", "field"])


def _claims_view() -> str:
    """Each claim with its rank on the latest day, column by column, out of the finished JSON."""
    names = [
        word.partition(":")[0]
        for line in _lines(FIRST["TABLES"]["claims"])
        if not line.startswith("->")
        for word in line.split(" ")
    ]
    said = (
        "json_extract(body, '$.{}')"
        if op.get_bind().dialect.name == "sqlite"
        else "CAST(body AS json) ->> '{}'"
    )
    columns = [
        f'CAST({said.format(name)} AS {_CLAIM_NUMBERS.get(name, "text")}) AS "{name}"'
        for name in names
    ]
    return f"CREATE VIEW claims AS SELECT {', '.join(columns)} FROM claims_versions WHERE valid_to = '9999-12-31'"


def _discard_release() -> None:
    op.execute("DELETE FROM dataset")
    op.execute("DELETE FROM records WHERE collection = 'claims'")


def upgrade() -> None:
    _discard_release()
    for name, text in TABLES.items():
        op.drop_table(name)
        _create_served(name, text)
    op.create_index("ix_claims_versions_id", "claims_versions", ["id", "valid_from"], unique=True)
    _list_values(with_rowid=False)
    op.drop_table("claims")
    op.execute(_claims_view())


def downgrade() -> None:
    _discard_release()
    op.execute("DROP VIEW claims")
    FIRST["_create"]("claims", _lines(FIRST["TABLES"]["claims"]))
    _list_values(with_rowid=True)
    for name in TABLES:
        op.drop_table(name)
        FIRST["_create"](name, _lines(FIRST["TABLES"][name]))

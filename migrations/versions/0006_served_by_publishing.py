"""Served tables are made by publishing, from the declarations: no step of the schema knows them any more.

No release stands after it, up or down, until the next `pledgebook seed`.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_TABLES = (
    "agreements_versions",
    "amount_versions",
    "changes_versions",
    "claims_versions",
    "commitments_versions",
    "companies_versions",
    "conflicts_versions",
    "count_versions",
    "dataset",
    "documents_versions",
    "events_versions",
    "hash_parts",
    "indicators_versions",
    "institutions_versions",
    "list_values",
    "people_versions",
    "positions_versions",
    "projects_versions",
    "releases_versions",
    "search_documents",
    "search_ranges",
    "search_spellings",
    "search_words",
    "seed_records",
    "tariffs_versions",
    "terms_versions",
    "total_versions",
    "tranches_versions",
)

_FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5 (words, content='', columnsize=0, detail='none', tokenize='ascii', prefix='2 3')",
    ),
    "postgresql": (
        "CREATE TABLE search_index (position integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
        "ALTER TABLE search_index ALTER COLUMN words SET STATISTICS 1000",
    ),
}
_CLAIM = {
    "id": "text",
    "subject_type": "text",
    "subject_id": "text",
    "field": "text",
    "value": "text",
    "value_number": "double precision",
    "value_min": "double precision",
    "value_max": "double precision",
    "value_qualifier": "text",
    "value_modifier": "text",
    "unit": "text",
    "document_id": "text",
    "line": "bigint",
    "start": "bigint",
    "end": "bigint",
    "quote": "text",
    "basis": "text",
    "attributed_to": "text",
    "effective_on": "text",
    "known_from": "text",
    "rank": "text",
    "rank_reason": "text",
    "rank_note": "text",
}


def upgrade() -> None:
    op.execute("DROP VIEW claims")
    for table in ("search_index", *_TABLES):
        op.execute(f"DROP TABLE {table}")


def downgrade() -> None:
    # Publishing may have made tables of the same names meanwhile; all that is in them can be published again.
    op.execute("DROP VIEW IF EXISTS claims")
    for table in ("search_index", *_TABLES):
        op.execute(f"DROP TABLE IF EXISTS {table}")
    _tables()
    dialect = op.get_bind().dialect.name
    for statement in _FULL_TEXT[dialect]:
        op.execute(statement)
    said = "json_extract(body, '$.{}')" if dialect == "sqlite" else "CAST(body AS json) ->> '{}'"
    columns = [
        f'CAST({said.format(name)} AS {type_}) AS "{name}"' for name, type_ in _CLAIM.items()
    ]
    op.execute(
        f"CREATE VIEW claims AS SELECT {', '.join(columns)} FROM claims_versions WHERE valid_to = '9999-12-31'"
    )


def _tables() -> None:
    op.create_table(
        "agreements_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("parent_id", _TEXT, nullable=True),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("status", _TEXT, nullable=True),
        sa.Column("investor_country", _TEXT, nullable=True),
        sa.Column("host_country", _TEXT, nullable=True),
        sa.Column("binding", sa.Boolean(), nullable=True),
        sa.Column("pledged_on_earliest", _TEXT, nullable=True),
        sa.Column("pledged_on_latest", _TEXT, nullable=True),
        sa.Column("announced_on_latest", _TEXT, nullable=True),
        sa.Column("signed_on_latest", _TEXT, nullable=True),
        sa.Column("amount_basis", _TEXT, nullable=True),
        sa.Column("amount_status", _TEXT, nullable=True),
        sa.Column("currency", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("amount_usd_up", sa.Float(precision=53), nullable=False),
        sa.Column("amount_usd_down", sa.Float(precision=53), nullable=False),
        sa.Column("announced_on_up", _TEXT, nullable=False),
        sa.Column("announced_on_down", sa.BigInteger(), nullable=False),
        sa.Column("signed_on_up", _TEXT, nullable=False),
        sa.Column("signed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_agreements_versions_amount_basis",
        "agreements_versions",
        ["amount_basis", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_amount_status",
        "agreements_versions",
        ["amount_status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_amount_usd_down",
        "agreements_versions",
        ["amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_amount_usd_up",
        "agreements_versions",
        ["amount_usd_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_announced_on_down",
        "agreements_versions",
        ["announced_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_announced_on_latest",
        "agreements_versions",
        ["announced_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_announced_on_up",
        "agreements_versions",
        ["announced_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_binding",
        "agreements_versions",
        ["binding", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_changed_on",
        "agreements_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_changed_on_down",
        "agreements_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_currency",
        "agreements_versions",
        ["currency", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_host_country",
        "agreements_versions",
        ["host_country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_investor_country",
        "agreements_versions",
        ["investor_country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_kind",
        "agreements_versions",
        ["kind", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_known_from",
        "agreements_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_known_from_down",
        "agreements_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_name_down",
        "agreements_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_name_up",
        "agreements_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_parent_id",
        "agreements_versions",
        ["parent_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_pledged_on_earliest",
        "agreements_versions",
        ["pledged_on_earliest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_pledged_on_latest",
        "agreements_versions",
        ["pledged_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_signed_on_down",
        "agreements_versions",
        ["signed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_signed_on_latest",
        "agreements_versions",
        ["signed_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_signed_on_up",
        "agreements_versions",
        ["signed_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_agreements_versions_status",
        "agreements_versions",
        ["status", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "amount_versions",
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("basis", _TEXT, nullable=False),
        sa.Column("agreement_id", _TEXT, nullable=True),
        sa.Column("sector", _TEXT, nullable=True),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("subdivision", _TEXT, nullable=True),
        sa.Column("year", _TEXT, nullable=True),
        sa.Column("amount_usd", sa.BigInteger(), nullable=True),
        sa.Column("amount_usd_counted", sa.BigInteger(), nullable=True),
        sa.Column("amount_down", sa.BigInteger(), nullable=False),
        sa.Column("qualifier", _TEXT, nullable=True),
        sa.Column("whole_collection", _TEXT, nullable=True),
        sa.Column("whole_id", _TEXT, nullable=True),
        sa.Column("reason", _TEXT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("collection", "id", "valid_from"),
    )
    op.create_index(
        "ix_amount_versions_agreement",
        "amount_versions",
        ["basis", "agreement_id", "amount_down", "collection", "id"],
        unique=False,
    )
    op.create_index(
        "ix_amount_versions_basis",
        "amount_versions",
        ["basis", "amount_down", "collection", "id"],
        unique=False,
    )
    op.create_table(
        "changes_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("day", _TEXT, nullable=True),
        sa.Column("change", _TEXT, nullable=True),
        sa.Column("release", _TEXT, nullable=True),
        sa.Column("subject_type", _TEXT, nullable=True),
        sa.Column("subject_id", _TEXT, nullable=True),
        sa.Column("field", _TEXT, nullable=True),
        sa.Column("document_id", _TEXT, nullable=True),
        sa.Column("day_down", sa.BigInteger(), nullable=False),
        sa.Column("subject_id_down", _TEXT, nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_changes_versions_change",
        "changes_versions",
        ["change", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_day", "changes_versions", ["day", "id", "since", "until"], unique=False
    )
    op.create_index(
        "ix_changes_versions_day_down",
        "changes_versions",
        ["day_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_document_id",
        "changes_versions",
        ["document_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_field",
        "changes_versions",
        ["field", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_release",
        "changes_versions",
        ["release", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_subject_id",
        "changes_versions",
        ["subject_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_subject_id_down",
        "changes_versions",
        ["subject_id_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_changes_versions_subject_type",
        "changes_versions",
        ["subject_type", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "claims_versions",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("subject_type", _TEXT, nullable=True),
        sa.Column("subject_id", _TEXT, nullable=True),
        sa.Column("field", _TEXT, nullable=True),
        sa.Column("document_id", _TEXT, nullable=True),
        sa.Column("basis", _TEXT, nullable=True),
        sa.Column("rank", _TEXT, nullable=True),
        sa.Column("rank_reason", _TEXT, nullable=True),
        sa.Column("unit", _TEXT, nullable=True),
        sa.Column("line", sa.Float(precision=53), nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("field_up", _TEXT, nullable=False),
        sa.Column("field_down", _TEXT, nullable=False),
        sa.Column("subject_id_down", _TEXT, nullable=False),
        sa.Column("document_id_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("value_number_up", sa.Float(precision=53), nullable=False),
        sa.Column("value_number_down", sa.Float(precision=53), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place"),
    )
    op.create_index(
        "ix_claims_versions_basis",
        "claims_versions",
        ["basis", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_document_id",
        "claims_versions",
        ["document_id", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_document_id_down",
        "claims_versions",
        ["document_id_down", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_field",
        "claims_versions",
        ["field", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_field_down",
        "claims_versions",
        ["field_down", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_field_up",
        "claims_versions",
        ["field_up", "place", "since", "until"],
        unique=False,
    )
    op.create_index("ix_claims_versions_id", "claims_versions", ["id", "valid_from"], unique=True)
    op.create_index(
        "ix_claims_versions_known_from",
        "claims_versions",
        ["known_from", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_known_from_down",
        "claims_versions",
        ["known_from_down", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_line",
        "claims_versions",
        ["line", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_rank",
        "claims_versions",
        ["rank", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_rank_reason",
        "claims_versions",
        ["rank_reason", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_subject_id",
        "claims_versions",
        ["subject_id", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_subject_id_down",
        "claims_versions",
        ["subject_id_down", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_subject_type",
        "claims_versions",
        ["subject_type", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_unit",
        "claims_versions",
        ["unit", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_value_number_down",
        "claims_versions",
        ["value_number_down", "place", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_claims_versions_value_number_up",
        "claims_versions",
        ["value_number_up", "place", "since", "until"],
        unique=False,
    )
    op.create_table(
        "commitments_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("agreement_id", _TEXT, nullable=True),
        sa.Column("parent_id", _TEXT, nullable=True),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("sector", _TEXT, nullable=True),
        sa.Column("investor_country", _TEXT, nullable=True),
        sa.Column("host_country", _TEXT, nullable=True),
        sa.Column("announced_on_latest", _TEXT, nullable=True),
        sa.Column("amount_basis", _TEXT, nullable=True),
        sa.Column("amount_status", _TEXT, nullable=True),
        sa.Column("currency", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("amount_usd_up", sa.Float(precision=53), nullable=False),
        sa.Column("amount_usd_down", sa.Float(precision=53), nullable=False),
        sa.Column("announced_on_up", _TEXT, nullable=False),
        sa.Column("announced_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_commitments_versions_agreement_id",
        "commitments_versions",
        ["agreement_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_amount_basis",
        "commitments_versions",
        ["amount_basis", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_amount_status",
        "commitments_versions",
        ["amount_status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_amount_usd_down",
        "commitments_versions",
        ["amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_amount_usd_up",
        "commitments_versions",
        ["amount_usd_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_announced_on_down",
        "commitments_versions",
        ["announced_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_announced_on_latest",
        "commitments_versions",
        ["announced_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_announced_on_up",
        "commitments_versions",
        ["announced_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_changed_on",
        "commitments_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_changed_on_down",
        "commitments_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_currency",
        "commitments_versions",
        ["currency", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_host_country",
        "commitments_versions",
        ["host_country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_investor_country",
        "commitments_versions",
        ["investor_country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_kind",
        "commitments_versions",
        ["kind", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_known_from",
        "commitments_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_known_from_down",
        "commitments_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_name_down",
        "commitments_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_name_up",
        "commitments_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_parent_id",
        "commitments_versions",
        ["parent_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_commitments_versions_sector",
        "commitments_versions",
        ["sector", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "companies_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_companies_versions_changed_on",
        "companies_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_changed_on_down",
        "companies_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_country",
        "companies_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_kind",
        "companies_versions",
        ["kind", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_known_from",
        "companies_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_known_from_down",
        "companies_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_name_down",
        "companies_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_companies_versions_name_up",
        "companies_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "conflicts_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("subject_type", _TEXT, nullable=True),
        sa.Column("subject_id", _TEXT, nullable=True),
        sa.Column("field", _TEXT, nullable=True),
        sa.Column("disputed", sa.Boolean(), nullable=True),
        sa.Column("amount_usd_up", sa.Float(precision=53), nullable=False),
        sa.Column("amount_usd_down", sa.Float(precision=53), nullable=False),
        sa.Column("subject_id_down", _TEXT, nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_conflicts_versions_amount_usd_down",
        "conflicts_versions",
        ["amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_amount_usd_up",
        "conflicts_versions",
        ["amount_usd_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_disputed",
        "conflicts_versions",
        ["disputed", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_field",
        "conflicts_versions",
        ["field", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_kind",
        "conflicts_versions",
        ["kind", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_subject_id",
        "conflicts_versions",
        ["subject_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_subject_id_down",
        "conflicts_versions",
        ["subject_id_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_conflicts_versions_subject_type",
        "conflicts_versions",
        ["subject_type", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "count_versions",
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("columns", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("collection", "columns", "value", "valid_from"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dataset",
        sa.Column("release_id", _TEXT, nullable=False),
        sa.Column("hash", _TEXT, nullable=False),
        sa.Column("published_at", _TEXT, nullable=False),
        sa.Column("fingerprint", _TEXT, nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("code", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("release_id"),
    )
    op.create_table(
        "documents_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("publisher", _TEXT, nullable=True),
        sa.Column("published_basis", _TEXT, nullable=True),
        sa.Column("published_on_latest", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("title_up", _TEXT, nullable=False),
        sa.Column("title_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("published_on_up", _TEXT, nullable=False),
        sa.Column("published_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_documents_versions_known_from",
        "documents_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_known_from_down",
        "documents_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_published_basis",
        "documents_versions",
        ["published_basis", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_published_on_down",
        "documents_versions",
        ["published_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_published_on_latest",
        "documents_versions",
        ["published_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_published_on_up",
        "documents_versions",
        ["published_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_publisher",
        "documents_versions",
        ["publisher", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_title_down",
        "documents_versions",
        ["title_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_documents_versions_title_up",
        "documents_versions",
        ["title_up", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "events_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("status", _TEXT, nullable=True),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("subdivision", _TEXT, nullable=True),
        sa.Column("occurred_on_latest", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("occurred_on_up", _TEXT, nullable=False),
        sa.Column("occurred_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_events_versions_changed_on",
        "events_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_changed_on_down",
        "events_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_country",
        "events_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_kind", "events_versions", ["kind", "id", "since", "until"], unique=False
    )
    op.create_index(
        "ix_events_versions_known_from",
        "events_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_known_from_down",
        "events_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_name_down",
        "events_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_name_up",
        "events_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_occurred_on_down",
        "events_versions",
        ["occurred_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_occurred_on_latest",
        "events_versions",
        ["occurred_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_occurred_on_up",
        "events_versions",
        ["occurred_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_status",
        "events_versions",
        ["status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_events_versions_subdivision",
        "events_versions",
        ["subdivision", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "hash_parts",
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("first", _TEXT, nullable=False),
        sa.Column("digest", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("collection", "first"),
    )
    op.create_table(
        "indicators_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("measure", _TEXT, nullable=True),
        sa.Column("basis", _TEXT, nullable=True),
        sa.Column("unit", _TEXT, nullable=True),
        sa.Column("subject_id", _TEXT, nullable=True),
        sa.Column("subject_type", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("value_number_up", sa.Float(precision=53), nullable=False),
        sa.Column("value_number_down", sa.Float(precision=53), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_indicators_versions_basis",
        "indicators_versions",
        ["basis", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_changed_on",
        "indicators_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_changed_on_down",
        "indicators_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_country",
        "indicators_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_known_from",
        "indicators_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_known_from_down",
        "indicators_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_measure",
        "indicators_versions",
        ["measure", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_name_down",
        "indicators_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_name_up",
        "indicators_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_subject_id",
        "indicators_versions",
        ["subject_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_subject_type",
        "indicators_versions",
        ["subject_type", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_unit",
        "indicators_versions",
        ["unit", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_value_number_down",
        "indicators_versions",
        ["value_number_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_indicators_versions_value_number_up",
        "indicators_versions",
        ["value_number_up", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "institutions_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_institutions_versions_changed_on",
        "institutions_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_changed_on_down",
        "institutions_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_country",
        "institutions_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_kind",
        "institutions_versions",
        ["kind", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_known_from",
        "institutions_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_known_from_down",
        "institutions_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_name_down",
        "institutions_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_institutions_versions_name_up",
        "institutions_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "list_values",
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("field", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("collection", "field", "value", "id", "valid_from"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_list_values_id", "list_values", ["collection", "id", "field"], unique=False)
    op.create_table(
        "people_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("office", _TEXT, nullable=True),
        sa.Column("affiliation_id", _TEXT, nullable=True),
        sa.Column("office_from_earliest", _TEXT, nullable=True),
        sa.Column("office_from_latest", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_people_versions_affiliation_id",
        "people_versions",
        ["affiliation_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_changed_on",
        "people_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_changed_on_down",
        "people_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_country",
        "people_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_known_from",
        "people_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_known_from_down",
        "people_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_name_down",
        "people_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_name_up",
        "people_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_office",
        "people_versions",
        ["office", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_office_from_earliest",
        "people_versions",
        ["office_from_earliest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_people_versions_office_from_latest",
        "people_versions",
        ["office_from_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "positions_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("holder_id", _TEXT, nullable=True),
        sa.Column("holder_type", _TEXT, nullable=True),
        sa.Column("stance", _TEXT, nullable=True),
        sa.Column("subject_id", _TEXT, nullable=True),
        sa.Column("subject_type", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_positions_versions_changed_on",
        "positions_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_changed_on_down",
        "positions_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_holder_id",
        "positions_versions",
        ["holder_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_holder_type",
        "positions_versions",
        ["holder_type", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_known_from",
        "positions_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_known_from_down",
        "positions_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_name_down",
        "positions_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_name_up",
        "positions_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_stance",
        "positions_versions",
        ["stance", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_subject_id",
        "positions_versions",
        ["subject_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_positions_versions_subject_type",
        "positions_versions",
        ["subject_type", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "projects_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("agreement_id", _TEXT, nullable=True),
        sa.Column("tranche_id", _TEXT, nullable=True),
        sa.Column("commitment_id", _TEXT, nullable=True),
        sa.Column("relation", _TEXT, nullable=True),
        sa.Column("status", _TEXT, nullable=True),
        sa.Column("sector", _TEXT, nullable=True),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("subdivision", _TEXT, nullable=True),
        sa.Column("announced_on_latest", _TEXT, nullable=True),
        sa.Column("amount_basis", _TEXT, nullable=True),
        sa.Column("amount_status", _TEXT, nullable=True),
        sa.Column("currency", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("amount_usd_up", sa.Float(precision=53), nullable=False),
        sa.Column("amount_usd_down", sa.Float(precision=53), nullable=False),
        sa.Column("announced_on_up", _TEXT, nullable=False),
        sa.Column("announced_on_down", sa.BigInteger(), nullable=False),
        sa.Column("capacity_value_up", sa.Float(precision=53), nullable=False),
        sa.Column("capacity_value_down", sa.Float(precision=53), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_projects_versions_agreement_id",
        "projects_versions",
        ["agreement_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_agreement_id_amount_usd_down",
        "projects_versions",
        ["agreement_id", "amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_agreement_id_status",
        "projects_versions",
        ["agreement_id", "status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_amount_basis",
        "projects_versions",
        ["amount_basis", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_amount_status",
        "projects_versions",
        ["amount_status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_amount_usd_down",
        "projects_versions",
        ["amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_amount_usd_up",
        "projects_versions",
        ["amount_usd_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_announced_on_down",
        "projects_versions",
        ["announced_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_announced_on_latest",
        "projects_versions",
        ["announced_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_announced_on_up",
        "projects_versions",
        ["announced_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_capacity_value_down",
        "projects_versions",
        ["capacity_value_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_capacity_value_up",
        "projects_versions",
        ["capacity_value_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_changed_on",
        "projects_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_changed_on_down",
        "projects_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_commitment_id",
        "projects_versions",
        ["commitment_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_country",
        "projects_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_currency",
        "projects_versions",
        ["currency", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_known_from",
        "projects_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_known_from_down",
        "projects_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_name_down",
        "projects_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_name_up",
        "projects_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_relation",
        "projects_versions",
        ["relation", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_sector",
        "projects_versions",
        ["sector", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_sector_amount_usd_down",
        "projects_versions",
        ["sector", "amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_sector_status",
        "projects_versions",
        ["sector", "status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_sector_status_amount_usd_down",
        "projects_versions",
        ["sector", "status", "amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_sector_subdivision",
        "projects_versions",
        ["sector", "subdivision", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_sector_subdivision_amount_usd_down",
        "projects_versions",
        ["sector", "subdivision", "amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_status",
        "projects_versions",
        ["status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_status_amount_usd_down",
        "projects_versions",
        ["status", "amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_subdivision",
        "projects_versions",
        ["subdivision", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_subdivision_amount_usd_down",
        "projects_versions",
        ["subdivision", "amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_projects_versions_tranche_id",
        "projects_versions",
        ["tranche_id", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "releases_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=True),
        sa.Column("published_at_up", _TEXT, nullable=False),
        sa.Column("published_at_down", _TEXT, nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_releases_versions_current",
        "releases_versions",
        ["current", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_releases_versions_published_at_down",
        "releases_versions",
        ["published_at_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_releases_versions_published_at_up",
        "releases_versions",
        ["published_at_up", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "search_documents",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )
    op.create_index(
        "ix_search_documents_id", "search_documents", ["id", "collection"], unique=False
    )
    op.create_table(
        "search_ranges",
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("collection"),
    )
    op.create_table(
        "search_spellings",
        sa.Column("spelling", _TEXT, nullable=False),
        sa.Column("word", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("spelling", "word"),
    )
    op.create_table(
        "search_words", sa.Column("word", _TEXT, nullable=False), sa.PrimaryKeyConstraint("word")
    )
    op.create_table(
        "seed_records",
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("written", _TEXT, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("collection", "id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tariffs_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=True),
        sa.Column("imposed_by", _TEXT, nullable=True),
        sa.Column("scope", _TEXT, nullable=True),
        sa.Column("status", _TEXT, nullable=True),
        sa.Column("effective_on_latest", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("rate_percent_up", sa.Float(precision=53), nullable=False),
        sa.Column("rate_percent_down", sa.Float(precision=53), nullable=False),
        sa.Column("effective_on_up", _TEXT, nullable=False),
        sa.Column("effective_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_tariffs_versions_changed_on",
        "tariffs_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_changed_on_down",
        "tariffs_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_country",
        "tariffs_versions",
        ["country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_effective_on_down",
        "tariffs_versions",
        ["effective_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_effective_on_latest",
        "tariffs_versions",
        ["effective_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_effective_on_up",
        "tariffs_versions",
        ["effective_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_imposed_by",
        "tariffs_versions",
        ["imposed_by", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_known_from",
        "tariffs_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_known_from_down",
        "tariffs_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_name_down",
        "tariffs_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_name_up",
        "tariffs_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_rate_percent_down",
        "tariffs_versions",
        ["rate_percent_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_rate_percent_up",
        "tariffs_versions",
        ["rate_percent_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_scope",
        "tariffs_versions",
        ["scope", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tariffs_versions_status",
        "tariffs_versions",
        ["status", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "terms_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("agreement_id", _TEXT, nullable=True),
        sa.Column("kind", _TEXT, nullable=True),
        sa.Column("status", _TEXT, nullable=True),
        sa.Column("obliged_country", _TEXT, nullable=True),
        sa.Column("unit", _TEXT, nullable=True),
        sa.Column("effective_on_latest", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("value_number_up", sa.Float(precision=53), nullable=False),
        sa.Column("value_number_down", sa.Float(precision=53), nullable=False),
        sa.Column("effective_on_up", _TEXT, nullable=False),
        sa.Column("effective_on_down", sa.BigInteger(), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_terms_versions_agreement_id",
        "terms_versions",
        ["agreement_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_changed_on",
        "terms_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_changed_on_down",
        "terms_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_effective_on_down",
        "terms_versions",
        ["effective_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_effective_on_latest",
        "terms_versions",
        ["effective_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_effective_on_up",
        "terms_versions",
        ["effective_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_kind", "terms_versions", ["kind", "id", "since", "until"], unique=False
    )
    op.create_index(
        "ix_terms_versions_known_from",
        "terms_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_known_from_down",
        "terms_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_name_down",
        "terms_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_name_up",
        "terms_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_obliged_country",
        "terms_versions",
        ["obliged_country", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_status",
        "terms_versions",
        ["status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_unit", "terms_versions", ["unit", "id", "since", "until"], unique=False
    )
    op.create_index(
        "ix_terms_versions_value_number_down",
        "terms_versions",
        ["value_number_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_terms_versions_value_number_up",
        "terms_versions",
        ["value_number_up", "id", "since", "until"],
        unique=False,
    )
    op.create_table(
        "total_versions",
        sa.Column("basis", _TEXT, nullable=False),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("agreement_id", _TEXT, nullable=False),
        sa.Column("group", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("stated", sa.BigInteger(), nullable=False),
        sa.Column("itemised", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("basis", "key", "agreement_id", "group", "valid_from"),
    )
    op.create_table(
        "tranches_versions",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("agreement_id", _TEXT, nullable=True),
        sa.Column("announced_by_id", _TEXT, nullable=True),
        sa.Column("announced_on_latest", _TEXT, nullable=True),
        sa.Column("amount_basis", _TEXT, nullable=True),
        sa.Column("amount_status", _TEXT, nullable=True),
        sa.Column("currency", _TEXT, nullable=True),
        sa.Column("known_from", _TEXT, nullable=True),
        sa.Column("changed_on", _TEXT, nullable=True),
        sa.Column("name_up", _TEXT, nullable=False),
        sa.Column("name_down", _TEXT, nullable=False),
        sa.Column("known_from_down", sa.BigInteger(), nullable=False),
        sa.Column("changed_on_down", sa.BigInteger(), nullable=False),
        sa.Column("amount_usd_up", sa.Float(precision=53), nullable=False),
        sa.Column("amount_usd_down", sa.Float(precision=53), nullable=False),
        sa.Column("announced_on_up", _TEXT, nullable=False),
        sa.Column("announced_on_down", sa.BigInteger(), nullable=False),
        sa.Column("sequence_up", sa.Float(precision=53), nullable=False),
        sa.Column("sequence_down", sa.Float(precision=53), nullable=False),
        sa.Column("csv_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "valid_from"),
    )
    op.create_index(
        "ix_tranches_versions_agreement_id",
        "tranches_versions",
        ["agreement_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_amount_basis",
        "tranches_versions",
        ["amount_basis", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_amount_status",
        "tranches_versions",
        ["amount_status", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_amount_usd_down",
        "tranches_versions",
        ["amount_usd_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_amount_usd_up",
        "tranches_versions",
        ["amount_usd_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_announced_by_id",
        "tranches_versions",
        ["announced_by_id", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_announced_on_down",
        "tranches_versions",
        ["announced_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_announced_on_latest",
        "tranches_versions",
        ["announced_on_latest", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_announced_on_up",
        "tranches_versions",
        ["announced_on_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_changed_on",
        "tranches_versions",
        ["changed_on", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_changed_on_down",
        "tranches_versions",
        ["changed_on_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_currency",
        "tranches_versions",
        ["currency", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_known_from",
        "tranches_versions",
        ["known_from", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_known_from_down",
        "tranches_versions",
        ["known_from_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_name_down",
        "tranches_versions",
        ["name_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_name_up",
        "tranches_versions",
        ["name_up", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_sequence_down",
        "tranches_versions",
        ["sequence_down", "id", "since", "until"],
        unique=False,
    )
    op.create_index(
        "ix_tranches_versions_sequence_up",
        "tranches_versions",
        ["sequence_up", "id", "since", "until"],
        unique=False,
    )

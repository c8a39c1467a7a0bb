"""Create every table of the first schema, written as data: the tables are many and alike.

A table is `column:type` words (`*` primary key, `!` not null, `^` indexed together with the id), then a line each for `sorts` (two keys
each, ascending and descending, indexed together with the id), `-> columns target(columns)` foreign keys (checked at commit),
`check name condition` and `index name columns`.

Revision: 0001, after nothing
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Text compares by code points on PostgreSQL, as it does on SQLite by itself.
TYPES: dict[str, Any] = {
    "text": sa.String().with_variant(sa.String(collation="C"), "postgresql"),
    "longtext": sa.Text(),
    "bigint": sa.BigInteger(),
    "int": sa.Integer(),
    "flag": sa.Boolean(),
    "double": sa.Float(53),
    "float": sa.Float(),
}

TABLES = {
    "agreements": """
        id:text* name:text summary:text parent_id:text kind:text binding:flag status:text investor_country:text host_country:text pledged_on:text
        pledged_on_modifier:text pledged_on_earliest:text pledged_on_latest:text pledged_on_status:text! announced_on:text announced_on_modifier:text
        announced_on_earliest:text announced_on_latest:text announced_on_status:text! signed_on:text signed_on_modifier:text signed_on_earliest:text
        signed_on_latest:text signed_on_status:text! ends_on:text ends_on_modifier:text ends_on_earliest:text ends_on_latest:text ends_on_status:text!
        amount:bigint amount_min:bigint amount_max:bigint amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text!
        amount_usd_counted:bigint known_from:text! changed_on:text! claim_count:bigint!
        -> parent_id agreements(id) indexed
    """,
    "agreements_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! parent_id:text^ kind:text^ status:text^ investor_country:text^ host_country:text^
        binding:flag^ pledged_on_earliest:text^ pledged_on_latest:text^ announced_on_earliest:text^ announced_on_latest:text^ signed_on_earliest:text^
        signed_on_latest:text^ amount_basis:text^ amount_status:text^ currency:text^ amount_usd:double^ known_from:text^ changed_on:text^
        csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint amount_usd:double announced_on:bigint signed_on:bigint
    """,
    "amount_versions": """
        collection:text* id:text* valid_from:text* valid_to:text! basis:text! agreement_id:text sector:text country:text subdivision:text year:text
        amount_usd:bigint amount_usd_counted:bigint amount_down:bigint! qualifier:text whole_collection:text whole_id:text reason:text note:longtext
        index ix_amount_versions_agreement basis+agreement_id+amount_down+collection+id
        index ix_amount_versions_basis basis+amount_down+collection+id
    """,
    "changes_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! day:text^ change:text^ release:text^ subject_type:text^ subject_id:text^ field:text^
        document_id:text^ csv_line:longtext!
        sorts id:text day:bigint subject_id:text
    """,
    "claims_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! subject_type:text^ subject_id:text^ field:text^ document_id:text^ basis:text^
        rank:text^ rank_reason:text^ value_number:double^ unit:text^ line:double^ known_from:text^
        sorts id:text field:text subject_id:text document_id:text known_from:bigint value_number:double
        index ix_claims_versions_subject_type_subject_id subject_type+subject_id+id
    """,
    "commitments_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text^ parent_id:text^ kind:text^ sector:text^ investor_country:text^
        host_country:text^ announced_on_earliest:text^ announced_on_latest:text^ amount_basis:text^ amount_status:text^ currency:text^
        amount_usd:double^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint amount_usd:double announced_on:bigint
    """,
    "companies": """
        id:text* name:text summary:text country:text kind:text known_from:text! changed_on:text! claim_count:bigint!
    """,
    "companies_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text^ kind:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint
    """,
    "conflicts_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! kind:text^ subject_type:text^ subject_id:text^ field:text^ disputed:flag^
        amount_usd:double^ csv_line:longtext!
        sorts id:text amount_usd:double subject_id:text
    """,
    "dataset": """
        release_id:text* hash:text! published_at:text! fingerprint:text! days:longtext! counts:longtext!
    """,
    "documents": """
        id:text* publisher:text title:text url:text published_on:text published_on_modifier:text published_on_earliest:text published_on_latest:text
        published_on_status:text! published_basis:text known_from:text! known_from_basis:text! known_from_confidence:text! sha256:text!
        file_name:text! claim_count:bigint!
    """,
    "documents_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! publisher:text^ published_basis:text^ published_on_earliest:text^
        published_on_latest:text^ known_from:text^ csv_line:longtext!
        sorts id:text title:text known_from:bigint published_on:bigint
    """,
    "events": """
        id:text* name:text summary:text kind:text status:text place:text country:text subdivision:text occurred_on:text occurred_on_modifier:text
        occurred_on_earliest:text occurred_on_latest:text occurred_on_status:text! known_from:text! changed_on:text! claim_count:bigint!
    """,
    "events_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! kind:text^ status:text^ country:text^ subdivision:text^ occurred_on_earliest:text^
        occurred_on_latest:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint occurred_on:bigint
    """,
    "indicators": """
        id:text* name:text summary:text country:text measure:text period:text basis:text attributed_to:text subject_type:text subject_id:text
        value:text value_number:double value_min:double value_max:double value_qualifier:text unit:text value_status:text! known_from:text!
        changed_on:text! claim_count:bigint!
    """,
    "indicators_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text^ measure:text^ basis:text^ unit:text^ value_number:double^
        subject_id:text^ subject_type:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint value_number:double
    """,
    "institutions": """
        id:text* name:text summary:text country:text kind:text known_from:text! changed_on:text! claim_count:bigint!
    """,
    "institutions_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text^ kind:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint
    """,
    "list_values": """
        collection:text* field:text* value:text* id:text* valid_from:text* valid_to:text!
        index ix_list_values_id collection+id+field
    """,
    "people": """
        id:text* name:text summary:text office:text affiliation_type:text affiliation_id:text country:text office_from:text office_from_modifier:text
        office_from_earliest:text office_from_latest:text office_from_status:text! office_until:text office_until_modifier:text
        office_until_earliest:text office_until_latest:text office_until_status:text! known_from:text! changed_on:text! claim_count:bigint!
    """,
    "people_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text^ office:text^ affiliation_id:text^ office_from_earliest:text^
        office_from_latest:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint
    """,
    "positions": """
        id:text* name:text summary:text subject_type:text subject_id:text holder_type:text holder_id:text stance:text known_from:text!
        changed_on:text! claim_count:bigint!
    """,
    "positions_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! holder_id:text^ holder_type:text^ stance:text^ subject_id:text^ subject_type:text^
        known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint
    """,
    "projects_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text^ tranche_id:text^ commitment_id:text^ relation:text^ status:text^
        sector:text^ country:text^ subdivision:text^ capacity_value:double^ announced_on_earliest:text^ announced_on_latest:text^ amount_basis:text^
        amount_status:text^ currency:text^ amount_usd:double^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint amount_usd:double announced_on:bigint capacity_value:double
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
    "records": """
        collection:text* id:text* state:text! known_from:text moved_to:text reason:text
        check ck_records_moved_to (state = 'moved') = (moved_to is not null)
        check ck_records_reason (state = 'withdrawn') = (reason is not null)
        check ck_records_state state in ('live', 'moved', 'withdrawn')
        index ix_records_state state+collection+id
    """,
    "releases": """
        id:text* hash:text! published_at:text! notes:text! current:flag!
    """,
    "releases_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! current:flag^ csv_line:longtext!
        sorts id:text published_at:text
    """,
    "tariffs": """
        id:text* name:text summary:text country:text imposed_by:text scope:text rate_percent:double rate_qualifier:text previous_rate_percent:double
        status:text condition:text effective_on:text effective_on_modifier:text effective_on_earliest:text effective_on_latest:text
        effective_on_status:text! known_from:text! changed_on:text! claim_count:bigint!
    """,
    "tariffs_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text^ imposed_by:text^ scope:text^ status:text^ rate_percent:double^
        effective_on_earliest:text^ effective_on_latest:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint rate_percent:double effective_on:bigint
    """,
    "terms_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text^ kind:text^ status:text^ obliged_country:text^ unit:text^
        value_number:double^ effective_on_earliest:text^ effective_on_latest:text^ known_from:text^ changed_on:text^ csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint value_number:double effective_on:bigint
    """,
    "total_versions": """
        basis:text* key:text* agreement_id:text* group:text* valid_from:text* valid_to:text! stated:bigint! itemised:bigint! counted:bigint!
        records:bigint!
    """,
    "tranches_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text^ announced_by_id:text^ sequence:double^ announced_on_earliest:text^
        announced_on_latest:text^ amount_basis:text^ amount_status:text^ currency:text^ amount_usd:double^ known_from:text^ changed_on:text^
        csv_line:longtext!
        sorts id:text name:text known_from:bigint changed_on:bigint amount_usd:double announced_on:bigint sequence:double
    """,
    "claims": """
        id:text* subject_type:text! subject_id:text! field:text! value:text value_number:double value_min:double value_max:double value_qualifier:text
        value_modifier:text unit:text document_id:text! line:bigint! start:bigint! end:bigint! quote:text! basis:text! attributed_to:text
        effective_on:text known_from:text! rank:text! rank_reason:text! rank_note:text
        -> document_id documents(id) indexed
    """,
    "commitments": """
        id:text* name:text summary:text agreement_id:text parent_id:text kind:text sector:text investor_country:text host_country:text
        announced_on:text announced_on_modifier:text announced_on_earliest:text announced_on_latest:text announced_on_status:text! amount:bigint
        amount_min:bigint amount_max:bigint amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text!
        amount_usd_counted:bigint known_from:text! changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id) indexed
        -> parent_id commitments(id) indexed
    """,
    "event_subjects": """
        event_id:text* subject_type:text* subject_id:text*
        -> event_id events(id)
        -> subject_type,subject_id records(collection,id)
        index ix_event_subjects_subject subject_type+subject_id
    """,
    "parties": """
        subject_type:text* subject_id:text* position:int* party_type:text! party_id:text! role:text product:text office:text amount:bigint
        amount_qualifier:text currency:text from:text to:text
        -> party_type,party_id records(collection,id)
        -> subject_type,subject_id records(collection,id)
        check ck_parties_party_type party_type in ('companies', 'institutions', 'people')
        index ix_parties_party party_type+party_id
    """,
    "record_labels": """
        collection:text* id:text* field:text* label:text*
        -> collection,id records(collection,id)
    """,
    "terms": """
        id:text* name:text summary:text agreement_id:text kind:text obligation:text obliged_country:text status:text value:text value_number:double
        value_min:double value_max:double value_qualifier:text unit:text value_status:text! effective_on:text effective_on_modifier:text
        effective_on_earliest:text effective_on_latest:text effective_on_status:text! known_from:text! changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id) indexed
    """,
    "tranches": """
        id:text* name:text summary:text agreement_id:text sequence:bigint announced_by_id:text project_count:bigint announced_on:text
        announced_on_modifier:text announced_on_earliest:text announced_on_latest:text announced_on_status:text! amount:bigint amount_min:bigint
        amount_max:bigint amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text! amount_usd_counted:bigint
        known_from:text! changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id) indexed
        -> announced_by_id people(id) indexed
    """,
    "projects": """
        id:text* name:text summary:text agreement_id:text tranche_id:text commitment_id:text relation:text status:text sector:text country:text
        subdivision:text capacity_value:double capacity_qualifier:text capacity_unit:text announced_on:text announced_on_modifier:text
        announced_on_earliest:text announced_on_latest:text announced_on_status:text! amount:bigint amount_min:bigint amount_max:bigint
        amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text! amount_usd_counted:bigint known_from:text!
        changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id) indexed
        -> commitment_id commitments(id) indexed
        -> tranche_id tranches(id) indexed
    """,
    "project_outputs": """
        project_id:text* product:text* value:text value_number:float value_qualifier:text unit:text
        -> project_id projects(id)
    """,
}


def _column(word: str) -> sa.Column[object]:
    name, _, kind = word.rstrip("^").partition(":")
    key, needed = kind.endswith("*"), kind.endswith("!")
    return sa.Column(name, TYPES[kind.rstrip("*!")], primary_key=key, nullable=not (key or needed))


def _foreign_key(line: str) -> sa.ForeignKeyConstraint:
    _, columns, target, *_ = line.split(" ")
    table, _, inner = target.rstrip(")").partition("(")
    return sa.ForeignKeyConstraint(
        columns.split(","),
        [f"{table}.{one}" for one in inner.split(",")],
        deferrable=True,
        initially="DEFERRED",
    )


def _create(name: str, lines: list[str]) -> None:
    parts: list[sa.schema.SchemaItem] = []
    indexes: dict[str, list[str]] = {}
    for line in lines:
        first, *words = line.split(" ")
        if first == "->":
            parts.append(_foreign_key(line))
            if words[-1] == "indexed":
                indexes[f"ix_{name}_{words[0]}"] = [words[0]]
        elif first == "check":
            parts.append(sa.CheckConstraint(" ".join(words[1:]), name=words[0]))
        elif first == "index":
            indexes[words[0]] = words[1].split("+")
        else:
            if first == "sorts":
                words = [
                    f"{key}:{kind}!^"
                    for stem, _, kind in (word.partition(":") for word in words)
                    for key in (f"{stem}_up", f"{stem}_down")
                ]
            else:
                words.insert(0, first)
            parts += [_column(word) for word in words]
            indexes |= {
                f"ix_{name}_{column}": [column, "id"]
                for column in (word.partition(":")[0] for word in words if word.endswith("^"))
            }
    op.create_table(name, *parts)
    for index, columns in indexes.items():
        op.create_index(index, name, columns)


def upgrade() -> None:
    for name, text in TABLES.items():
        _create(name, [line.strip() for line in text.strip().splitlines()])


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)

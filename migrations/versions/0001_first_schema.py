"""Create every table of the first schema, written as data: the tables are many and alike.

A table is `column:type` words (`*` primary key, `!` not null), then a line each for `-> columns target(columns)` foreign keys
(checked at commit), `check name condition`, `index name columns`, and `indexes` whose names follow from table and columns.

Revision: 0001, after nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Text compares by code points on PostgreSQL, as it does on SQLite by itself.
TYPES: dict[str, sa.types.TypeEngine[object]] = {
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
        id:text* name:text summary:text parent_id:text kind:text binding:flag status:text investor_country:text host_country:text
        pledged_on:text pledged_on_modifier:text pledged_on_earliest:text pledged_on_latest:text pledged_on_status:text! announced_on:text
        announced_on_modifier:text announced_on_earliest:text announced_on_latest:text announced_on_status:text! signed_on:text
        signed_on_modifier:text signed_on_earliest:text signed_on_latest:text signed_on_status:text! ends_on:text ends_on_modifier:text
        ends_on_earliest:text ends_on_latest:text ends_on_status:text! amount:bigint amount_min:bigint amount_max:bigint
        amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text! amount_usd_counted:bigint
        known_from:text! changed_on:text! claim_count:bigint!
        -> parent_id agreements(id)
        indexes parent_id
    """,
    "agreements_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! parent_id:text kind:text status:text investor_country:text host_country:text
        binding:flag pledged_on_earliest:text pledged_on_latest:text announced_on_earliest:text announced_on_latest:text
        signed_on_earliest:text signed_on_latest:text amount_basis:text amount_status:text currency:text amount_usd:double known_from:text
        changed_on:text id_up:text! id_down:text! name_up:text! name_down:text! known_from_up:bigint! known_from_down:bigint!
        changed_on_up:bigint! changed_on_down:bigint! amount_usd_up:double! amount_usd_down:double! announced_on_up:bigint!
        announced_on_down:bigint! signed_on_up:bigint! signed_on_down:bigint! csv_line:longtext!
        indexes amount_basis+id amount_status+id amount_usd+id amount_usd_down+id amount_usd_up+id announced_on_down+id
        indexes announced_on_earliest+id announced_on_latest+id announced_on_up+id binding+id changed_on+id changed_on_down+id
        indexes changed_on_up+id currency+id host_country+id id_down+id id_up+id investor_country+id kind+id known_from+id
        indexes known_from_down+id known_from_up+id name_down+id name_up+id parent_id+id pledged_on_earliest+id pledged_on_latest+id
        indexes signed_on_down+id signed_on_earliest+id signed_on_latest+id signed_on_up+id status+id
    """,
    "amount_versions": """
        collection:text* id:text* valid_from:text* valid_to:text! basis:text! agreement_id:text sector:text country:text subdivision:text
        year:text amount_usd:bigint amount_usd_counted:bigint amount_down:bigint! qualifier:text whole_collection:text whole_id:text
        reason:text note:longtext
        index ix_amount_versions_agreement basis+agreement_id+amount_down+collection+id
        index ix_amount_versions_basis basis+amount_down+collection+id
    """,
    "changes_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! day:text change:text release:text subject_type:text subject_id:text
        field:text document_id:text id_up:text! id_down:text! day_up:bigint! day_down:bigint! subject_id_up:text! subject_id_down:text!
        csv_line:longtext!
        indexes change+id day+id day_down+id day_up+id document_id+id field+id id_down+id id_up+id release+id subject_id+id
        indexes subject_id_down+id subject_id_up+id subject_type+id
    """,
    "claims_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! subject_type:text subject_id:text field:text document_id:text basis:text
        rank:text rank_reason:text value_number:double unit:text line:double known_from:text id_up:text! id_down:text! subject_id_up:text!
        subject_id_down:text! document_id_up:text! document_id_down:text! known_from_up:bigint! known_from_down:bigint!
        value_number_up:double! value_number_down:double!
        indexes basis+id document_id+id document_id_down+id document_id_up+id field+id id_down+id id_up+id known_from+id known_from_down+id
        indexes known_from_up+id line+id rank+id rank_reason+id subject_id+id subject_id_down+id subject_id_up+id subject_type+id
        indexes subject_type+subject_id+id unit+id value_number+id value_number_down+id value_number_up+id
    """,
    "commitments_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text parent_id:text kind:text sector:text investor_country:text
        host_country:text announced_on_earliest:text announced_on_latest:text amount_basis:text amount_status:text currency:text
        amount_usd:double known_from:text changed_on:text id_up:text! id_down:text! name_up:text! name_down:text! known_from_up:bigint!
        known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! amount_usd_up:double! amount_usd_down:double!
        announced_on_up:bigint! announced_on_down:bigint! csv_line:longtext!
        indexes agreement_id+id amount_basis+id amount_status+id amount_usd+id amount_usd_down+id amount_usd_up+id announced_on_down+id
        indexes announced_on_earliest+id announced_on_latest+id announced_on_up+id changed_on+id changed_on_down+id changed_on_up+id
        indexes currency+id host_country+id id_down+id id_up+id investor_country+id kind+id known_from+id known_from_down+id
        indexes known_from_up+id name_down+id name_up+id parent_id+id sector+id
    """,
    "companies": """
        id:text* name:text summary:text country:text kind:text known_from:text! changed_on:text! claim_count:bigint!
    """,
    "companies_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text kind:text known_from:text changed_on:text id_up:text!
        id_down:text! name_up:text! name_down:text! known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint!
        changed_on_down:bigint! csv_line:longtext!
        indexes changed_on+id changed_on_down+id changed_on_up+id country+id id_down+id id_up+id kind+id known_from+id known_from_down+id
        indexes known_from_up+id name_down+id name_up+id
    """,
    "conflicts_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! kind:text subject_type:text subject_id:text field:text disputed:flag
        amount_usd:double id_up:text! id_down:text! amount_usd_up:double! amount_usd_down:double! subject_id_up:text! subject_id_down:text!
        csv_line:longtext!
        indexes amount_usd+id amount_usd_down+id amount_usd_up+id disputed+id field+id id_down+id id_up+id kind+id subject_id+id
        indexes subject_id_down+id subject_id_up+id subject_type+id
    """,
    "dataset": """
        release_id:text* hash:text! published_at:text! fingerprint:text! days:longtext! counts:longtext!
    """,
    "documents": """
        id:text* publisher:text title:text url:text published_on:text published_on_modifier:text published_on_earliest:text
        published_on_latest:text published_on_status:text! published_basis:text known_from:text! known_from_basis:text!
        known_from_confidence:text! sha256:text! file_name:text! claim_count:bigint!
    """,
    "documents_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! publisher:text published_basis:text published_on_earliest:text
        published_on_latest:text known_from:text id_up:text! id_down:text! title_up:text! title_down:text! known_from_up:bigint!
        known_from_down:bigint! published_on_up:bigint! published_on_down:bigint! csv_line:longtext!
        indexes id_down+id id_up+id known_from+id known_from_down+id known_from_up+id published_basis+id published_on_down+id
        indexes published_on_earliest+id published_on_latest+id published_on_up+id publisher+id title_down+id title_up+id
    """,
    "events": """
        id:text* name:text summary:text kind:text status:text place:text occurred_on:text occurred_on_modifier:text
        occurred_on_earliest:text occurred_on_latest:text occurred_on_status:text! known_from:text! changed_on:text! claim_count:bigint!
    """,
    "events_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! kind:text status:text occurred_on_earliest:text occurred_on_latest:text
        known_from:text changed_on:text id_up:text! id_down:text! name_up:text! name_down:text! known_from_up:bigint!
        known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! occurred_on_up:bigint! occurred_on_down:bigint!
        csv_line:longtext!
        indexes changed_on+id changed_on_down+id changed_on_up+id id_down+id id_up+id kind+id known_from+id known_from_down+id
        indexes known_from_up+id name_down+id name_up+id occurred_on_down+id occurred_on_earliest+id occurred_on_latest+id occurred_on_up+id
        indexes status+id
    """,
    "indicators": """
        id:text* name:text summary:text country:text measure:text period:text basis:text attributed_to:text subject_type:text
        subject_id:text value:text value_number:double value_min:double value_max:double value_qualifier:text unit:text value_status:text!
        known_from:text! changed_on:text! claim_count:bigint!
    """,
    "indicators_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text measure:text basis:text unit:text value_number:double
        subject_id:text subject_type:text known_from:text changed_on:text id_up:text! id_down:text! name_up:text! name_down:text!
        known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! value_number_up:double!
        value_number_down:double! csv_line:longtext!
        indexes basis+id changed_on+id changed_on_down+id changed_on_up+id country+id id_down+id id_up+id known_from+id known_from_down+id
        indexes known_from_up+id measure+id name_down+id name_up+id subject_id+id subject_type+id unit+id value_number+id
        indexes value_number_down+id value_number_up+id
    """,
    "institutions": """
        id:text* name:text summary:text country:text kind:text known_from:text! changed_on:text! claim_count:bigint!
    """,
    "institutions_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text kind:text known_from:text changed_on:text id_up:text!
        id_down:text! name_up:text! name_down:text! known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint!
        changed_on_down:bigint! csv_line:longtext!
        indexes changed_on+id changed_on_down+id changed_on_up+id country+id id_down+id id_up+id kind+id known_from+id known_from_down+id
        indexes known_from_up+id name_down+id name_up+id
    """,
    "list_values": """
        collection:text* field:text* value:text* id:text* valid_from:text* valid_to:text!
        index ix_list_values_id collection+id+field
    """,
    "people": """
        id:text* name:text summary:text office:text affiliation_type:text affiliation_id:text country:text office_from:text
        office_from_modifier:text office_from_earliest:text office_from_latest:text office_from_status:text! office_until:text
        office_until_modifier:text office_until_earliest:text office_until_latest:text office_until_status:text! known_from:text!
        changed_on:text! claim_count:bigint!
    """,
    "people_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text affiliation_id:text office_from_earliest:text
        office_from_latest:text known_from:text changed_on:text id_up:text! id_down:text! name_up:text! name_down:text!
        known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! csv_line:longtext!
        indexes affiliation_id+id changed_on+id changed_on_down+id changed_on_up+id country+id id_down+id id_up+id known_from+id
        indexes known_from_down+id known_from_up+id name_down+id name_up+id office_from_earliest+id office_from_latest+id
    """,
    "positions": """
        id:text* name:text summary:text subject_type:text subject_id:text holder_type:text holder_id:text stance:text known_from:text!
        changed_on:text! claim_count:bigint!
    """,
    "positions_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! holder_id:text holder_type:text stance:text subject_id:text
        subject_type:text known_from:text changed_on:text id_up:text! id_down:text! name_up:text! name_down:text! known_from_up:bigint!
        known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! csv_line:longtext!
        indexes changed_on+id changed_on_down+id changed_on_up+id holder_id+id holder_type+id id_down+id id_up+id known_from+id
        indexes known_from_down+id known_from_up+id name_down+id name_up+id stance+id subject_id+id subject_type+id
    """,
    "projects_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text tranche_id:text commitment_id:text relation:text
        status:text sector:text country:text subdivision:text capacity_value:double announced_on_earliest:text announced_on_latest:text
        amount_basis:text amount_status:text currency:text amount_usd:double known_from:text changed_on:text id_up:text! id_down:text!
        name_up:text! name_down:text! known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint!
        amount_usd_up:double! amount_usd_down:double! announced_on_up:bigint! announced_on_down:bigint! capacity_value_up:double!
        capacity_value_down:double! csv_line:longtext!
        indexes agreement_id+id agreement_id+status+id amount_basis+id amount_status+id amount_usd+id amount_usd_down+id amount_usd_up+id
        indexes announced_on_down+id announced_on_earliest+id announced_on_latest+id announced_on_up+id capacity_value+id
        indexes capacity_value_down+id capacity_value_up+id changed_on+id changed_on_down+id changed_on_up+id commitment_id+id country+id
        indexes currency+id id_down+id id_up+id known_from+id known_from_down+id known_from_up+id name_down+id name_up+id relation+id
        indexes sector+id sector+status+id sector+subdivision+id status+id subdivision+id tranche_id+id
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
        id:text* valid_from:text* valid_to:text! body:longtext! current:flag id_up:text! id_down:text! published_at_up:text!
        published_at_down:text! csv_line:longtext!
        indexes current+id id_down+id id_up+id published_at_down+id published_at_up+id
    """,
    "tariffs": """
        id:text* name:text summary:text country:text imposed_by:text scope:text rate_percent:double previous_rate_percent:double status:text
        condition:text effective_on:text effective_on_modifier:text effective_on_earliest:text effective_on_latest:text
        effective_on_status:text! known_from:text! changed_on:text! claim_count:bigint!
    """,
    "tariffs_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! country:text imposed_by:text scope:text status:text rate_percent:double
        effective_on_earliest:text effective_on_latest:text known_from:text changed_on:text id_up:text! id_down:text! name_up:text!
        name_down:text! known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! rate_percent_up:double!
        rate_percent_down:double! effective_on_up:bigint! effective_on_down:bigint! csv_line:longtext!
        indexes changed_on+id changed_on_down+id changed_on_up+id country+id effective_on_down+id effective_on_earliest+id
        indexes effective_on_latest+id effective_on_up+id id_down+id id_up+id imposed_by+id known_from+id known_from_down+id
        indexes known_from_up+id name_down+id name_up+id rate_percent+id rate_percent_down+id rate_percent_up+id scope+id status+id
    """,
    "terms_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text kind:text status:text obliged_country:text unit:text
        value_number:double effective_on_earliest:text effective_on_latest:text known_from:text changed_on:text id_up:text! id_down:text!
        name_up:text! name_down:text! known_from_up:bigint! known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint!
        value_number_up:double! value_number_down:double! effective_on_up:bigint! effective_on_down:bigint! csv_line:longtext!
        indexes agreement_id+id changed_on+id changed_on_down+id changed_on_up+id effective_on_down+id effective_on_earliest+id
        indexes effective_on_latest+id effective_on_up+id id_down+id id_up+id kind+id known_from+id known_from_down+id known_from_up+id
        indexes name_down+id name_up+id obliged_country+id status+id unit+id value_number+id value_number_down+id value_number_up+id
    """,
    "total_versions": """
        basis:text* key:text* agreement_id:text* group:text* valid_from:text* valid_to:text! stated:bigint! itemised:bigint! counted:bigint!
        records:bigint!
    """,
    "tranches_versions": """
        id:text* valid_from:text* valid_to:text! body:longtext! agreement_id:text announced_by_id:text sequence:double
        announced_on_earliest:text announced_on_latest:text amount_basis:text amount_status:text currency:text amount_usd:double
        known_from:text changed_on:text id_up:text! id_down:text! name_up:text! name_down:text! known_from_up:bigint!
        known_from_down:bigint! changed_on_up:bigint! changed_on_down:bigint! amount_usd_up:double! amount_usd_down:double!
        announced_on_up:bigint! announced_on_down:bigint! sequence_up:double! sequence_down:double! csv_line:longtext!
        indexes agreement_id+id amount_basis+id amount_status+id amount_usd+id amount_usd_down+id amount_usd_up+id announced_by_id+id
        indexes announced_on_down+id announced_on_earliest+id announced_on_latest+id announced_on_up+id changed_on+id changed_on_down+id
        indexes changed_on_up+id currency+id id_down+id id_up+id known_from+id known_from_down+id known_from_up+id name_down+id name_up+id
        indexes sequence+id sequence_down+id sequence_up+id
    """,
    "claims": """
        id:text* subject_type:text! subject_id:text! field:text! value:text value_number:double value_min:double value_max:double
        value_qualifier:text value_modifier:text unit:text document_id:text! line:bigint! start:bigint! end:bigint! quote:text! basis:text!
        attributed_to:text effective_on:text known_from:text! rank:text! rank_reason:text! rank_note:text
        -> document_id documents(id)
        indexes document_id
    """,
    "commitments": """
        id:text* name:text summary:text agreement_id:text parent_id:text kind:text sector:text investor_country:text host_country:text
        announced_on:text announced_on_modifier:text announced_on_earliest:text announced_on_latest:text announced_on_status:text!
        amount:bigint amount_min:bigint amount_max:bigint amount_qualifier:text currency:text amount_usd:bigint amount_basis:text
        amount_status:text! amount_usd_counted:bigint known_from:text! changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id)
        -> parent_id commitments(id)
        indexes agreement_id parent_id
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
        id:text* name:text summary:text agreement_id:text kind:text obligation:text obliged_country:text status:text value:text
        value_number:double value_min:double value_max:double value_qualifier:text unit:text value_status:text! effective_on:text
        effective_on_modifier:text effective_on_earliest:text effective_on_latest:text effective_on_status:text! known_from:text!
        changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id)
        indexes agreement_id
    """,
    "tranches": """
        id:text* name:text summary:text agreement_id:text sequence:bigint announced_by_id:text project_count:bigint announced_on:text
        announced_on_modifier:text announced_on_earliest:text announced_on_latest:text announced_on_status:text! amount:bigint
        amount_min:bigint amount_max:bigint amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text!
        amount_usd_counted:bigint known_from:text! changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id)
        -> announced_by_id people(id)
        indexes agreement_id announced_by_id
    """,
    "projects": """
        id:text* name:text summary:text agreement_id:text tranche_id:text commitment_id:text relation:text status:text sector:text
        country:text subdivision:text capacity_value:double capacity_unit:text announced_on:text announced_on_modifier:text
        announced_on_earliest:text announced_on_latest:text announced_on_status:text! amount:bigint amount_min:bigint amount_max:bigint
        amount_qualifier:text currency:text amount_usd:bigint amount_basis:text amount_status:text! amount_usd_counted:bigint
        known_from:text! changed_on:text! claim_count:bigint!
        -> agreement_id agreements(id)
        -> commitment_id commitments(id)
        -> tranche_id tranches(id)
        indexes agreement_id commitment_id tranche_id
    """,
    "project_outputs": """
        project_id:text* product:text* value:text value_number:float value_qualifier:text unit:text
        -> project_id projects(id)
    """,
}


def _column(word: str) -> sa.Column[object]:
    name, _, kind = word.partition(":")
    key, needed = kind.endswith("*"), kind.endswith("!")
    return sa.Column(name, TYPES[kind.rstrip("*!")], primary_key=key, nullable=not (key or needed))


def _foreign_key(line: str) -> sa.ForeignKeyConstraint:
    _, columns, target = line.split(" ")
    table, _, inner = target.rstrip(")").partition("(")
    return sa.ForeignKeyConstraint(columns.split(","), [f"{table}.{one}" for one in inner.split(",")], deferrable=True, initially="DEFERRED")


def _create(name: str, lines: list[str]) -> None:
    parts: list[sa.schema.SchemaItem] = []
    for line in lines:
        if line.startswith("-> "):
            parts.append(_foreign_key(line))
        elif line.startswith("check "):
            _, check, condition = line.split(" ", 2)
            parts.append(sa.CheckConstraint(condition, name=check))
        elif not line.startswith("index"):
            parts += [_column(word) for word in line.split(" ")]
    op.create_table(name, *parts)
    for line in lines:
        if line.startswith("indexes "):
            for joined in line.split(" ")[1:]:
                columns = joined.split("+")
                op.create_index(f"ix_{name}_{'_'.join(columns[:-1] or columns)}", name, columns)
        elif line.startswith("index "):
            _, index, joined = line.split(" ")
            op.create_index(index, name, joined.split("+"))


def upgrade() -> None:
    for name, text in TABLES.items():
        _create(name, [line.strip() for line in text.strip().splitlines()])


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)

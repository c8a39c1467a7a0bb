"""Say shares and dollars of parties, what a firm or body is a part of,
the site of a project, the references of a document.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_ADDED = (
    ("parties", "amount_usd", sa.BigInteger()),
    ("parties", "amount_status", _TEXT),
    ("parties", "share_percent", sa.Float(53)),
    ("parties", "share_qualifier", _TEXT),
    ("projects", "place", _TEXT),
)


_NESTED = ("companies", "institutions")


def upgrade() -> None:
    for table, name, type_ in _ADDED:
        op.add_column(table, sa.Column(name, type_, nullable=True))
    for table in _NESTED:
        _add_parent(table)
    op.create_table(
        "document_references",
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("title", _TEXT, nullable=True),
        sa.Column("resolvable", sa.Boolean(), nullable=False),
        sa.Column("document_id", _TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("document_id", "position"),
    )


def _add_parent(table: str) -> None:
    """A column that holds the id of a record of the same table, checked at commit."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("parent_id", _TEXT, nullable=True))
        batch.create_foreign_key(
            f"fk_{table}_parent_id",
            table,
            ["parent_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
        batch.create_index(f"ix_{table}_parent_id", ["parent_id"])


def downgrade() -> None:
    op.drop_table("document_references")
    for table in reversed(_NESTED):
        with op.batch_alter_table(table) as batch:
            batch.drop_index(f"ix_{table}_parent_id")
            batch.drop_constraint(f"fk_{table}_parent_id", type_="foreignkey")
            batch.drop_column("parent_id")
    for table, name, _ in reversed(_ADDED):
        op.drop_column(table, name)

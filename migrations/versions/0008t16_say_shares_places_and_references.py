"""Shares and dollars of parties.

Revision: 0008t16, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008t16"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_ADDED = (
    ("parties", "amount_usd", sa.BigInteger()),
    ("parties", "amount_status", _TEXT),
    ("parties", "share_percent", sa.Float(53)),
    ("parties", "share_qualifier", _TEXT),
)


def upgrade() -> None:
    for table, name, type_ in _ADDED:
        op.add_column(table, sa.Column(name, type_, nullable=True))


def downgrade() -> None:
    for table, name, _ in reversed(_ADDED):
        op.drop_column(table, name)

"""Say of each release what it was compared with, what it brought, and whether it was withdrawn.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_TEXTS = ("previous_id", "withdrawn_on", "withdrawn_reason")
_FIGURES = ("records_added", "values_changed", "corrections", "records_withdrawn")


def upgrade() -> None:
    for name in _TEXTS:
        op.add_column("releases", sa.Column(name, _TEXT, nullable=True))
    for name in _FIGURES:
        op.add_column("releases", sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for name in reversed((*_TEXTS, *_FIGURES)):
        op.drop_column("releases", name)

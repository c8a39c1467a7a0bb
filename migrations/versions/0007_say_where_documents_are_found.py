"""Say what sort of source a document is and where it was found.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_ADDED = ("archive_url", "kind", "number", "located_basis")


def upgrade() -> None:
    for name in _ADDED:
        op.add_column("documents", sa.Column(name, _TEXT, nullable=True))


def downgrade() -> None:
    for name in reversed(_ADDED):
        op.drop_column("documents", name)

"""Search: what it finds, the vocabulary, and the full-text index of the database in use.

`search_index` is an FTS5 table on SQLite and a table of tsvectors on PostgreSQL; both hold tokens that are made, folded and told apart
by the build, so neither database's own idea of a word plays a part.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("collection", _TEXT, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("valid_from", _TEXT, nullable=False),
        sa.Column("valid_to", _TEXT, nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("summary", sa.Text()),
        sa.Column("aliases", sa.Text(), nullable=False),
    )
    op.create_table(
        "search_ranges",
        sa.Column("collection", _TEXT, primary_key=True),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
    )
    op.create_table("search_words", sa.Column("word", _TEXT, primary_key=True))
    op.create_table(
        "search_spellings",
        sa.Column("spelling", _TEXT, primary_key=True),
        sa.Column("word", _TEXT, primary_key=True),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Only rowids are asked for, never the text or where in it a word stands. Short beginnings of words (a token is a letter of
        # class and the word) are indexed like words, since expanding them would read half the index.
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5 (words, content='', columnsize=0, detail='none', tokenize='ascii', prefix='2 3')"
        )
    else:
        op.execute(
            "CREATE TABLE search_index (position integer PRIMARY KEY, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")
        # How common a word is decides between looking it up and meeting it by the way, so more of them are to be known.
        op.execute("ALTER TABLE search_index ALTER COLUMN words SET STATISTICS 1000")


def downgrade() -> None:
    for table in (
        "search_index",
        "search_spellings",
        "search_words",
        "search_ranges",
        "search_documents",
    ):
        op.execute(f"DROP TABLE {table}")

"""The schema's history: one line of steps that leads up and down on both databases, and ends where the declarations stand."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from api.base.database import parse_target
from api.collections.catalogue import METADATA
from api.collections.revision import REVISION
from api.collections.tables import TABLES
from api.publish.store.migrate import alembic_config, compared, head, migrate


def engine_of(url: str) -> Engine:
    """A SQLAlchemy engine on a database."""
    return create_engine(parse_target(url).sqlalchemy_url)


def tables(engine: Engine) -> set[str]:
    """Tables of a database without Alembic's own and the full-text index, which is each database's own."""
    return {name for name in inspect(engine).get_table_names() if compared(name, "table", {})} - {"alembic_version"}


def test_there_is_one_head() -> None:
    script = ScriptDirectory.from_config(alembic_config(parse_target("sqlite:///unused.sqlite")))
    assert script.get_heads() == [head()] == [REVISION]


def test_up_down_and_up_again(database_url: str) -> None:
    target = parse_target(database_url)
    migrate(target)
    engine = engine_of(database_url)
    first = tables(engine)
    assert first == set(TABLES)
    assert "search_index" in inspect(engine).get_table_names()
    command.downgrade(alembic_config(target), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(target)
    assert tables(engine) == first
    engine.dispose()


def test_the_schema_is_what_the_declarations_say(database_url: str) -> None:
    migrate(parse_target(database_url))
    engine = engine_of(database_url)
    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True, "include_name": compared}), METADATA)
    engine.dispose()
    assert difference == []

"""The schema's history: one line of steps that leads up and down on both databases, and ends where
the declarations stand.
"""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from api.base.database import parse_target
from api.collections.catalogue import METADATA
from api.collections.revision import REVISION
from api.publish.publish import publish
from api.publish.store.migrate import alembic_config, compared, head_revision, migrate
from tests.asking import asking
from tests.house.tree import ROOT
from tests.unit.publish.seeds import SeedFolder


def engine_of(url: str) -> Engine:
    """A SQLAlchemy engine on a database."""
    return create_engine(parse_target(url).sqlalchemy_url)


def tables(engine: Engine) -> set[str]:
    """Tables of a database without Alembic's own."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_head() -> None:
    script = ScriptDirectory.from_config(alembic_config(parse_target("sqlite:///unused.sqlite")))
    assert script.get_heads() == [head_revision()] == [REVISION]


def test_up_down_and_up_again(database_url: str) -> None:
    target = parse_target(database_url)
    migrate(target)
    engine = engine_of(database_url)
    first = tables(engine)
    assert first == set(METADATA.tables)
    command.downgrade(alembic_config(target), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()  # of SQLite the steps make a new file
    migrate(target)
    engine = engine_of(database_url)
    assert tables(engine) == first
    engine.dispose()


def test_the_schema_is_what_the_declarations_say(database_url: str) -> None:
    migrate(parse_target(database_url))
    engine = engine_of(database_url)
    with engine.connect() as connection:
        difference = compare_metadata(
            MigrationContext.configure(
                connection, opts={"compare_type": True, "include_name": compared}
            ),
            METADATA,
        )
    engine.dispose()
    assert difference == []


def test_each_step_can_be_taken_alone(database_url: str) -> None:
    """One by one up to the newest, down to the first and up again."""
    target = parse_target(database_url)
    script = ScriptDirectory.from_config(alembic_config(target))
    steps = [one.revision for one in reversed(list(script.walk_revisions()))]
    for revision in (*steps, *reversed(steps[:-1]), *steps):
        engine = engine_of(database_url)
        with engine.connect() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
        engine.dispose()
        forward = at is None or steps.index(revision) >= steps.index(at)
        (command.upgrade if forward else command.downgrade)(alembic_config(target), revision)


def test_a_database_of_the_former_schema_is_published_into(
    database_url: str, tmp_path: Path
) -> None:
    target = parse_target(database_url)
    migrate(target, "0005")
    seed = SeedFolder(tmp_path / "seed")
    seed.deal()
    publish(target, seed.folder)
    with asking(database_url) as api:
        assert api.get("/readyz").status_code == 200
        assert api.get("/v1/agreements").json()["page"]["total"] == 1


def test_revisions_are_numbered_in_the_order_they_are_run() -> None:
    """The newest is found by its number alone, without Alembic."""
    scripts = sorted((ROOT / "migrations" / "versions").glob("*.py"))
    numbers = [path.name.partition("_")[0] for path in scripts]
    assert numbers == [f"{number:04}" for number in range(1, len(scripts) + 1)]
    for path, number, former in zip(scripts, numbers, [None, *numbers], strict=False):
        text = path.read_text(encoding="utf-8")
        assert f'revision = "{number}"' in text
        assert former is None or f'down_revision = "{former}"' in text

"""A textbook application over the same records: FastAPI and SQLModel as the official tutorial has
them, with session, response_model, count.

`BENCH_DATABASE_URL` names the database that `bench.peers.database` made. Kept as the tutorial would
write it, slow or not.
"""

import csv
import io
import os
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.responses import StreamingResponse
from sqlalchemy import JSON, BigInteger, Column
from sqlalchemy.orm import selectinload
from sqlmodel import Field, Relationship, Session, SQLModel, col, create_engine, func, select


class PartyBase(SQLModel):
    """Who takes part in a project."""

    party_type: str
    party_id: str
    name: str | None = None
    role: str | None = None
    product: str | None = None
    office: str | None = None
    amount: int | None = Field(default=None, sa_type=BigInteger)
    amount_qualifier: str | None = None
    currency: str | None = None
    amount_usd: int | None = Field(default=None, sa_type=BigInteger)
    amount_usd_qualifier: str | None = None
    amount_status: str
    amount_usd_status: str
    share_percent: float | None = None
    share_qualifier: str | None = None
    from_: str | None = Field(default=None, alias="from", sa_column_kwargs={"name": "from"})
    to: str | None = None


class Party(PartyBase, table=True):
    """The stored party."""

    __tablename__ = "parties"
    project_id: str = Field(foreign_key="projects.id", primary_key=True)
    position: int = Field(primary_key=True)
    project: "Project" = Relationship(back_populates="parties")


class PartyPublic(PartyBase):
    """The party as sent."""


class ProjectBase(SQLModel):
    """The fields of a project."""

    id: str = Field(primary_key=True)
    name: str | None = None
    summary: str | None = None
    agreement_id: str | None = None
    tranche_id: str | None = None
    commitment_id: str | None = None
    relation: str | None = None
    status: str | None = None
    sector: str | None = Field(default=None, index=True)
    country: str | None = None
    subdivision: str | None = None
    place: str | None = None
    capacity_value: float | None = None
    capacity_qualifier: str | None = None
    capacity_unit: str | None = None
    announced_on: str | None = None
    announced_on_modifier: str | None = None
    announced_on_earliest: str | None = None
    announced_on_latest: str | None = None
    announced_on_status: str
    announced_on_stated_part: str | None = None
    amount: int | None = Field(default=None, sa_type=BigInteger)
    amount_min: int | None = Field(default=None, sa_type=BigInteger)
    amount_max: int | None = Field(default=None, sa_type=BigInteger)
    amount_qualifier: str | None = None
    currency: str | None = None
    amount_usd: int | None = Field(default=None, sa_type=BigInteger, index=True)
    amount_usd_qualifier: str | None = None
    amount_basis: str | None = None
    amount_status: str
    amount_usd_counted: int | None = Field(default=None, sa_type=BigInteger)
    known_from: str
    changed_on: str
    claim_count: int
    subdivisions: list[str] = Field(sa_column=Column(JSON))
    outputs: list[dict[str, Any]] = Field(sa_column=Column(JSON))
    aliases: list[str] = Field(sa_column=Column(JSON))
    previous_ids: list[str] = Field(sa_column=Column(JSON))
    conflicts: list[str] = Field(sa_column=Column(JSON))
    document_ids: list[str] = Field(sa_column=Column(JSON))
    document_kinds: list[str] = Field(sa_column=Column(JSON))
    mentioned_in: list[str] = Field(sa_column=Column(JSON))
    field_status: dict[str, str] = Field(sa_column=Column(JSON))


class Project(ProjectBase, table=True):
    """The stored project."""

    __tablename__ = "projects"
    parties: list[Party] = Relationship(back_populates="project")


class ProjectPublic(ProjectBase):
    """The project as sent."""

    parties: list[PartyPublic]


class ProjectsPublic(SQLModel):
    """A page of projects and how many there are."""

    data: list[ProjectPublic]
    count: int


engine = create_engine(os.environ["BENCH_DATABASE_URL"])


def get_session() -> Iterator[Session]:
    """A session for each request."""
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
app = FastAPI()


@app.get("/projects/", response_model=ProjectsPublic)
def read_projects(
    session: SessionDep,
    sector: str | None = None,
    status: str | None = None,
    offset: int = 0,
    limit: Annotated[int, Query(le=500)] = 50,
) -> Any:
    """A page of projects, largest amount first, and their number."""
    statement = select(Project).options(selectinload(Project.parties))  # type: ignore[arg-type]
    count_statement = select(func.count()).select_from(Project)
    if sector:
        statement = statement.where(Project.sector == sector)
        count_statement = count_statement.where(Project.sector == sector)
    if status:
        statement = statement.where(Project.status == status)
        count_statement = count_statement.where(Project.status == status)
    count = session.exec(count_statement).one()
    projects = session.exec(
        statement.order_by(col(Project.amount_usd).desc()).offset(offset).limit(limit)
    ).all()
    return ProjectsPublic.model_validate({"data": projects, "count": count})


@app.get("/projects/{project_id}", response_model=ProjectPublic)
def read_project(project_id: str, session: SessionDep) -> Any:
    """One project."""
    project = session.get(Project, project_id)
    if not project:
        raise HTTPException(status_code=404, detail="Project not found")
    return project


@app.get("/projects.csv")
def export_projects(session: SessionDep) -> StreamingResponse:
    """All projects as CSV."""

    def lines() -> Iterator[str]:
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(ProjectBase.model_fields))
        writer.writeheader()
        for project in session.exec(select(Project)).all():
            writer.writerow(project.model_dump())
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()

    return StreamingResponse(lines(), media_type="text/csv")

"""How things are called in the OpenAPI description: operations, schemas, and enumerations of code lists. Pure."""

from pydantic import BaseModel

from api.collections import MODELS
from api.collections.codelists import CODELISTS
from api.collections.declare import Collection


def pascal(name: str) -> str:
    """`value_statuses` → `ValueStatuses`."""
    return "".join(part.capitalize() for part in name.split("_"))


def plural_id(resource: Collection) -> str:
    """`projects` → `Projects`, as operation ids end."""
    return pascal(resource.name)


def singular_id(resource: Collection) -> str:
    """`projects` → `Project`."""
    return pascal(resource.singular)


def shape_of(resource: Collection) -> type[BaseModel]:
    """The public shape of one record."""
    return MODELS[resource.name]


def schema_of(resource: Collection) -> str:
    """Name of the schema of one record."""
    return shape_of(resource).__name__


def code_schema(codelist: str) -> str:
    """Name of the enumeration of a code list as a parameter takes it: `value_statuses` → `ValueStatusCode`."""
    name = pascal(codelist)
    for ending, singular in (("Statuses", "Status"), ("Bases", "Basis"), ("ies", "y"), ("s", "")):
        if name.endswith(ending):
            return name.removesuffix(ending) + singular + "Code"
    return name + "Code"


CODE_SCHEMAS = {name: code_schema(name) for name in CODELISTS}

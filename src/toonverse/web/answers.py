"""How the API's answers look. Each is written down as an example, and its schema is made from that.

`answers.json` has the examples of routes (`answers`), and what several have in common (`shapes`). In it

    "name?"   may be null         "name~"   may be missing         "name?~"   both
    "@Job"    the shape `Job`     "*"       the one name that stands for any (a map)

A value tells its type; null stands for anything, a list has one example of what is in it. More than is
written down may come in an answer: programs are asked to read past what they do not know.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]

_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


@cache
def _written() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        files(__package__).joinpath("answers.json").read_text("utf-8")
    )
    return found


def shapes() -> dict[str, Schema]:
    """The schemas that others refer to, by name."""
    return {name: schema_of(shape) for name, shape in _written()["shapes"].items()}


def answers() -> dict[str, dict[str, Any]]:
    """By route (`GET /api/jobs`), what `application/json` is: `schema` and `example`."""
    return {
        route: {"schema": schema_of(shape), "example": example_of(shape)}
        for route, shape in _written()["answers"].items()
    }


def schema_of(shape: object) -> Schema:
    if isinstance(shape, str) and shape.startswith("@"):
        return {"$ref": f"#/components/schemas/{shape[1:]}"}
    if isinstance(shape, list):
        return {"type": "array", "items": schema_of(shape[0])} if shape else {"type": "array"}
    if not isinstance(shape, dict):
        return {} if shape is None else {"type": _TYPES[type(shape)]}
    if "*" in shape:
        return {"type": "object", "additionalProperties": schema_of(shape["*"])}
    said: Schema = {"type": "object", "properties": {}}
    required = [_plain(name) for name in shape if "~" not in name]
    for name, value in shape.items():
        inner = schema_of(value)
        nullable = "?" in name and inner
        said["properties"][_plain(name)] = {"anyOf": [inner, {"type": "null"}]} if nullable else inner
    return said | ({"required": required} if required else {})


def example_of(shape: object) -> object:
    if isinstance(shape, str) and shape.startswith("@"):
        return example_of(_written()["shapes"][shape[1:]])
    if isinstance(shape, list):
        return [example_of(one) for one in shape]
    if isinstance(shape, dict):
        return {_plain(name): example_of(value) for name, value in shape.items() if name != "*"}
    return shape


def _plain(name: str) -> str:
    return name.rstrip("?~")

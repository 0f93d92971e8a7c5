"""What the API answers is what its description says, on every route; its examples are what it describes."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from people import People, people
from test_authorisation import ROWS, SIGNED, places

from toonverse.web.answers import answers, example_of, schema_of, shapes

JSON = "application/json"
ELSEWHERE = re.compile("/events$|/picture$|/file$|/captions$|/files/|/exports/|charges.csv|^/metrics")
"""Addresses whose answers are files or streams."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.fixture(scope="module")
def said(home: People) -> dict[str, Any]:
    return home.app.openapi()


def operations(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, found in said["paths"].items():
        for method, operation in found.items():
            yield f"{method.upper()} {path}", operation


def look_of(operation: dict[str, Any]) -> dict[str, Any]:
    """What is said of the JSON of its success."""
    done = next(one for status, one in operation["responses"].items() if status.startswith("2"))
    return dict(done.get("content", {}).get(JSON, {}))


def validator(said: dict[str, Any], schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**schema, "components": said["components"]})


def test_every_answer_of_json_is_described_and_its_example_is_one(said: dict[str, Any]):
    described = dict(operations(said))
    assert set(answers()) <= set(described), "an answer of a route that is not there"
    for route, operation in described.items():
        if ELSEWHERE.search(route.split()[1]):
            continue
        look = look_of(operation)
        assert look.get("schema"), f"{route} answers something"
        if route in answers():
            validator(said, look["schema"]).validate(look["example"])


def test_every_body_of_json_has_an_example_and_it_is_one(said: dict[str, Any]):
    bodies = {
        route: operation["requestBody"]["content"][JSON]
        for route, operation in operations(said)
        if JSON in operation.get("requestBody", {}).get("content", {})
    }
    assert {"POST /engine/image/generate-batch", "POST /api/episodes", "POST /api/webhook"} <= set(bodies)
    for route, body in bodies.items():
        schema = body["schema"]
        named = said["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
        shown = named.get("examples") or ([body["example"]] if "example" in body else [])
        assert shown, f"{route} shows no body"
        for example in shown:
            validator(said, schema).validate(example)


def test_every_route_that_answers_json_answers_as_it_is_described(home: People, said: dict[str, Any]):
    described = dict(operations(said))
    client, seen = home.client("root"), 0
    for name, row in ROWS.items():
        route = name.replace(":int", "")
        if route not in described or name in SIGNED:
            continue
        method, path = route.split()[0], row.path
        for place, value in places(home, name).items():
            path = path.replace(f"{{{place}}}", value)
        answer = client.request(method, path, json=row.json, headers=row.headers)
        if answer.status_code < 400 and answer.headers["content-type"] == JSON:
            faults = list(validator(said, look_of(described[route])["schema"]).iter_errors(answer.json()))
            assert not faults, f"{route}: {faults[0].message} at {list(faults[0].instance_path)}"
            seen += 1
    assert seen > 50


def test_no_shape_takes_the_name_of_what_is_sent(said: dict[str, Any]):
    sent = {name: schema for name, schema in said["components"]["schemas"].items() if "title" in schema}
    assert not sent.keys() & shapes().keys()
    for name, schema in shapes().items():
        assert said["components"]["schemas"][name] == schema


def test_a_shape_says_what_may_be_null_and_what_may_be_missing():
    shape = {
        "id": 1,
        "left?": 0.5,
        "key~": "x",
        "why?~": "",
        "any?": None,
        "of": ["a"],
        "none": [],
        "by": {"*": True},
    }
    schema = validator({"components": {}}, schema_of(shape))
    whole = {"id": 1, "left": 0.5, "key": "x", "why": "", "any": None, "of": ["a"], "none": [], "by": {}}
    assert example_of(shape) == whole
    for fit in (whole, {**whole, "left": None, "any": 7, "by": {"x": False}, "more": 1}):
        assert schema.is_valid(fit)
    assert schema.is_valid({name: value for name, value in whole.items() if name not in ("key", "why")})
    for unfit in ({"id": "1"}, {"key": None}, {"of": [1]}, {"by": {"x": 1}}, {"none": {}}):
        assert not schema.is_valid({**whole, **unfit})
    assert not schema.is_valid({name: value for name, value in whole.items() if name != "left"})

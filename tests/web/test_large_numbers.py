"""A number larger than any there is names nothing: nowhere, on no database, is it an error of the server."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from people import People, people
from rows import Row
from starlette.testclient import TestClient
from test_authorisation import ROWS, places

from postgres import Server
from toonverse.web.api.paging import written

LARGE = {"sqlite": (2**63,), "postgresql": (2**31, 2**63 - 1)}
"""What each database takes no more: SQLite's numbers have 64 bits, ids on PostgreSQL 32."""

A_DAY = "2026-11-21T00:00:00+00:00"
ASKED = ("page", "take", "episode", "episode_id", "from", "days", "panel", "panels", "number", "balloon")
"""What pages and their forms call numbers."""

PLAIN = "application/x-www-form-urlencoded"
PLACE = re.compile(r"\{(\w+)(:int)?\}")


@pytest.fixture(scope="module", params=LARGE)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    server: Server | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
    with people(tmp_path_factory.mktemp("home"), server and server.create_database()) as found:
        yield found


@pytest.fixture(scope="module")
def known(home: People) -> dict[str, str]:
    """What there is to be named; nobody is at work, so no stream goes on."""
    return places(home, "all of them/events")


def of_numbers(schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a number fits the schema, or a list of them."""
    schema = whole["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    parts = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    return any(part.get("type") in ("integer", "number") for part in parts)


def shown(known: dict[str, str], name: str) -> str:
    """The route's address, filled in with what there is."""
    path = ROWS[name].path
    for place, value in known.items():
        path = path.replace(f"{{{place}}}", value)
    return path


def addresses(name: str, path: str, large: int) -> Iterator[str]:
    """The address with each of its numbers a large one, the others as they are."""
    template = name.split(" ")[1].split("/")
    parts = path.partition("?")[0].split("/")
    for at, part in enumerate(template):
        if PLACE.fullmatch(part) and at < len(parts) and parts[at].isdigit():
            yield "/".join([*parts[:at], str(large), *parts[at + 1 :]])


def queries(operation: dict[str, Any], whole: dict[str, Any], path: str, large: int) -> Iterator[str]:
    """The address with each number that its query may have, and each kind of cursor with one in it."""
    joint = "&" if "?" in path else "?"
    for one in operation.get("parameters", ()):
        if one["in"] != "query":
            continue
        if one["name"] == "cursor":
            for place in ([large], [A_DAY, large], [A_DAY, str(large)], [large, large]):
                yield f"{path}{joint}cursor={written(place)}"
        elif of_numbers(one["schema"], whole):
            yield f"{path}{joint}{one['name']}={large}"


def bodies(
    operation: dict[str, Any], whole: dict[str, Any], usual: dict[str, Any], large: int
) -> Iterator[dict[str, Any]]:
    """The body with each of its numbers a large one, where it is one and where it is a list."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    for field, schema in whole["components"]["schemas"].get(name, {}).get("properties", {}).items():
        if of_numbers(schema, whole):
            yield {**usual, field: large}
            yield {**usual, field: [large]}


def sent_to(client: TestClient, method: str, address: str, row: Row, body: object = None) -> str:
    """What the server has to say for itself: nothing, if it is no error of its own."""
    said = {"json": row.json if body is None else body}
    status = client.request(method, address, headers=row.headers, **said).status_code
    return "" if status < 500 else f"{method} {address} {said}: {status}"


def test_no_large_number_in_an_address_a_query_or_a_body_is_an_error_of_the_server(
    home: People, known: dict[str, str]
):
    whole, client = home.app.openapi(), home.client("root")
    answers = []
    for (name, row), large in product(ROWS.items(), LARGE[home.house.engine.dialect.name]):
        method, template = name.split(" ")
        operation = whole["paths"].get(template.replace(":int", ""), {}).get(method.lower(), {})
        path = shown(known, name)
        for address in (*addresses(name, path, large), *queries(operation, whole, path, large)):
            answers.append(sent_to(client, method, address, row))
        for body in bodies(operation, whole, row.json or {}, large):
            answers.append(sent_to(client, method, path, row, body))
    assert len(answers) > 200
    assert not [one for one in answers if one]


def test_no_large_number_in_what_a_page_is_asked_or_told_is_an_error_of_the_server(
    home: People, known: dict[str, str]
):
    browser, found = home.browser("root"), []
    pages = {name: row for name, row in ROWS.items() if "/api/" not in name and "/engine/" not in name}
    for (name, row), large in product(pages.items(), LARGE[home.house.engine.dialect.name]):
        method, _ = name.split(" ")
        path = shown(known, name)
        words = {"do": f"remove.{large}", "after": written([A_DAY, large])}
        said = urlencode({**dict.fromkeys(ASKED, large), **words})
        joint = "&" if "?" in path else "?"
        form: dict[str, Any] = {}
        address = f"{path}{joint}{said}"
        if method == "POST":
            form = {"content": said, "headers": {**row.headers, "content-type": PLAIN}}
            address = path
        status = browser.request(method, address, **form).status_code
        found += [f"{method} {address}: {status}"] if status >= 500 else []
    assert not found

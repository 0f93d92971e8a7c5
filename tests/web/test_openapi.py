"""The API against its own description: no answer is undocumented, and none is a server error."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from people import People, people
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

ENDLESS = "/events"
"""It goes on for as long as a job does, and has tests of its own."""

PAINTED = "^/engine/image/generate"
"""Nobody paints here, so what is fit is answered 502: `engine/test_described.py` has an engine that does."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 3
"""For each operation, of what it takes and of what it does not."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.mark.parametrize(
    ("who", "mode", "examples"),
    [
        ("root", GenerationMode.POSITIVE, EXAMPLES),
        ("root", GenerationMode.NEGATIVE, EXAMPLES),
        ("ada", GenerationMode.POSITIVE, 1),
        ("nobody", GenerationMode.POSITIVE, 1),
    ],
)
def test_whatever_is_sent_by_whomever_is_answered_as_it_is_described(
    home: People, who: str, mode: GenerationMode, examples: int
):
    key = {"authorization": f"Bearer {home.keys[who]}"} if who in home.keys else {}
    described = schemathesis.openapi.from_asgi("/openapi.json", home.app, headers=key)
    api = described.exclude(path_regex=f"{ENDLESS}|{PAINTED}")
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) > 60
    for operation in operations:

        @given(operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        def answered(case: Case) -> None:
            case.call_and_validate(headers=key, checks=CHECKS)

        with suppress(Unsatisfiable):  # what takes nothing can be sent nothing wrong
            answered()

"""The engine against its own description, with a renderer that really draws."""

from contextlib import suppress
from dataclasses import replace

import pytest
import schemathesis
from engine_served import served
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from toonverse.bootstrap import House
from toonverse.web.engine.drawing import Engine

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = {GenerationMode.POSITIVE: 1, GenerationMode.NEGATIVE: 3}
"""What is fit is drawn, which takes its time."""


@pytest.mark.parametrize("mode", EXAMPLES)
def test_whatever_the_engine_is_sent_is_answered_as_it_is_described(
    house: House, engine: Engine, mode: GenerationMode
):
    client = served(house, replace(engine, dummy=True))
    api = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) == 7
    for operation in operations:

        @given(operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES[mode],
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        def answered(case: Case) -> None:
            answer = client.request(
                case.method,
                case.formatted_path,
                params=case.query,
                headers=dict(case.headers or {}),
                **({"json": case.body} if isinstance(case.body, dict | list) else {}),
            )
            case.validate_response(answer, checks=CHECKS)

        with suppress(Unsatisfiable):  # what takes nothing can be sent nothing wrong
            answered()

"""Each call is a span by the conventions for generative AI, and no span tells a prompt."""

from collections.abc import Callable, Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from metered import House, film, picture, who, words
from toonverse.metering import tracing
from toonverse.metering.outcomes import Refused, Unknown

SECRET = "nobody else's business"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "_TRACER", provider.get_tracer("test"))
    yield exporter
    provider.shutdown()


async def test_a_call_is_a_span_with_its_use(make_house: Callable[..., House], spans: InMemorySpanExporter):
    house = make_house("sqlite")
    meter = house.meter()
    await meter.buy(words(SECRET), who(), "k1")
    await meter.buy(picture(SECRET), who(), "k2")
    await meter.buy(film(SECRET), who(), "k3")
    written, drawn, filmed = spans.get_finished_spans()
    assert (written.name, written.kind) == ("chat words", SpanKind.CLIENT)
    assert dict(written.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "paid",
        "gen_ai.request.model": "words",
        "gen_ai.output.type": "text",
        "gen_ai.request.max_tokens": 100,
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.output_tokens": 20,
    }
    assert (drawn.name, (drawn.attributes or {})["gen_ai.output.type"]) == (
        "generate_content picture",
        "image",
    )
    assert (filmed.attributes or {})["gen_ai.output.type"] == "video"
    await meter.buy(words(SECRET), who(), "k1")
    assert len(spans.get_finished_spans()) == 3, "what is bought already is not called again"


@pytest.mark.parametrize("error", [Refused(reason=SECRET), Unknown(reason=SECRET)])
async def test_a_call_that_ends_badly_says_how_and_repeats_nothing(
    make_house: Callable[..., House], spans: InMemorySpanExporter, error: Refused | Unknown
):
    house = make_house("sqlite")
    house.paid.orders = [error]
    with pytest.raises(type(error)):
        await house.meter().buy(picture(SECRET), who(), "k")
    (span,) = spans.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["error.type"] == error.code
    assert SECRET not in span.to_json()


def test_without_an_sdk_nothing_is_recorded():
    assert not trace.get_tracer("toonverse.metering").start_span("x").is_recording()

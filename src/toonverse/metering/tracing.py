"""Each call to a provider is a span by OpenTelemetry's conventions for generative AI; without its prompt.

Without an SDK set up around this program nothing is recorded and nothing is sent.
https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
"""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from toonverse.errors import ToonverseError
from toonverse.metering.calls import Call, ImageCall, Reply, TextCall

_TRACER = trace.get_tracer("toonverse.metering")

_SYSTEMS = {"google": "gcp.gemini", "google-video": "gcp.gemini", "google-platform": "gcp.vertex_ai"}
_OUTPUTS = {"text_generation": "text", "image_generation": "image", "video_generation": "video"}


@contextmanager
def call_span(call: Call, provider: str) -> Iterator[Span]:
    """Around the call; whatever leaves it marks the span as failed and passes on."""
    operation = "chat" if isinstance(call, TextCall) else "generate_content"
    asked: dict[str, str | int] = {
        "gen_ai.operation.name": operation,
        "gen_ai.provider.name": _SYSTEMS.get(provider, provider),
        "gen_ai.request.model": call.model,
        "gen_ai.output.type": _OUTPUTS[call.service],
    }
    if isinstance(call, TextCall):
        asked["gen_ai.request.max_tokens"] = call.output_tokens_max
    elif isinstance(call, ImageCall):
        asked["gen_ai.request.choice.count"] = 1
    with _TRACER.start_as_current_span(
        f"{operation} {call.model}",
        kind=SpanKind.CLIENT,
        attributes=asked,
        record_exception=False,  # its message is the provider's, which may repeat the prompt
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except BaseException as error:
            kind = error.code if isinstance(error, ToonverseError) else type(error).__name__
            span.set_attribute("error.type", kind)
            span.set_status(Status(StatusCode.ERROR, kind))
            raise


def note_reply(span: Span, reply: Reply) -> None:
    """What the provider reported of its use, and nothing it did not."""
    told = {
        "gen_ai.usage.input_tokens": reply.usage.prompt_tokens,
        "gen_ai.usage.output_tokens": reply.usage.completion_tokens,
        "gen_ai.usage.cache_read.input_tokens": reply.usage.cached_tokens,
    }
    span.set_attributes({name: count for name, count in told.items() if count is not None})

"""OpenAI's counts of what a call used, as each of its APIs tells them; None where they can't be read."""

from toonverse.metering.calls import Usage
from toonverse.providers.counts import count, part


def image_usage(said: object) -> Usage | None:
    """`usage` of an images answer; None where there is none that can be read."""
    read, made, total = count(said, "input_tokens"), count(said, "output_tokens"), count(said, "total_tokens")
    if read is None or made is None:
        return None
    return Usage(
        prompt_tokens=read,
        completion_tokens=made,
        total_tokens=read + made if total is None else total,
        image_input_tokens=count(part(said, "input_tokens_details"), "image_tokens"),
        image_output_tokens=count(part(said, "output_tokens_details"), "image_tokens"),
        images=1,
    )


def text_usage(said: object) -> Usage | None:
    """`usage` of a chat answer; reasoning is a part of the completion there."""
    read, made, total = (
        count(said, "prompt_tokens"),
        count(said, "completion_tokens"),
        count(said, "total_tokens"),
    )
    if read is None or made is None:
        return None
    return Usage(
        prompt_tokens=read,
        completion_tokens=made,
        total_tokens=read + made if total is None else total,
        thoughts_tokens=count(part(said, "completion_tokens_details"), "reasoning_tokens"),
        cached_tokens=count(part(said, "prompt_tokens_details"), "cached_tokens"),
    )


def response_usage(said: object) -> Usage | None:
    """`usage` of a response; reasoning is a part of its output."""
    read, made, total = count(said, "input_tokens"), count(said, "output_tokens"), count(said, "total_tokens")
    if read is None or made is None:
        return None
    return Usage(
        prompt_tokens=read,
        completion_tokens=made,
        total_tokens=read + made if total is None else total,
        thoughts_tokens=count(part(said, "output_tokens_details"), "reasoning_tokens"),
        cached_tokens=count(part(said, "input_tokens_details"), "cached_tokens"),
    )

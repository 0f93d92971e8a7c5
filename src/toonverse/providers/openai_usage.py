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
    return _of_words(said, "prompt_tokens", "completion_tokens")


def response_usage(said: object) -> Usage | None:
    """`usage` of a response; reasoning is a part of its output."""
    return _of_words(said, "input_tokens", "output_tokens")


def _of_words(said: object, of_read: str, of_made: str) -> Usage | None:
    read, made, total = count(said, of_read), count(said, of_made), count(said, "total_tokens")
    if read is None or made is None:
        return None
    return Usage(
        prompt_tokens=read,
        completion_tokens=made,
        total_tokens=read + made if total is None else total,
        thoughts_tokens=count(part(said, f"{of_made}_details"), "reasoning_tokens"),
        cached_tokens=count(part(said, f"{of_read}_details"), "cached_tokens"),
    )

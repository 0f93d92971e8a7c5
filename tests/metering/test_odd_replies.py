"""A provider that answers nonsense is paid for at most once a purchase, and every attempt comes to an end."""

import asyncio

import pytest

from metered import PICTURE_NUSD, House, picture, who
from toonverse.metering.calls import Call, Reply, Usage
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.refusals import LedgerRefused
from toonverse.metering.tables import budget_counters


class Weird(BaseException):
    """Neither an error nor a cancellation."""


def answers(house: House, answer: object) -> None:
    async def call(call: Call) -> object:
        house.paid.answered.append(call.prompt)  # type: ignore[union-attr]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    house.paid.call = call  # type: ignore[method-assign, assignment]


ODD_REPLIES = {
    "none": None,
    "no usage": Reply(b"x", "image/png", None),  # type: ignore[arg-type]
    "more tokens than a number holds": Reply(b"x", "image/png", Usage(10, 20, 2**64)),
    "half a picture": Reply(b"x", "image/png", Usage(images=1.5)),  # type: ignore[arg-type]
    "no notes": Reply(b"x", "image/png", Usage(), None),  # type: ignore[arg-type]
    "notes that are no text": Reply(b"x", "image/png", Usage(), "\ud800"),
    "no media type": Reply(b"x", None, Usage()),  # type: ignore[arg-type]
    "text for media": Reply("x", "image/png", Usage()),  # type: ignore[arg-type]
    "nothing for media": Reply(b"", "image/png", Usage()),
    "a charge without end": Failed(usage=Usage(1, 1, 2**64)),
    "words that are no text": RuntimeError("\ud800 \x00"),
    "a cancellation": asyncio.CancelledError(),
    "an end": GeneratorExit(),
}


@pytest.mark.parametrize("answer", ODD_REPLIES.values(), ids=ODD_REPLIES)
async def test_an_odd_answer_is_an_unknown_outcome(house: House, answer: object):
    meter = house.meter()
    answers(house, answer)
    with pytest.raises(Unknown):
        await asyncio.wait_for(meter.buy(picture(), who(), "k"), 5)
    assert house.statuses("k") == ["unknown"]
    assert [row["at_risk_nusd"] for row in house.rows(budget_counters)] == [PICTURE_NUSD]
    assert len(house.paid.answered) == 1


@pytest.mark.parametrize("kind", [Refused, Failed, Unknown])
async def test_the_facts_of_an_outcome_can_be_written_anywhere(house: House, kind: type[Refused]):
    house.paid.orders = [kind(reason="\ud800\x00") for _ in range(3)]
    with pytest.raises(kind) as raised:
        await house.meter().buy(picture(), who(), "k")
    assert raised.value.facts["reason"] == "??"


async def test_what_ends_a_process_leaves_no_attempt_open(house: House):
    meter = house.meter()
    answers(house, Weird())
    with pytest.raises(Weird):
        await meter.buy(picture(), who(), "k")
    assert house.statuses("k") == ["unknown"]


async def test_a_loop_that_ends_leaves_no_attempt_open(house: House):
    meter = house.meter()

    async def call(call: Call) -> Reply:
        for task in asyncio.all_tasks():
            if "_purchase" in str(task.get_coro()):
                task.cancel()
        await asyncio.sleep(1)
        raise AssertionError

    house.paid.call = call  # type: ignore[method-assign]
    with pytest.raises(asyncio.CancelledError):
        await meter.buy(picture(), who(), "k")
    assert house.statuses("k") == ["unknown"]


async def test_an_own_attempt_that_was_never_closed_is_not_bought_again(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object) -> None:
        raise LedgerRefused(detail="no")

    meter = house.meter()
    with monkeypatch.context() as broken:
        broken.setattr("toonverse.metering.ledger.Ledger.close", refuse)
        broken.setattr("toonverse.metering.ledger.Ledger.note_answer", refuse)
        with pytest.raises(LedgerRefused):
            await meter.buy(picture(), who(), "k")
    assert house.statuses("k") == ["open"]
    with pytest.raises(Unknown):
        await meter.buy(picture(), who(), "k")
    assert house.statuses("k") == ["unknown"]
    assert len(house.paid.answered) == 1

"""The database goes away after something was bought: nothing is lost, nothing is booked twice."""

import asyncio
import json
from pathlib import Path

import pytest

from metered import NOON, PICTURE_NUSD, House, picture, who
from toonverse.metering.calls import Usage
from toonverse.metering.journal import Closing
from toonverse.metering.outcomes import Refused
from toonverse.metering.refusals import LedgerDown
from toonverse.metering.spool import Spool
from toonverse.metering.tables import usage_rows


async def test_a_result_is_delivered_without_the_database_and_booked_once_on_its_return(house: House):
    meter = house.meter()
    house.paid.meanwhile = house.cut_off
    got = await meter.buy(picture(), who(), "k")
    assert got.cost_nusd == PICTURE_NUSD
    house.restore()
    assert house.statuses("k") == ["open"]
    house.paid.meanwhile = lambda: None
    assert await meter.buy(picture(), who(), "k") == got
    assert house.statuses("k") == ["settled"]
    assert len(house.rows(usage_rows)) == len(house.paid.answered) == 1


async def test_the_next_process_books_what_a_dead_one_spooled(house: House):
    house.paid.meanwhile = house.cut_off
    await house.meter().buy(picture(), who(), "k")
    house.restore()
    assert house.meter().revive() == 0
    assert house.statuses("k") == ["settled"]


async def test_a_spool_that_was_booked_but_not_emptied_is_harmless(house: House):
    house.paid.meanwhile = house.cut_off
    await house.meter().buy(picture(), who(), "k")
    house.restore()
    lines = (house.folder / "spool.jsonl").read_bytes()
    house.meter().revive()
    (house.folder / "spool.jsonl").write_bytes(lines)
    house.meter().revive()
    assert len(house.rows(usage_rows)) == 1
    assert (house.folder / "spool.jsonl").read_bytes() == b""


async def test_a_refusal_is_spooled_too(house: House):
    def refuse() -> None:
        house.cut_off()
        raise Refused(reason="no")

    house.paid.meanwhile = refuse
    with pytest.raises(Refused):
        await house.meter().buy(picture(), who(), "k")
    house.restore()
    house.meter().revive()
    assert house.statuses("k") == ["refused"]


async def test_nothing_new_is_bought_while_the_spool_cannot_be_booked(house: House):
    meter = house.meter()
    house.paid.meanwhile = house.cut_off
    await meter.buy(picture(), who(), "k1")
    with pytest.raises(LedgerDown):
        await meter.buy(picture("another"), who(), "k2")
    house.restore()
    assert house.paid.answered == ["a lighthouse"]
    house.meter().revive()


def test_a_line_cut_short_by_a_crash_is_left_out(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    closing = Closing(7, "settled", NOON, Usage(images=1), 3, 2, "aa", "image/png", "{}")
    spool.add(closing)
    with (tmp_path / "spool").open("ab") as file:
        file.write(json.dumps({"attempt_id": 8}).encode())
    booked: list[Closing] = []
    assert spool.book(booked.append) == 1
    assert booked == [closing]


def test_a_line_cut_short_does_not_spoil_the_next(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    (tmp_path / "spool").write_bytes(b'{"attempt_id": 8')
    spool.add(Closing(9, "failed", NOON))
    booked: list[Closing] = []
    spool.book(booked.append)
    assert [closing.attempt_id for closing in booked] == [9]


def test_a_spool_that_fails_to_book_keeps_everything(tmp_path: Path):
    spool = Spool(tmp_path / "deep" / "spool")
    for number in (1, 2):
        spool.add(Closing(number, "failed", NOON))

    def gone(closing: Closing) -> None:
        raise LedgerDown(detail="still gone")

    with pytest.raises(LedgerDown):
        spool.book(gone)
    assert spool.pending()
    assert spool.book(lambda closing: None) == 2
    assert not spool.pending()


async def test_many_purchases_through_one_outage_are_all_booked(house: House):
    meter = house.meter()
    await meter.buy(picture("first"), who(), "k")
    held = asyncio.Event()
    waiting: list[str] = []
    ordinary = house.paid.call

    async def together(call):  # noqa: ANN001, ANN202
        waiting.append(call.prompt)
        if len(waiting) == 5:
            house.cut_off()
            held.set()
        await held.wait()
        return await ordinary(call)

    house.paid.call = together
    bought = await asyncio.gather(*(meter.buy(picture(f"p{n}"), who(), f"k{n}") for n in range(5)))
    assert len(bought) == 5
    house.restore()
    house.meter().revive()
    assert len(house.rows(usage_rows)) == 6

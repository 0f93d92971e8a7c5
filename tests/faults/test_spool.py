"""The database goes away after something was bought: nothing is lost, nothing is booked twice."""

import asyncio
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from metered import NOON, PICTURE_NUSD, House, draft, picture, who
from toonverse.metering.calls import Usage
from toonverse.metering.invariants import examine
from toonverse.metering.journal import Closing
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.metering.refusals import LedgerDown, LedgerRefused
from toonverse.metering.spool import Spool
from toonverse.metering.tables import outbox, usage_rows
from toonverse.metering.transactions import transact


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


def rejects_nothing(line: bytes, reason: str, kept: bool) -> None:
    raise AssertionError(reason)


def test_a_line_cut_short_by_a_crash_is_left_out(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    closing = Closing(7, "settled", NOON, Usage(images=1), 3, 2, "aa", "image/png", "{}")
    spool.add(closing)
    with (tmp_path / "spool").open("ab") as file:
        file.write(json.dumps({"attempt_id": 8}).encode())
    booked: list[Closing] = []
    assert spool.book(booked.append, rejects_nothing) == 1
    assert booked == [closing]


def test_a_line_cut_short_does_not_spoil_the_next(tmp_path: Path):
    spool = Spool(tmp_path / "spool")
    (tmp_path / "spool").write_bytes(b'{"attempt_id": 8')
    spool.add(Closing(9, "failed", NOON))
    booked: list[Closing] = []
    spool.book(booked.append, rejects_nothing)
    assert [closing.attempt_id for closing in booked] == [9]


def test_a_spool_that_fails_to_book_keeps_everything(tmp_path: Path):
    spool = Spool(tmp_path / "deep" / "spool")
    for number in (1, 2):
        spool.add(Closing(number, "failed", NOON))

    def gone(closing: Closing) -> None:
        raise LedgerDown(detail="still gone")

    with pytest.raises(LedgerDown):
        spool.book(gone, rejects_nothing)
    assert spool.pending()
    assert spool.book(lambda closing: None, rejects_nothing) == 2
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


SPOOLED = {"status": "settled", "at": NOON.isoformat(), "usage": {}, "cost_nusd": 0, "tokens": 0}
OF_ONE = {"attempt_id": 1, "account": "local", "key": "k", "attempt": 1}


@pytest.mark.parametrize(
    "line",
    [
        b"\x00\x00\x00",
        b"[" * 100_000,
        b'{"attempt_id": 1}',
        b"a\rb",
        json.dumps(SPOOLED | OF_ONE).encode(),  # of another call
        json.dumps(SPOOLED | {"attempt_id": 999}).encode(),
        json.dumps(SPOOLED | OF_ONE | {"notes": None}).encode(),
        json.dumps(SPOOLED | OF_ONE | {"notes": "\ud800"}).encode(),
        json.dumps(SPOOLED | OF_ONE | {"usage": {"images": 2**64}}).encode(),
        json.dumps(SPOOLED | OF_ONE | {"cost_nusd": -1}).encode(),
    ],
)
async def test_a_line_that_cannot_be_booked_is_set_aside_and_stops_nothing(house: House, line: bytes):
    meter = house.meter()
    house.paid.meanwhile = house.cut_off
    await meter.buy(picture(), who(), "k")
    house.restore()
    house.paid.meanwhile = lambda: None
    spool = house.folder / "spool.jsonl"
    spool.write_bytes(line + b"\n" + spool.read_bytes())
    await meter.buy(draft(), who(), "another")
    assert house.statuses("k") == ["settled"]
    assert spool.read_bytes() == b""
    assert (house.folder / "spool.jsonl.rejected").read_bytes() == line + b"\n"
    assert {row["kind"] for row in house.rows(outbox)} == {"spool_rejected", "spooled"}
    assert [f.code for f in examine(house.engine, house.zone) if not f.broken] == ["spool_rejected"]


async def test_the_closings_of_another_database_are_not_booked_here(house: House):
    house.paid.meanwhile = house.cut_off
    await house.meter().buy(picture(), who(), "k")
    lines = (house.folder / "spool.jsonl").read_bytes()
    house.restore()
    house.move_in()
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await house.meter().buy(picture("another"), who(), "k2")
    (house.folder / "spool.jsonl").write_bytes(lines)
    assert house.meter().revive() == 0
    assert house.statuses("k2") == ["unknown"]
    assert (house.folder / "spool.jsonl.rejected").read_bytes() == lines


def test_lines_set_aside_are_kept_once_and_not_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("toonverse.metering.spool.REJECTED_BYTES_MAX", 5)
    told: list[tuple[bytes, bool]] = []
    for lines in (b"abc\n", b"abc\nde\n"):
        (tmp_path / "spool").write_bytes(lines)
        Spool(tmp_path / "spool").book(
            lambda closing: None, lambda line, why, kept: told.append((line, kept))
        )
    assert told == [(b"abc\n", True), (b"abc\n", True), (b"de\n", False)]
    assert (tmp_path / "spool.rejected").read_bytes() == b"abc\n"


def test_what_the_database_refuses_every_time_is_not_called_down(house: House):
    def nothing_is_null(tx: sa.Connection) -> None:
        tx.execute(usage_rows.insert().values(attempt_id=None))

    with pytest.raises(LedgerRefused):
        transact(house.engine, nothing_is_null)

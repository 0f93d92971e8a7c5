"""A studio and an image engine over one home, each a process of its own: the engine's door alone buys."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from engine_served import free_port, served

from priced import COST_NUSD, MODEL, asked, priced_house
from toonverse.bootstrap import House, open_house
from toonverse.clock import utc_now
from toonverse.errors import ToonverseError
from toonverse.metering.accounts import ledger_name
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import EnvelopeLine, ImageCall, Subject, TextCall, Who
from toonverse.metering.catalog import load
from toonverse.metering.fingerprint import fingerprint
from toonverse.metering.invariants import examine
from toonverse.metering.outcomes import Failed, Limited, Refused, Unknown
from toonverse.metering.refusals import (
    BudgetExceeded,
    EnvelopeExhausted,
    KeyReused,
    LedgerDown,
    NotFound,
    Waiting,
)
from toonverse.metering.tables import attempts, envelopes, usage_rows
from toonverse.metering.users import add_user
from toonverse.providers.engine_door import EngineDoor
from toonverse.providers.remote_engine import ENGINE
from toonverse.settings import Settings
from toonverse.web.engine.drawing import Engine

ROOT = Path(__file__).resolve().parents[2]
CALL = ImageCall(MODEL, "등대, 밤", 1024, 1536)
KEY = "episode/7/panel/3/take/1"


@contextmanager
def engine_at(home: Path, port: int, fault: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """Runs until the block ends; it is not waited for until it listens."""
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    command = [sys.executable, str(ROOT / "tests/engine/shared_engine.py"), str(home), str(port), fault]
    process = subprocess.Popen(command, env=env)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def studio_over(home: Path, port: int) -> Iterator[House]:
    """A home whose pictures come from the engine at that port."""
    settings = Settings(home=home, workers=1, ai_image_engine_url=f"http://127.0.0.1:{port}")
    with open_house(settings, catalog=load(home / "catalog.toml")) as house:
        house.meter._other_door._waits = (0.5,) * 200  # however slow the machine is that starts an engine
        yield house


def rows(house: House, table: sa.Table) -> list[dict[str, Any]]:
    with house.books.engine.connect() as reading:
        return [dict(row) for row in reading.execute(sa.select(table)).mappings()]


def broken(house: House) -> list[str]:
    return [found.detail for found in examine(house.books.engine, house.books.zone) if found.broken]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """With the priced model in its catalogue."""
    with priced_house(tmp_path, tmp_path / "asked.log"):
        return tmp_path


async def test_a_picture_is_booked_once_to_the_studios_account_and_of_its_jobs_envelope(home: Path):
    port = free_port()
    with studio_over(home, port) as studio, engine_at(home, port):
        mina = add_user(studio.books.engine, utc_now, "미나", "creator", 10_000_000).id
        most = studio.meter.quote(CALL)
        line = EnvelopeLine("image_generation", MODEL, most.maximum_nusd, most.maximum_tokens)
        who = Who(mina, "studio", Subject(episode="7", panel="3"), request_type="panel_generation")
        envelope = studio.meter.open_envelope("episode/7", who, [line], None)
        of_job = Who(mina, "studio", who.subject, envelope, who.request_type, (("panelCount", 1),))
        bought = await studio.meter.buy(CALL, of_job, KEY)
        assert (bought.cost_nusd, bought.attempt) == (COST_NUSD, 1)
        assert studio.books.images.get(bought.sha256).startswith(b"\x89PNG")
        assert await studio.meter.buy(CALL, of_job, KEY) == bought
        with pytest.raises(KeyReused):
            await studio.meter.buy(ImageCall(MODEL, "another", 1024, 1536), of_job, KEY)
        with pytest.raises(EnvelopeExhausted) as dry:
            await studio.meter.buy(CALL, of_job, "episode/7/panel/4/take/1")
        assert dry.value.facts["model"] == MODEL
        (attempt,) = rows(studio, attempts)
        (row,) = rows(studio, usage_rows)
        assert (attempt["account"], attempt["envelope_id"], attempt["key"]) == (mina, envelope, KEY)
        assert (row["account"], row["source"], row["episode"]) == (mina, "studio", "7")
        assert (row["cost_nusd"], row["request_type"]) == (COST_NUSD, "panel_generation")
        assert rows(studio, envelopes)[0]["settled_nusd"] == COST_NUSD
        assert len(asked(home / "asked.log")) == 1
        limit = Budget("model", MODEL, "day", 1)
        set_budget(studio.books.engine, utc_now, studio.books.zone, limit)
        with pytest.raises(BudgetExceeded) as refused:
            await studio.meter.buy(CALL, Who("local", "cli"), "cli/1")
        assert (refused.value.facts["scope"], refused.value.facts["limit_nusd"]) == ("model", 1)
        assert broken(studio) == []


@pytest.mark.parametrize(
    ("fault", "statuses"), [("called:1", ["unknown", "settled"]), ("kept:1", ["settled"])]
)
async def test_an_engine_killed_while_it_buys_and_started_again_buys_what_was_not_kept(
    home: Path, fault: str, statuses: list[str]
):
    port, who = free_port(), Who("local", "studio")
    with (
        studio_over(home, port) as studio,
        engine_at(home, port, fault) as killed,
        engine_twice(killed, home),
    ):
        bought = await studio.meter.buy(CALL, who, KEY)
        assert killed.wait(60) == -signal.SIGKILL
        assert [row["status"] for row in rows(studio, attempts)] == statuses
        assert len(asked(home / "asked.log")) == 1, (
            "it died before the provider was asked, or after it answered"
        )
        assert studio.books.images.has(bought.sha256)
        assert [row["cost_nusd"] for row in rows(studio, usage_rows) if row["success"]] == [COST_NUSD]
        assert broken(studio) == []


@contextmanager
def engine_twice(first: subprocess.Popen[bytes], home: Path) -> Iterator[None]:
    """Starts it again, at the same port, once it is dead."""
    port = int(str(first.args[3]))  # type: ignore[index]
    done = threading.Event()

    def again() -> None:
        first.wait(120)
        with engine_at(home, port):
            done.wait(120)

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def purchase(engine: Engine, **more: object) -> dict[str, object]:
    said = {
        "call": asdict(CALL),
        "fingerprint": fingerprint(CALL),
        "ledger": ledger_name(engine.database),
        "source": "studio",
        "subject": asdict(Subject()),
    }
    return said | more


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"ledger": "another"}, "another ledger"),
        ({"fingerprint": "0" * 64}, "another call"),
    ],
)
def test_a_studio_of_another_ledger_or_version_buys_nothing_at_this_door(
    house: House, engine: Engine, log: Path, more: dict[str, object], reason: str
):
    headers = {"toonverse-account": "local", "idempotency-key": "k"}
    before = asked(log)
    with served(house, engine, **headers) as client:
        said = client.post("/engine/image/purchases", json=purchase(engine, **more))
    assert (said.status_code, said.json()["code"]) == (422, "other_studio")
    assert reason in said.json()["facts"]["reason"]
    assert asked(log) == before


def test_an_engine_that_draws_for_nothing_sells_no_picture(house: House, engine: Engine):
    headers = {"toonverse-account": "local", "idempotency-key": "k"}
    with served(house, replace(engine, dummy=True), **headers) as client:
        said = client.post("/engine/image/purchases", json=purchase(engine))
    assert (said.status_code, said.json()["code"]) == (422, "provider_missing")


class Silent:
    """An engine that books here, and of which nothing more is heard; or only what it is told to say."""

    own_ledger = "ours"

    def __init__(self, *said: tuple[int, dict[str, Any] | None]) -> None:
        self.said = list(said)

    async def books_here(self, call: ImageCall) -> bool:
        return True

    async def told(self, *_: object) -> tuple[int, dict[str, Any] | None]:
        if not self.said:
            raise Failed(provider=ENGINE, reason="never sent")
        return self.said.pop(0)


def door(row: dict[str, Any] | None, *said: tuple[int, dict[str, Any] | None]) -> EngineDoor:
    engine: Any = Silent(*said)
    return EngineDoor(engine, {MODEL}.__contains__, lambda account, key: row, waits_seconds=(0.0,))


@pytest.mark.parametrize(
    ("status", "expected"), [(None, Failed), ("open", Unknown), ("unknown", Unknown), ("failed", Unknown)]
)
async def test_of_an_engine_that_is_gone_the_ledger_has_the_last_word(
    status: str | None, expected: type[Exception]
):
    row = None if status is None else {"status": status, "fingerprint": fingerprint(CALL)}
    with pytest.raises(expected):
        await door(row).buy(CALL, Who("local", "studio"), KEY, join=True)


async def test_what_was_settled_before_the_engine_went_is_delivered():
    settled = {
        **{"status": "settled", "fingerprint": fingerprint(CALL), "sha256": "0" * 64, "notes": "{}"},
        **{"media_type": "image/png", "usage": "{}", "cost_nusd": 1, "tokens": 2, "attempt": 1},
    }
    bought = await door(settled).buy(CALL, Who("local", "studio"), KEY, join=True)
    assert (bought.sha256, bought.cost_nusd) == ("0" * 64, 1)


@pytest.mark.parametrize(
    ("status", "code", "facts", "expected"),
    [
        (403, "waiting", {"waiting_for": "budget_exceeded", "needed_nusd": 5}, Waiting),
        (502, "provider_refused", {"reason": "moderation", "status": 400}, Refused),
        (502, "provider_limited", {"retry_after_seconds": 1.5}, Limited),
        (502, "provider_unknown", {"reason": "a dropped line"}, Unknown),
        (503, "ledger_down", {"detail": "gone"}, LedgerDown),
        (403, "scope_missing", {"scope": "admin"}, Refused),
        (404, "not_found", {}, Refused),
        (404, "not_found", {"what": "envelope", "id": "7"}, NotFound),
        (502, "provider_limited", {}, Unknown),
    ],
)
async def test_what_the_other_door_raises_is_raised_here(
    status: int, code: str, facts: dict[str, Any], expected: type[ToonverseError]
):
    said = {"code": code, "facts": facts}
    with pytest.raises(expected) as raised:
        await door(None, (status, said)).buy(CALL, Who("local", "studio"), KEY, join=True)
    assert type(raised.value) is expected
    if expected not in (Refused, Unknown):
        assert raised.value.facts == facts


@pytest.mark.parametrize("said", [None, {}, {"result": 5}, {"result": {"usage": {}, "sha256": 1}}])
async def test_an_answer_that_is_no_result_is_unknown(said: dict[str, Any] | None):
    with pytest.raises(Unknown if said is not None else Failed):
        await door(None, (200, said)).buy(CALL, Who("local", "studio"), KEY, join=True)


async def test_only_priced_pictures_that_are_wanted_now_are_bought_there():
    there = door(None)
    assert await there.takes(CALL)
    for other in (
        ImageCall("draft", "a lamp", 10, 10),
        replace(CALL, tier="batch"),
        TextCall("gpt-5.6-luna", "", "hello", 10),
    ):
        assert not await there.takes(other)

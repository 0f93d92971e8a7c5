"""Storage that fails, a terminal that closes: one clear sentence, and the next command makes it good."""

import signal
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_living_processes import check_books, wait_for
from test_money import ended, order

from commands import finish, run, start
from priced import asked, priced_house
from toonverse.bootstrap import open_books
from toonverse.cli import checkup
from toonverse.cli.make import Order, make
from toonverse.cli.sentences import exit_code, sentence
from toonverse.cli.story import Wish
from toonverse.errors import StorageError
from toonverse.jobs.orders import failure, output_paths, retry
from toonverse.metering.door import Meter
from toonverse.metering.journal import Closing
from toonverse.metering.ledger import Ledger
from toonverse.metering.refusals import LedgerDown
from toonverse.settings import Settings
from toonverse.store.images import DamagedImage
from toonverse.studio.pipeline import Studio
from toonverse.studio.turns import Turn

PANELS = 2


def order_once(stories: dict[str, Path]) -> None:
    wish = Wish(stories["en"], PANELS, None, "webtoon", "auto", "draft", "draft")
    make(Order(wish), out=None, as_json=True)


def lose_the_last_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is gone just when the last picture is booked."""
    close, settled = Ledger.close, 0

    def gone_at_last(ledger: Ledger, closing: Closing) -> None:
        nonlocal settled
        settled += closing.status == "settled"
        if settled == PANELS:
            raise LedgerDown(detail="gone for a moment")
        close(ledger, closing)

    monkeypatch.setattr(Ledger, "close", gone_at_last)


def test_the_end_of_a_job_books_what_waits_in_the_spool(
    home: Path, stories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    lose_the_last_settle(monkeypatch)
    order_once(stories)
    assert (home / "spool").read_bytes() == b""
    with open_books(Settings(home=home)) as books:
        assert books.receipt(1).calls == PANELS
    check_books(home)


def test_the_same_command_books_what_a_process_left_that_died_before_the_end(
    home: Path, stories: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with monkeypatch.context() as dying:
        lose_the_last_settle(dying)
        dying.setattr(Meter, "book_spooled", lambda meter: None)
        order_once(stories)
    assert (home / "spool").stat().st_size > 0
    assert checkup.doctor(as_json=True) == 0
    assert '"spool"' in capsys.readouterr().out
    order_once(stories)
    assert (home / "spool").stat().st_size == 0
    checkup.doctor(as_json=True)
    assert '"spool"' not in capsys.readouterr().out
    check_books(home)


@pytest.mark.parametrize("spoiled", [slice(0, 4096), slice(4096, 12288)])
def test_a_damaged_file_of_the_engine_is_named_and_can_be_moved_away(
    home: Path, stories: dict[str, Path], spoiled: slice
):
    command = ("make", stories["en"], "--panels", str(PANELS), "--json")
    made = run(home, *command)
    assert run(home, "jobs", "retry", "1", "--step", "packaging.assemble").code == 0
    path = home / "jobs.sqlite3"
    content = bytearray(path.read_bytes())
    content[spoiled] = b"\xa5" * (spoiled.stop - spoiled.start)
    path.write_bytes(content)
    refused = run(home, *command)
    assert (refused.code, refused.error["code"]) == (5, "jobs_unreadable"), refused.err
    assert str(path) in refused.error["message"]
    assert "Traceback" not in refused.err
    path.rename(home / "damaged")
    again = run(home, *command)
    assert again.code == 0, again.err
    assert again.object["strip"] == made.object["strip"]


def test_whatever_was_made_from_a_story_is_made_again_where_it_is_damaged(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"])
        assert ended(house, episode).status == "DONE"
        bought = {take.picture.sha256 for take in house.works.panels.takes(episode.id)}
        strip, _, _ = output_paths(house.works, home, episode.id)
    before = strip.read_bytes()
    images = [path for path in (home / "images").rglob("*") if path.is_file()]
    derived = {path: path.read_bytes() for path in images if path.parent.name + path.name not in bought}
    for path in derived:
        path.write_bytes(b"garbage")
    with priced_house(home, log, 0.0) as house:
        retry(house.works, episode.id, "packaging.assemble")
        assert ended(house, episode).status == "DONE"
    assert strip.read_bytes() == before
    assert {path: path.read_bytes() for path in derived} == derived
    assert len(asked(log)) == len(bought)


def test_a_damaged_picture_that_was_bought_is_named(home: Path, tmp_path: Path, stories: dict[str, Path]):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        episode = order(house, stories["en"])
        assert ended(house, episode).status == "DONE"
        sha256 = house.works.panels.takes(episode.id)[0].picture.sha256
        house.books.images.path(sha256).write_bytes(b"garbage")
        retry(house.works, episode.id, "packaging.assemble")
        told = failure(ended(house, episode))
    assert (type(told), told.facts["sha256"]) == (DamagedImage, sha256)


def test_a_damaged_draft_is_drawn_again(home: Path, stories: dict[str, Path]):
    command = ("make", stories["en"], "--panels", str(PANELS), "--json")
    assert run(home, *command).code == 0
    with open_books(Settings(home=home)) as books:
        kept = books.images.path(books.works.panels.takes(1, 1)[0].picture.sha256)
    drawn = kept.read_bytes()
    kept.write_bytes(drawn[:-100] + bytes(100))
    assert run(home, "jobs", "retry", "1", "--step", "packaging.assemble").code == 0
    again = run(home, *command)
    assert again.code == 0, again.err
    assert kept.read_bytes() == drawn


def test_a_closed_terminal_ends_it_like_ctrl_c(home: Path, stories: dict[str, Path]):
    process = start(home, "make", stories["en"], "--panels", "12", "--json")
    wait_for(home, lambda progress: progress.panels == 12)
    process.send_signal(signal.SIGHUP)
    stopped = finish(process)
    assert (stopped.code, stopped.error["code"]) == (130, "stopped"), stopped.err
    check_books(home)


@pytest.mark.parametrize(
    "trouble",
    [
        OSError(28, "No space left on device"),
        sa.exc.OperationalError("INSERT", {}, Exception("No space left on device")),
        LedgerDown(detail="No space left on device"),
    ],
)
def test_a_full_disc_is_told_in_the_sentence(
    home: Path,
    tmp_path: Path,
    stories: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
):
    async def full(studio: Studio, turn: Turn) -> None:
        raise trouble

    monkeypatch.setattr(Studio, "script", full)
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        told = failure(ended(house, order(house, stories["en"])))
    assert isinstance(told, StorageError)
    assert exit_code(type(told)) == 5
    assert "No space left on device" in sentence(told.code, told.facts, type(told))

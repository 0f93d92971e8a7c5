"""The drawing pool outlives its dead; a lock tells the living from the dead."""

import gc
import os
import signal
import struct
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from toonverse.jobs.pool import ATTEMPTS_MAX, DrawingDied, DrawingPool
from toonverse.jobs.presence import Presence, Steering

LARGE = 3_000_000
SECONDS_MAX = 60


def die_once(mark: str) -> str:
    """Kills its process the first time that it is called with this mark."""
    if not os.path.exists(mark):
        Path(mark).touch()
        os._exit(3)
    return "drawn"


def die_always(log: str) -> None:
    with open(log, "a", encoding="ascii") as file:
        file.write("x")
    os._exit(4)


def killed_while_answering(mark: str) -> bytes:
    """An answer larger than a pipe holds, whose process is killed half-way through sending it (once)."""
    if not os.path.exists(mark):
        Path(mark).touch()
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
        fill_slowly()
    return bytes(LARGE)


def fill_slowly() -> None:
    """Sends half a message on this process's own pipe, then waits for the kill."""
    own = next(found for found in gc.get_objects() if isinstance(found, Connection) and not found.closed)
    os.write(own.fileno(), struct.pack("!i", LARGE) + bytes(1000))
    time.sleep(60)


def unpicklable_error() -> None:
    class Local(Exception):
        pass

    raise Local("not at home elsewhere")


def fail() -> None:
    raise ValueError("no picture")


@pytest.fixture(scope="module")
def pool():
    with DrawingPool(1) as pool:
        yield pool


def test_a_task_whose_process_died_is_drawn_by_another(pool: DrawingPool, tmp_path: Path):
    assert pool.submit(die_once, str(tmp_path / "mark")).result() == "drawn"


def test_a_task_that_kills_every_process_fails_in_bounds_and_the_pool_lives_on(
    pool: DrawingPool, tmp_path: Path
):
    log = tmp_path / "log"
    with pytest.raises(DrawingDied):
        pool.submit(die_always, str(log)).result()
    assert len(log.read_text()) == ATTEMPTS_MAX
    assert pool.submit(len, "drawn").result() == 5


def test_a_process_killed_half_way_through_its_answer_is_replaced(pool: DrawingPool, tmp_path: Path):
    mark = str(tmp_path / "mark")
    assert pool.submit(killed_while_answering, mark).result(timeout=SECONDS_MAX) == bytes(LARGE)


def test_the_tasks_of_other_processes_do_not_notice_a_death(tmp_path: Path):
    with DrawingPool(2) as two:
        deadly = two.submit(die_always, str(tmp_path / "log"))
        assert [two.submit(len, "x" * n).result(timeout=SECONDS_MAX) for n in range(20)] == list(range(20))
        with pytest.raises(DrawingDied):
            deadly.result(timeout=SECONDS_MAX)


def test_an_error_that_cannot_travel_comes_as_its_words(pool: DrawingPool):
    with pytest.raises(RuntimeError, match="Local: not at home elsewhere"):
        pool.submit(unpicklable_error).result(timeout=SECONDS_MAX)


def test_an_error_of_the_task_itself_is_not_tried_again(pool: DrawingPool):
    with pytest.raises(ValueError, match="no picture"):
        pool.submit(fail).result()


def test_a_closed_pool_takes_nothing():
    pool = DrawingPool(1)
    pool.shutdown()
    with pytest.raises(RuntimeError):
        pool.submit(len, "")


def test_an_owner_is_alive_while_its_process_holds_its_lock(tmp_path: Path):
    with Presence(tmp_path) as one, Presence(tmp_path) as other:
        assert one.alive(one.owner)
        assert one.alive(other.owner)
        gone = other.owner
    with Presence(tmp_path) as later:
        assert not later.alive(gone)
        assert not later.alive("12-never")


def test_what_a_dead_owner_left_is_swept_away(tmp_path: Path):
    (tmp_path / "owners").mkdir()
    (tmp_path / "owners" / "999-dead").touch()
    with Presence(tmp_path) as here:
        here.sweep()
        assert [path.name for path in (tmp_path / "owners").iterdir()] == [here.owner]


def test_a_home_has_one_wheel(tmp_path: Path):
    first, second = Steering(tmp_path), Steering(tmp_path)
    assert first.take()
    assert first.take(), "who holds it may ask again"
    assert not second.take()
    first.give_up()
    assert second.take()
    second.give_up()

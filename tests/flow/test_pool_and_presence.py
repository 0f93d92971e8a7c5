"""The drawing pool outlives its dead; a lock tells the living from the dead."""

import os
from pathlib import Path

import pytest

from toonverse.jobs.pool import ATTEMPTS_MAX, DrawingDied, DrawingPool
from toonverse.jobs.presence import Presence, Steering


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

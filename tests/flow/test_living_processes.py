"""Commands that meet a running one: Ctrl-C, a second `make`, cancel and retry from another process."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from commands import SECONDS_MAX, finish, run, start
from toonverse.bootstrap import open_books
from toonverse.jobs.follow import Progress, progress
from toonverse.jobs.presence import Steering
from toonverse.metering.invariants import examine
from toonverse.settings import Settings

PANELS = 12


def seen(home: Path) -> Progress | None:
    """How far the home's first episode is; None before there is one."""
    if not (home / "toonverse.sqlite3").exists():
        return None
    with open_books(Settings(home=home)) as books:
        return progress(books.works, 1) if books.works.jobs.recent() else None


def wait_for(home: Path, reached: Callable[[Progress], bool]) -> Progress:
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        found = seen(home)
        if found is not None and reached(found):
            return found
        time.sleep(0.05)
    raise AssertionError(f"never reached: {seen(home)}")


def check_books(home: Path) -> None:
    with open_books(Settings(home=home)) as books:
        assert examine(books.engine, books.zone) == []


def test_ctrl_c_leaves_nothing_broken_and_the_same_command_goes_on(home: Path, stories: dict[str, Path]):
    command = ("make", stories["en"], "--panels", str(PANELS), "--json")
    process = start(home, *command)
    wait_for(home, lambda progress: progress.painted >= 1)
    process.send_signal(signal.SIGINT)
    stopped = finish(process)
    assert stopped.code == 130, stopped.err
    assert stopped.error["code"] == "stopped"
    assert "Traceback" not in stopped.err
    check_books(home)
    again = run(home, *command)
    assert again.code == 0, again.err
    receipt = run(home, "receipt", "1", "--json").object
    assert receipt["cost_usd"] == 0
    check_books(home)


def test_a_polite_kill_ends_like_ctrl_c(home: Path, stories: dict[str, Path]):
    process = start(home, "make", stories["en"], "--panels", str(PANELS), "--json")
    wait_for(home, lambda progress: progress.panels == PANELS)
    process.terminate()
    stopped = finish(process)
    assert "Traceback" not in stopped.err
    assert stopped.code == 130
    check_books(home)


def test_drawing_processes_end_with_a_killed_parent(home: Path, stories: dict[str, Path]):
    process = start(home, "make", stories["en"], "--panels", str(PANELS), "--json")
    wait_for(home, lambda progress: progress.painted >= 1)
    children = _children(process)
    assert children
    process.kill()
    process.communicate(timeout=SECONDS_MAX)
    deadline = time.monotonic() + SECONDS_MAX
    while any(_runs(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_runs(child) for child in children)


def test_an_episode_is_finished_though_a_drawing_process_is_killed(home: Path, stories: dict[str, Path]):
    process = start(home, "make", stories["en"], "--panels", str(PANELS), "--json")
    wait_for(home, lambda progress: progress.painted >= 1)
    drawing = [child for child in _children(process) if "spawn_main" in _command(child)]
    os.kill(drawing[0], signal.SIGKILL)
    made = finish(process)
    assert made.code == 0, made.err
    assert made.object["panels"] == PANELS
    check_books(home)


def test_make_beside_a_running_server_hands_it_the_job(home: Path, stories: dict[str, Path]):
    server = start(home, "serve", "--port", "18547")
    try:
        wait_for_wheel(home)
        made = run(home, "make", stories["en"], "--panels", "4", "--json")
        assert made.code == 0, made.err
        assert made.object["panels"] == 4
        assert not Steering(home).take(), "the server kept the wheel all the while"
    finally:
        server.send_signal(signal.SIGINT)
        finish(server)
    check_books(home)


def test_the_follower_takes_over_when_the_worker_is_killed(home: Path, stories: dict[str, Path]):
    command = ("make", stories["en"], "--panels", str(PANELS), "--json")
    worker = start(home, *command)
    wait_for(home, lambda progress: progress.painted >= 1)
    follower = start(home, *command)
    worker.kill()
    worker.communicate(timeout=SECONDS_MAX)
    followed = finish(follower)
    assert followed.code == 0, followed.err
    assert json.loads(followed.out)["panels"] == PANELS
    check_books(home)


def test_a_cancelled_job_stops_and_a_retried_one_finishes(home: Path, stories: dict[str, Path]):
    command = ("make", stories["en"], "--panels", str(PANELS), "--json")
    process = start(home, *command)
    wait_for(home, lambda progress: progress.panels == PANELS)
    assert run(home, "jobs", "cancel", "1").code == 0
    cancelled = finish(process)
    assert cancelled.code == 1
    assert cancelled.error["code"] == "job_cancelled"
    jobs = run(home, "jobs", "show", "1", "--json").object["jobs"]
    assert jobs[0]["status"] == "CANCELLED"
    assert {job["status"] for job in jobs} <= {"CANCELLED", "DONE"}
    assert run(home, "jobs", "retry", "1").out.strip().endswith("QUEUED")
    finished = run(home, *command)
    assert finished.code == 0, finished.err
    assert {job["status"] for job in run(home, "jobs", "show", "1", "--json").object["jobs"]} == {"DONE"}
    check_books(home)


def test_one_step_can_be_done_anew(home: Path, stories: dict[str, Path]):
    command = ("make", stories["en"], "--panels", "3", "--json")
    strip = Path(run(home, *command).object["strip"])
    before = strip.stat().st_mtime_ns
    picture = strip.read_bytes()
    assert run(home, "jobs", "retry", "1", "--step", "packaging.assemble").code == 0
    assert run(home, *command).code == 0
    assert strip.stat().st_mtime_ns != before
    assert strip.read_bytes() == picture, "the same panels give the same bytes"
    assert run(home, "jobs", "retry", "1", "--step", "image.generate").code == 0
    assert run(home, *command).code == 0
    assert strip.read_bytes() == picture, "what is painted stays"
    assert run(home, "jobs", "retry", "1", "--step", "image.paint").code == 2


def wait_for_wheel(home: Path) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        if (home / "jobs.lock").exists():
            mine = Steering(home)
            if not mine.take():
                return
            mine.give_up()
        time.sleep(0.1)
    raise AssertionError("the server never took the wheel")


def _children(process: "subprocess.Popen[str]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(pid) for path in listed for pid in path.read_text().split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False

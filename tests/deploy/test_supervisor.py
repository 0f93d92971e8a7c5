"""The Supervisor file that ships with the project, run by Supervisor itself."""

import configparser
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SOURCES = DEPLOY.parent / "src"
SECONDS_MAX = 90.0
CONTROLLED = """[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(what: str, true: Callable[[], bool]) -> None:
    ends = time.monotonic() + SECONDS_MAX
    while not true():
        assert time.monotonic() < ends, what
        time.sleep(0.1)


def health(port: int) -> str:
    """What the server says of itself; "" while it does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return str(json.load(answer)["status"])
    except (OSError, urllib.error.URLError):
        return ""


class Supervised:
    """supervisord over a home of its own, on free ports, with this checkout's `toonverse` on its path."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        (self.home / "logs").mkdir(parents=True)
        self.ports = {"toonverse-image": free_port(), "toonverse-server": free_port()}
        shipped = (DEPLOY / "supervisor" / "toonverse.conf").read_text()
        for usual, name in ((8003, "toonverse-image"), (8000, "toonverse-server")):
            assert f"--port {usual}" in shipped
            shipped = shipped.replace(f"--port {usual}", f"--port {self.ports[name]}")
        commands = folder / "bin"
        commands.mkdir()
        command = commands / "toonverse"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m toonverse "$@"\n')
        command.chmod(0o755)
        files = f"logfile={folder}/supervisord.log\npidfile={folder}/supervisord.pid\n"
        self.short = tempfile.mkdtemp()  # for the socket: the folder's own path may be too long for one
        socket_file = f"{self.short}/ctl"
        own = f"[supervisord]\n{files}nodaemon=true\n[unix_http_server]\nfile={socket_file}\n{CONTROLLED}"
        own += f"[supervisorctl]\nserverurl=unix://{socket_file}\n"
        (folder / "supervisord.conf").write_text(own + shipped)
        self.log = folder / "supervisord.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", str(folder / "supervisord.conf")],
            env={
                "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(SOURCES),
                "TOONVERSE_HOME": str(self.home),
                "TOONVERSE_WORKERS": "1",
                "HOME": str(folder),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def control(self, *words: str) -> str:
        """What `supervisorctl` says to these words."""
        conf = str(self.log.with_name("supervisord.conf"))
        command = [sys.executable, "-m", "supervisor.supervisorctl", "-c", conf, *words]
        env = {**os.environ, "TOONVERSE_HOME": str(self.home)}
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=SECONDS_MAX).stdout

    def pids(self, name: str) -> list[int]:
        """Of the program's processes so far, as Supervisor noted them."""
        said = self.log.read_text() if self.log.exists() else ""
        return [int(found) for found in re.findall(rf"spawned: '{name}' with pid (\d+)", said)]


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    found = Supervised(tmp_path)
    yield found
    found.process.terminate()
    found.process.wait(SECONDS_MAX)
    shutil.rmtree(found.short)


def test_both_programs_start_come_back_after_a_kill_and_end_in_good_order(supervised: Supervised):
    for name, port in supervised.ports.items():
        until(f"{name} is healthy", lambda port=port: health(port) == "healthy")
    for name, port in supervised.ports.items():
        os.kill(supervised.pids(name)[-1], signal.SIGKILL)
        until(f"{name} is started again", lambda name=name: len(supervised.pids(name)) == 2)
        until(f"{name} is healthy again", lambda port=port: health(port) == "healthy")
    logs = {path.name for path in (supervised.home / "logs").iterdir()}
    assert logs >= {"image-engine.log", "image-engine-error.log", "server.log", "server-error.log"}
    supervised.process.terminate()
    assert supervised.process.wait(SECONDS_MAX) == 0
    said = supervised.log.read_text()
    for name in supervised.ports:
        assert f"stopped: {name} (exit status 0)" in said


def test_one_program_is_restarted_by_its_plain_name(supervised: Supervised):
    name = "toonverse-image"
    until(f"{name} is healthy", lambda: health(supervised.ports[name]) == "healthy")
    assert f"{name}: started" in supervised.control("restart", name)
    until(f"{name} is healthy again", lambda: health(supervised.ports[name]) == "healthy")
    assert len(supervised.pids(name)) == 2


def test_supervisor_and_systemd_start_the_same_programs():
    conf = configparser.RawConfigParser(strict=True)
    conf.read(DEPLOY / "supervisor" / "toonverse.conf")
    for name in ("image", "server"):
        unit = configparser.RawConfigParser(strict=True)
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read(DEPLOY / "systemd" / f"toonverse-{name}.service")
        command = conf[f"program:toonverse-{name}"]["command"]
        assert unit["Service"]["ExecStart"] == f"/opt/toonverse/bin/{command}"
        assert unit["Service"]["TimeoutStopSec"] == conf[f"program:toonverse-{name}"]["stopwaitsecs"]
        for stream, key in (("stdout", "StandardOutput"), ("stderr", "StandardError")):
            log = Path(conf[f"program:toonverse-{name}"][f"{stream}_logfile"]).name
            assert unit["Service"][key] == f"append:/var/log/toonverse/{log}"

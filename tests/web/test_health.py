"""`/health` of a server that cannot work on jobs says so, and its pages stay open."""

import json
import signal
import socket
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from commands import SECONDS_MAX, finish, start


def test_a_server_whose_job_desk_has_died_is_unhealthy_and_still_shows_its_gallery(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "jobs.sqlite3").write_bytes(b"no database" * 1000)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start(home, "serve", "--port", str(port))
    try:
        status, health = _until(f"http://127.0.0.1:{port}/health", "unhealthy")
        assert (status, health["status"]) == (503, "unhealthy")
        assert health["checks"] == {"database": True, "storage": True, "jobs": False}
        with urlopen(f"http://127.0.0.1:{port}/", timeout=SECONDS_MAX) as gallery:
            assert gallery.status == 200
    finally:
        server.send_signal(signal.SIGINT)
        told = finish(server).err
    assert "jobs.sqlite3" in told


def _until(address: str, wanted: str) -> tuple[int, dict[str, object]]:
    """The first answer with this status; the desk may live for a moment."""
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=SECONDS_MAX) as answer:
                status, health = answer.status, json.load(answer)
        except HTTPError as refusal:
            status, health = refusal.code, json.load(refusal)
        except URLError:
            status, health = 0, {}
        if health.get("status") == wanted:
            return status, health
        time.sleep(0.1)
    raise AssertionError(f"never {wanted}")

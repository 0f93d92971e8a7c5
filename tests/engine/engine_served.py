"""An engine served to whoever a test lets ask, and the panels that are asked for."""

import socket

from starlette.testclient import TestClient

from toonverse.bootstrap import House
from toonverse.web.doors import Doors
from toonverse.web.engine.app import create_engine_app
from toonverse.web.engine.drawing import Engine

OWN = "http://127.0.0.1:8003"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def served(house: House, engine: Engine, bind: str = "127.0.0.1", **headers: str) -> TestClient:
    app = create_engine_app(engine, house.checks, bind, Doors.of(house.books.engine))
    return TestClient(
        app,
        base_url=OWN,
        client=("127.0.0.1", 50000),
        headers=headers,
        raise_server_exceptions=False,
    )


def panel(number: int = 1, prompt: str = "a lighthouse in a storm", **more: object) -> dict[str, object]:
    """A small one: what a test wants is rarely its size."""
    return {"panel_number": number, "visual_prompt": prompt, "width": 128, "height": 192, **more}

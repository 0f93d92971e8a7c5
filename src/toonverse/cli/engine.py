"""`toonverse engine`: the image engine in a process of its own."""

import asyncio

from toonverse.bootstrap import House, engine_of, load_settings, open_house
from toonverse.cli.serve import listening_on, serve_on
from toonverse.jobs.desk import Desk
from toonverse.web.doors import Doors
from toonverse.web.engine.app import create_engine_app


def serve_engine(host: str, port: int) -> None:
    """Until Ctrl-C, SIGTERM or SIGHUP. Where others can reach the address, only an API key opens it.

    Raises PortTaken, StorageError.
    """
    # One file of settings serves studio and engine: the address in it is this engine's own.
    with open_house(load_settings().model_copy(update={"ai_image_engine_url": ""})) as house:
        Desk(house.settings.home, house.studio, house.pool).book_left()
        asyncio.run(_serve(house, "127.0.0.1" if host == "localhost" else host, port))


async def _serve(house: House, host: str, port: int) -> None:
    listening = listening_on(host, port)
    app = create_engine_app(engine_of(house), house.checks, host, Doors.of(house.books.engine))
    try:
        await serve_on(listening, app)
    finally:
        await house.meter.finish()  # what was bought is booked, whoever asked for it
        listening.close()

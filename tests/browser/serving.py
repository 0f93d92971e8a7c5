"""The application on a real port of loopback, as `toonverse serve` runs it."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI

from toonverse.web.app import create_app
from toonverse.web.works_shelf import WorksShelf


def served(shelf: WorksShelf) -> AbstractContextManager[tuple[str, int]]:
    return serving(create_app(shelf, lambda: {"database": True}))


@contextmanager
def serving(app: FastAPI, port: int = 0) -> Iterator[tuple[str, int]]:
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="warning", proxy_headers=False, ws="none"
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", port
    server.should_exit = True
    thread.join()

"""The engine as a service of its own (`toonverse engine`): its endpoints, its health, the same guard."""

from dataclasses import replace

from fastapi import FastAPI

from toonverse import __version__
from toonverse.web.doors import Doors
from toonverse.web.engine.drawing import Engine
from toonverse.web.engine.routes import Checks, health_routes, routes
from toonverse.web.layers import layered


def create_engine_app(engine: Engine, checks: Checks, bind: str, doors: Doors) -> FastAPI:
    """`checks` must hold for it to be healthy, besides its folder; `bind` is the address it listens on."""
    app = FastAPI(title="Toonverse image engine", version=__version__, docs_url=None, redoc_url=None)
    for router in (health_routes(engine, checks), routes(engine)):
        app.router.routes.extend(router.routes)
    return layered(app, {}, bind, replace(doors, cookie=""))  # no pages, so nobody signs in

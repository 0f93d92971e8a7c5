"""Composes the web application: what is served, and what stands before it."""

from contextlib import suppress

from fastapi import FastAPI

from toonverse import __version__
from toonverse.store.job_rows import JobMissing
from toonverse.store.works import ProjectMissing
from toonverse.web import page_fonts, static_files
from toonverse.web.access import OwnerOf
from toonverse.web.api import (
    balloons,
    books,
    characters,
    drafts,
    episodes,
    health,
    jobs,
    metrics,
    mine,
    orders,
    panels,
    posts,
    projects,
    publishing,
    shorts,
    spending,
    users,
    webhook,
)
from toonverse.web.doors import Doors
from toonverse.web.engine import routes as engine_routes
from toonverse.web.engine.drawing import Engine
from toonverse.web.layers import layered
from toonverse.web.office import Office
from toonverse.web.pages import (
    account,
    calls,
    costs,
    files,
    gallery,
    job,
    newsdesk,
    panel,
    preview,
    publish,
    reader,
    signin,
    still,
    studio,
)
from toonverse.web.pages import characters as character_pages
from toonverse.web.pages import drafts as draft_pages
from toonverse.web.pages import posts as post_pages
from toonverse.web.pages import series as series_pages
from toonverse.web.pages import shorts as short_pages
from toonverse.web.shelf import Shelf


def create_app(
    shelf: Shelf,
    checks: health.Checks,
    bind: str = "127.0.0.1",
    office: Office | None = None,
    engine: Engine | None = None,
) -> FastAPI:
    """The gallery, the reader and their API.

    `shelf` is where episodes come from, `checks` what `/health` reports, `bind` the address that the
    server listens on: without a key anything but loopback is refused. `office` is what the API of accounts
    and orders works with; without one there is none, and no key opens anything. `engine` is the image
    engine, if it is served here too. Serve with `proxy_headers=False`.
    """
    app = FastAPI(title="Toonverse", version=__version__, docs_url=None, redoc_url=None)
    app.state.has_rooms = office is not None
    apis = [health.routes(checks), episodes.routes(shelf)]
    if office is not None:
        rooms = (
            users,
            books,
            mine,
            orders,
            jobs,
            projects,
            panels,
            publishing,
            drafts,
            balloons,
            characters,
            shorts,
            spending,
            metrics,
            posts,
            webhook,
        )
        apis += [room.routes(office) for room in rooms]
    if engine is not None:
        apis.append(engine_routes.routes(engine))
    for api in apis:
        app.router.routes.extend(api.routes)
    for room in (gallery, reader, series_pages, preview, files, still):
        app.router.routes.extend(room.routes(shelf))
    if office is not None:
        app.router.routes.extend([*newsdesk.routes(office), *post_pages.routes(office)])
        app.router.routes.extend([*draft_pages.routes(office), *panel.routes(office), *job.routes(office)])
        app.router.routes.extend(character_pages.routes(office))
        app.router.routes.extend([*costs.routes(office), *calls.routes(office)])
        app.router.routes.extend([*publish.routes(shelf, office), *studio.routes(office)])
        app.router.routes.extend([*signin.routes(office), *account.routes(office)])
        app.router.routes.extend(short_pages.routes(office))
    app.router.routes.extend([*static_files.ROUTES, *page_fonts.ROUTES])
    doors = Doors() if office is None else Doors.of(office.engine, office.clock)
    return layered(app, _owners(shelf, office), bind, doors)


def _owners(shelf: Shelf, office: Office | None) -> dict[str, OwnerOf]:
    """To whom belongs what an address names."""
    owners: dict[str, OwnerOf] = {"episode_id": lambda episode_id: shelf.owner(episode_id)}
    if office is not None:
        works = office.works

        def of_project(project_id: int) -> str | None:
            with suppress(ProjectMissing):
                return works.project(project_id).account
            return None

        def of_job(job_id: int) -> str | None:
            with suppress(JobMissing):
                return shelf.owner(works.jobs.get(job_id).episode_id)
            return None

        owners |= {"project_id": of_project, "job_id": of_job}
    return owners

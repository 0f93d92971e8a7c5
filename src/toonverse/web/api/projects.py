"""`/api/projects`: what episodes stand under."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from toonverse.store.records import Project
from toonverse.web.api.naming import told
from toonverse.web.api.orders import plain_episode
from toonverse.web.api.paging import Cursor, Limit, number_of, paged
from toonverse.web.api.words import LINE
from toonverse.web.callers import Calling
from toonverse.web.office import Office

TITLE_MAX = 200


class NewProject(BaseModel):
    """A title is an account's own: the same again is the same project."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"title": "Rain"}]}
    )
    title: Annotated[str, Field(min_length=1, max_length=TITLE_MAX, pattern=r"\S"), LINE]


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.post("/projects", status_code=201)
    def create_project(body: NewProject, caller: Calling) -> JSONResponse:
        """My project of that title, made if there is none."""
        found = office.works.find_or_create_project(caller.account, body.title.strip())
        return told(plain_project(found), 201)

    @router.get("/projects")
    def list_projects(caller: Calling, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """My projects, newest first, with their numbers of episodes and of active ones; for an admin all."""
        whose = None if caller.sees_all else caller.account
        found = office.works.projects_before(whose, number_of(cursor), limit + 1)
        return told(paged("projects", found, limit, plain_project, lambda project: [project.id]))

    @router.get("/projects/{project_id:int}")
    def show_project(project_id: int) -> JSONResponse:
        return told(plain_project(office.works.project(project_id)))

    @router.get("/projects/{project_id:int}/episodes")
    def list_episodes(project_id: int, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """The project's episodes, newest first."""
        found = office.works.made_before(None, number_of(cursor), limit + 1, project_id)
        return told(paged("episodes", found, limit, plain_episode, lambda episode: [episode.id]))

    return router


def plain_project(project: Project) -> dict[str, object]:
    return {
        "id": project.id,
        "account": project.account,
        "title": project.title,
        "episodes": project.episodes,
        "active_episodes": project.active_episodes,
        "created_at": project.created_at.isoformat(),
    }

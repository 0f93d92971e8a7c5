"""`/api/episodes/{id}/panels/{number}/balloons`: the vector layer over a panel, edited balloon by balloon."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Add, BalloonEdit, BalloonKind, Change, Remove
from toonverse.jobs.plain_panels import plain_overlay
from toonverse.studio.by_hand import BalloonChange
from toonverse.web.api.naming import told
from toonverse.web.api.panels import NAME_MAX, TEXT_MAX, Number
from toonverse.web.office import Office

FAR_PX = 100_000
FONT_MOST_PX = 2_000
TURN_MOST_DEG = 180
EDITION_MAX = 64

Index = Annotated[int, Path(ge=0, le=1_000, description="The balloon's index in its layer.")]
Place = Annotated[float, Field(ge=-FAR_PX, le=FAR_PX, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=FAR_PX, allow_inf_nan=False)]
Edition = Annotated[str, Field(max_length=EDITION_MAX)]
EditionOf = Annotated[
    str, Query(max_length=EDITION_MAX, description="The layer's edition that the change was made on.")
]


class BalloonWish(BaseModel):
    """What shall be other; what is left out stays. Lengths in pixels of the panel.

    `x`, `y` are the centre, `width`, `height` the outline's without its tail. `tail` is where its tip shall
    be, "auto" leads it to the speaker, "none" takes it away. With an `edition` the change is refused (409)
    where the layer is another one by now.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"x": 320, "y": 180, "text": "Who is there?"}]}
    )
    text: Annotated[str | None, Field(max_length=TEXT_MAX)] = None
    kind: BalloonKind | None = None
    speaker: Annotated[str | None, Field(max_length=NAME_MAX)] = None
    x: Place | None = None
    y: Place | None = None
    width: Length | None = None
    height: Length | None = None
    font_px: Annotated[float | None, Field(gt=0, le=FONT_MOST_PX, allow_inf_nan=False)] = None
    rotation_deg: Annotated[float | None, Field(ge=-TURN_MOST_DEG, le=TURN_MOST_DEG, allow_inf_nan=False)] = (
        None
    )
    tail: tuple[Place, Place] | Literal["auto", "none"] | None = None
    edition: Edition = ""

    def edit(self) -> BalloonEdit:
        said = self.model_dump(exclude={"edition", "tail"})
        return BalloonEdit(**said, tail=Point(*self.tail) if isinstance(self.tail, tuple) else self.tail)


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api/episodes/{episode_id:int}/panels/{panel}/balloons")

    def changed(episode_id: int, panel: int, change: BalloonChange, edition: str) -> JSONResponse:
        made = office.editing.edit_balloon(episode_id, panel, change, edition)
        return told(plain_overlay(made), 202)

    @router.get("")
    def show(episode_id: int, panel: Number) -> JSONResponse:
        """The layer as it shall be now, its balloons, what is wrong with them, and the layer as SVG, drawn as
        it is printed."""
        return told(plain_overlay(office.editing.balloons(episode_id, panel)))

    @router.patch("/{balloon}", status_code=202)
    def change(episode_id: int, panel: Number, balloon: Index, body: BalloonWish) -> JSONResponse:
        """Changes a balloon; what is joined to it goes along, and its tail finds the mouth again unless it
        was put where it is. Words always fit, nothing leaves the picture; what else is wrong is told in
        `problems`."""
        return changed(episode_id, panel, Change(balloon, body.edit()), body.edition)

    @router.post("", status_code=202)
    def add(episode_id: int, panel: Number, body: BalloonWish) -> JSONResponse:
        """One balloon more, with a `text`; its index is the answer's `changed`."""
        return changed(episode_id, panel, Add(body.edit()), body.edition)

    @router.delete("/{balloon}", status_code=202)
    def remove(episode_id: int, panel: Number, balloon: Index, edition: EditionOf = "") -> JSONResponse:
        """Takes a balloon away, with its words."""
        return changed(episode_id, panel, Remove(balloon), edition)

    return router

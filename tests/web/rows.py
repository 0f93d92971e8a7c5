"""What the test of authorisation knows of a route; the rows of the studio and of what is not painted yet."""

from dataclasses import dataclass, field
from typing import Any

from web_client import OWN

FORM = {"origin": OWN}


@dataclass(frozen=True)
class Row:
    """`status` is what who is let in gets; who signed in perhaps another (`signed_in`). In `path`, `{draft}`
    is ada's unpublished episode, and so on.
    """

    purpose: str
    path: str
    status: int = 200
    json: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    signed_in: int = 0


STUDIO = {
    "GET /api/episodes/{episode_id:int}/script": Row("reads its own", "/api/episodes/{draft}/script", 409),
    "PUT /api/episodes/{episode_id:int}/script": Row(
        "writes its own", "/api/episodes/{draft}/script", 409, {"mark": "", "scenes": []}
    ),
    "GET /api/episodes/{episode_id:int}/storyboard": Row(
        "reads its own", "/api/episodes/{draft}/storyboard", 409
    ),
    "PUT /api/episodes/{episode_id:int}/storyboard": Row(
        "writes its own", "/api/episodes/{draft}/storyboard", 409, {"mark": "", "shots": [{"from": [1]}]}
    ),
    "POST /api/episodes/{episode_id:int}/approve": Row(
        "writes its own", "/api/episodes/{draft}/approve", 409, {}
    ),
    "GET /studio": Row("writes", "/studio"),
    "GET /studio/styles/{mark}.webp": Row("writes", "/studio/styles/none.webp", 404),
    "POST /studio/price": Row("writes", "/studio/price", 422, headers=FORM),
    "POST /studio": Row("writes", "/studio", 422, headers=FORM),
    "GET /studio/{episode_id:int}": Row("reads its own", "/studio/{draft}"),
    "GET /studio/{episode_id:int}/live": Row("reads its own", "/studio/{draft}/live"),
    "GET /studio/{episode_id:int}/now": Row("reads its own", "/studio/{draft}/now"),
    "GET /studio/{episode_id:int}/panels/{number:int}/{name}": Row(
        "reads its own", "/studio/{draft}/panels/1/none.webp", 404
    ),
    "GET /studio/{episode_id:int}/shots": Row("reads its own", "/studio/{draft}/shots", 409),
    "POST /studio/{episode_id:int}/shots": Row("writes its own", "/studio/{draft}/shots", 409, headers=FORM),
    "GET /studio/{episode_id:int}/shots/{number:int}/{mark}.webp": Row(
        "reads its own", "/studio/{draft}/shots/1/none.webp", 409
    ),
    "GET /studio/{episode_id:int}/script": Row("reads its own", "/studio/{draft}/script", 409),
    "POST /studio/{episode_id:int}/script": Row(
        "writes its own", "/studio/{draft}/script", 409, headers=FORM
    ),
    "POST /studio/{episode_id:int}/{what}": Row(
        "writes its own", "/studio/{draft}/cancel", 303, headers=FORM
    ),
    "GET /studio/{episode_id:int}/exports/{name}": Row("reads its own", "/studio/{draft}/exports/comic.cbz"),
}

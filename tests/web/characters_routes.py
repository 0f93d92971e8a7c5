"""What the routes of characters are for: rows of `test_authorisation`."""

from typing import Any

from web_client import OWN

PERSON = "/api/projects/{project_id:int}/characters/{character}"
NONE = "/api/projects/{project}/characters/none"

CHARACTERS: dict[str, tuple[Any, ...]] = {
    "GET /api/projects/{project_id:int}/characters": (
        "reads its own", "/api/projects/{project}/characters", 200, None,
    ),
    "POST /api/projects/{project_id:int}/characters": (
        "writes its own", "/api/projects/{project}/characters", 400, {"name": " "},
    ),
    f"GET {PERSON}": ("reads its own", NONE, 404, None),
    f"PATCH {PERSON}/look": ("writes its own", f"{NONE}/look", 404, {}),
    f"DELETE {PERSON}/look": ("writes its own", f"{NONE}/look", 404, None),
    f"POST {PERSON}/references": ("writes its own", f"{NONE}/references", 404, None),
    f"GET {PERSON}/references/{{number}}/picture": (
        "reads its own", f"{NONE}/references/1/picture", 404, None,
    ),
    f"DELETE {PERSON}/references/{{number}}": ("writes its own", f"{NONE}/references/1", 404, None),
    f"PUT {PERSON}/shown": ("writes its own", f"{NONE}/shown", 404, {"reference": None}),
    f"POST {PERSON}/sheet/quote": ("reads its own", f"{NONE}/sheet/quote", 404, {}),
    "GET /studio/{episode_id:int}/characters": ("reads its own", "/studio/{draft}/characters", 200, None),
    "POST /studio/{episode_id:int}/characters": (
        "writes its own", "/studio/{draft}/characters", 404, None, {"origin": OWN},
    ),
    "GET /studio/{episode_id:int}/characters/{mark}.webp": (
        "reads its own", "/studio/{draft}/characters/0.webp", 404, None,
    ),
    f"POST {PERSON}/sheet": ("writes its own", f"{NONE}/sheet", 404, {}),
}  # fmt: skip
"""Route -> purpose, an address of it, the status of who is let in, a body."""

"""What the routes of panels are for: rows of `test_authorisation`."""

from typing import Any

AT = "/api/episodes/{episode_id:int}/panels/{panel}"
NINE = "/api/episodes/{draft}/panels/9"
PAGE = "/studio/{episode_id:int}/panels/{number:int}"
READS, WRITES = "reads its own", "writes its own"
FORM = {"origin": "http://127.0.0.1:8000"}

PANELS: dict[str, tuple[Any, ...]] = {
    f"GET {AT}": (READS, NINE, 404),
    f"GET {AT}/takes/{{take}}/picture": (READS, f"{NINE}/takes/1/picture", 404),
    f"POST {AT}/quote": (READS, f"{NINE}/quote", 404, {}),
    f"POST {AT}/reroll": (WRITES, f"{NINE}/reroll", 404, {}),
    f"POST {AT}/takes": (WRITES, f"{NINE}/takes", 404),
    f"POST {AT}/takes/{{take}}/accept": (WRITES, f"{NINE}/takes/1/accept", 404),
    f"POST {AT}/takes/{{take}}/retry": (WRITES, f"{NINE}/takes/1/retry", 404),
    f"PUT {AT}/words": (WRITES, f"{NINE}/words", 404, {"lines": []}),
    f"DELETE {AT}/words": (WRITES, f"{NINE}/words", 404),
    f"GET {AT}/balloons": (READS, f"{NINE}/balloons", 404),
    f"POST {AT}/balloons": (WRITES, f"{NINE}/balloons", 404, {"text": "여기"}),
    f"PATCH {AT}/balloons/{{balloon}}": (WRITES, f"{NINE}/balloons/0", 404, {"x": 1, "y": 1}),
    f"DELETE {AT}/balloons/{{balloon}}": (WRITES, f"{NINE}/balloons/0", 404),
    f"POST {AT}/undo": (WRITES, f"{NINE}/undo", 404),
    f"POST {AT}/redo": (WRITES, f"{NINE}/redo", 404),
    f"POST {AT}/letter": (WRITES, f"{NINE}/letter", 404),
    f"GET {PAGE}": (READS, "/studio/{draft}/panels/9", 404),
    f"GET {PAGE}/now": (READS, "/studio/{draft}/panels/9/now", 404),
    f"GET {PAGE}/takes/{{name}}": (READS, "/studio/{draft}/panels/9/takes/1", 404),
    f"POST {PAGE}/art": (WRITES, "/studio/{draft}/panels/9/art", 422, None, FORM),
    f"POST {PAGE}/{{what}}": (WRITES, "/studio/{draft}/panels/9/undo", 404, None, FORM),
}
"""Route -> purpose, an address of it, the status of who is let in, a body, headers."""

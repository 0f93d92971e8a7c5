"""What `/openapi.json` says besides the routes: how answers and refusals look, and how a key comes along."""

from typing import Any

from fastapi import FastAPI

from toonverse.web.answers import answers, shapes

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` says it exactly; `facts` are what a program may want to know of it.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "facts": {"type": "object"},
    },
    "example": {
        "type": "about:blank",
        "title": "A budget does not allow it; nothing was started.",
        "status": 403,
        "code": "budget_exceeded",
        "facts": {"scope": "global", "window": "day", "needed_nusd": 480000000, "limit_nusd": 100000000},
    },
}
REFUSED = {
    "description": "Refused: 400 malformed, 401 and 403 not let in or money says no, 404 not there, "
    "409 not now, 413 too large, 422 makes no sense, 429 and 503 later.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
ABOUT = (
    "Send an API key as `Authorization: Bearer tv_...`; the owner of the machine needs none on it. Lists "
    "come in pages: `limit`, and `cursor` with the `next_cursor` of the page before. What creates something "
    "takes an `Idempotency-Key`: sent again under it, it is not done again; a project of the same title, and "
    "the same picture for a panel, are the same without one. Amounts are US dollars. More fields than are "
    "described may come: read past them."
)
NOT_OURS = ("HTTPValidationError", "ValidationError")
"""What the framework would say of itself; its mistakes are problems like all others here."""


def described(app: FastAPI) -> FastAPI:
    """The application, whose own description tells of refusals and keys."""
    of_routes = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            said = of_routes()
            said["info"]["description"] = ABOUT
            _complete(said)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way of changing it
    return app


def _complete(said: dict[str, Any]) -> None:
    parts = said.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in NOT_OURS:
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    schemas |= shapes()
    parts["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    said["security"] = [{"key": []}, {}]
    looks = answers()
    for path, operations in said.get("paths", {}).items():
        for method, operation in operations.items():
            operation["responses"].pop("422", None)
            if (look := looks.get(f"{method.upper()} {path}")) is not None:
                done = next(one for status, one in operation["responses"].items() if status.startswith("2"))
                said_already = done.get("content", {}).get("application/json", {}).get("schema")
                if not said_already:  # the image engine's own process has a health of its own
                    done["content"] = {"application/json": look}
            operation["responses"]["default"] = REFUSED

"""Which endpoint a request is for, and which API's clients will read the answer."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from toonverse.web.gateway.refusals import Api, MethodUnfit, NotHere

PREFIXES = ("/v1/", "/v1beta/")
Endpoint = Literal["models", "model", "chat", "responses", "generations", "edits", "gemini"]

_FIXED: dict[str, tuple[str, Endpoint]] = {
    "/v1/models": ("GET", "models"),
    "/v1beta/models": ("GET", "models"),
    "/v1/chat/completions": ("POST", "chat"),
    "/v1/responses": ("POST", "responses"),
    "/v1/images/generations": ("POST", "generations"),
    "/v1/images/edits": ("POST", "edits"),
}
_MODEL = re.compile(
    r"/(v1|v1beta)/models/([A-Za-z0-9._-]{1,100})(?::(generateContent|streamGenerateContent))?"
)


class Beside:
    """The gateway beside the pages: it has a guard and limits of its own, and no headers of a page."""

    def __init__(self, pages: ASGIApp, gateway: ASGIApp) -> None:
        self.pages = pages
        self.gateway = gateway

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_its = scope["type"] == "http" and scope["path"].startswith(PREFIXES)
        await (self.gateway if is_its else self.pages)(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Route:
    """`version` and `operation` are Gemini's; `model` is empty where the body names it."""

    endpoint: Endpoint
    api: Api
    model: str = ""
    version: str = ""
    operation: str = ""


def api_of(scope: Scope) -> Api:
    """Gemini's clients ask below /v1beta, or with Google's header or parameter for a key."""
    path: str = scope["path"]
    if path.startswith("/v1beta/") or ((found := _MODEL.fullmatch(path)) and found[3]):
        return "gemini"
    is_google = any(name == b"x-goog-api-key" for name, _ in scope["headers"])
    return "gemini" if is_google or "key" in query_of(scope) else "openai"


def route_of(scope: Scope) -> Route:
    """Raises NotHere, MethodUnfit."""
    path, api = scope["path"], api_of(scope)
    if path in _FIXED:
        method, endpoint = _FIXED[path]
        route = Route(endpoint, api)
    elif found := _MODEL.fullmatch(path):
        method = "POST" if found[3] else "GET"
        route = Route("gemini" if found[3] else "model", api, found[2], found[1], found[3] or "")
    else:
        raise NotHere(path=path[:200])
    if scope["method"] != method:
        raise MethodUnfit(method=scope["method"][:20])
    return route


def query_of(scope: Scope) -> dict[str, str]:
    """The first value of each parameter."""
    said = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=20)
    return {name: values[0] for name, values in said.items()}

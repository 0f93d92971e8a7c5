"""Where one can go from any page: the rooms that whoever looks may enter, and two switches beside them."""

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from starlette.requests import HTTPConnection

from toonverse.web.callers import CALLER, NOBODY, VISITOR, Caller

Look = Literal["", "light", "dark"]
LOOKS: tuple[Look, ...] = get_args(Look)
"""As the system wishes, always light, always dark: a press leads from each to the next."""
LOOK_COOKIE = "look"
SWITCHES = frozenset({"lang", LOOK_COOKIE})


@dataclass(frozen=True, slots=True)
class Room:
    """`name` is a key of the catalogue after `room.`, and of an icon."""

    name: str
    address: str
    is_here: bool


ROOMS = {
    "gallery": ("/read", "/series"),
    "studio": ("/studio", "/preview"),
    "shorts": ("/shorts",),
    "posts": ("/posts",),
    "costs": ("/costs",),
    "account": ("/account",),
    "signin": ("/signin",),
}
"""What each room's addresses begin with."""


def rooms_of(connection: HTTPConnection) -> list[Room]:
    """The rooms for whoever looks, in their order; where there are no accounts just the gallery."""
    me = connection.scope.get(CALLER) or NOBODY
    app, path = connection.scope.get("app"), connection.url.path
    has_more = bool(getattr(getattr(app, "state", None), "has_rooms", False))
    names = _names(me) if has_more else ["gallery"]
    return [Room(name, "/" if name == "gallery" else f"/{name}", _is_in(path, name)) for name in names]


def _names(me: Caller) -> list[str]:
    if me == NOBODY:
        return ["signin"]
    if me == VISITOR:
        return ["gallery", "studio", "posts", "signin"]
    names = ["gallery", "studio", "shorts"] if "write" in me.scopes else ["gallery"]
    names.append("posts")
    if me.sees_all:
        names.append("costs")
    return [*names, "account"] if me.session_id else names


def _is_in(path: str, name: str) -> bool:
    inside = any(path == below or path.startswith(f"{below}/") for below in ROOMS[name])
    return inside or (name == "gallery" and path == "/")


def look_of(connection: HTTPConnection) -> Look:
    """What this address asks for, else what was asked for before, else as the system wishes."""
    said = asked_look(connection)
    return _look(connection.cookies.get(LOOK_COOKIE)) if said is None else said


def asked_look(connection: HTTPConnection) -> Look | None:
    """The look that this very address asks for, to be remembered; None for no wish or one that is none."""
    said = connection.query_params.get(LOOK_COOKIE)
    return _look(said) if said in LOOKS or said == "system" else None


def next_look(look: Look) -> str:
    """What a press of the switch asks for."""
    return LOOKS[(LOOKS.index(look) + 1) % len(LOOKS)] or "system"


def switch(connection: HTTPConnection, name: str, wish: str) -> str:
    """The address of this page with another language or look, all else as it is.

    What a form's answer shows has no address: the switch leads to the room that it is in.
    """
    if connection.scope.get("method", "GET") not in ("GET", "HEAD"):
        here = next((one.address for one in rooms_of(connection) if one.is_here), "/")
        return f"{here}?{urlencode({name: wish})}"
    kept = connection.query_params.multi_items()
    return "?" + urlencode([*((key, value) for key, value in kept if key not in SWITCHES), (name, wish)])


def _look(said: str | None) -> Look:
    return next((look for look in LOOKS if look == said), "")

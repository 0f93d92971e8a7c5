"""Renders the pages: Jinja2, everything escaped, an undefined name is an error."""

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from toonverse.web.callers import CALLER
from toonverse.web.form_tokens import FormToken
from toonverse.web.i18n import COOKIE, Voice, asked_language, language_of
from toonverse.web.page_fonts import PLACE, with_letters
from toonverse.web.rooms import LOOK_COOKIE, asked_look, look_of, next_look, rooms_of, switch
from toonverse.web.shelf import address, srcset
from toonverse.web.static_files import address_of
from toonverse.web.troubles import waits_for, why

YEAR_S = 365 * 24 * 3600


@cache
def environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {"static": address_of, "address": address, "srcset": srcset, "letters": Markup(PLACE)}
    return made


def page(connection: HTTPConnection, template: str, status: int = 200, **facts: object) -> HTMLResponse:
    """The template in the reader's language and look; `?lang=` and `?look=` are remembered in cookies.

    Each form that posts gets the token that proves it is ours. `me` is who looks, None outside the door.
    """
    voice, token = Voice(language_of(connection)), FormToken(connection)
    look, me = look_of(connection), connection.scope.get(CALLER)
    known = {
        "here": connection.url.path,
        "me": me,
        "why": partial(why, voice, keeps_house=me is not None and me.sees_all),
        "waits_for": partial(waits_for, voice),
        "csrf": token,
        "rooms": rooms_of(connection),
        "look": look,
        "next_look": next_look(look),
        "switch": partial(switch, connection),
    }
    html = environment().get_template(template).render(t=voice, **known, **facts)
    answer = HTMLResponse(with_letters(token.put_into(html)), status)
    token.leave(answer)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    for name, asked in ((COOKIE, asked_language(connection)), (LOOK_COOKIE, asked_look(connection))):
        if asked is not None:
            answer.set_cookie(name, asked, max_age=YEAR_S, httponly=True, samesite="lax")
    return answer

"""What proves that a form was sent by a page of ours: a token made of a secret that only that browser has.

The secret is the session's, or for a visitor who is not signed in that of a cookie made for nothing else.
The token is its hash, so nothing is stored for it: any process knows it, a restart changes nothing, and who
reads a page's source learns nothing that signs in. `page` puts it into each form that posts, so no template
can forget it.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

SECRET = "toonverse.form_secret"
"""Where the guard leaves the secret of this browser in a request's scope; "" where it has none yet."""
IS_SECURE = "toonverse.is_secure"
"""Whether the browser came by https, perhaps to a proxy before us."""
VISIT_COOKIE = "toonverse_visit"
FIELD, HEADER = "csrf", "x-csrf-token"
SECRET_BYTES = 32

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>')
_PLAIN = re.compile(rb"(?:^|&)csrf=([A-Za-z0-9_-]{43})(?:&|$)")
_MULTIPART = re.compile(rb'name="csrf"\r\n\r\n([A-Za-z0-9_-]{43})\r\n')


def token_of(secret: str) -> str:
    """43 characters of base64url. The secret can't be had back from it."""
    digest = hashlib.sha256(b"toonverse form " + secret.encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def visit_of(connection: HTTPConnection) -> str:
    """The secret of a visitor's cookie; "" where there is none, or none that we made."""
    said = connection.cookies.get(VISIT_COOKIE, "")
    return said if _SECRET.fullmatch(said) else ""


def is_told(scope: Scope, body: bytes) -> bool:
    """Whether a request carries this browser's token, in its header or as a field of its form."""
    secret = scope.get(SECRET, "")
    headers = Headers(scope=scope)
    said = headers.get(HEADER, "").encode("latin-1")
    if not said:
        is_parts = headers.get("content-type", "").lower().startswith("multipart/form-data")
        found = (_MULTIPART if is_parts else _PLAIN).search(body)
        said = found[1] if found else b""
    return bool(secret) and hmac.compare_digest(said, token_of(secret).encode())


class FormToken:
    """The token of the browser that a page is made for; one without a secret gets one when it is asked for.

    `str` of it is the token, for templates.
    """

    def __init__(self, connection: HTTPConnection) -> None:
        self._secret = connection.scope.get(SECRET, "") or visit_of(connection)
        self._is_secure = bool(connection.scope.get(IS_SECURE, False))
        self._is_new = False

    def __str__(self) -> str:
        if not self._secret:
            self._secret, self._is_new = secrets.token_urlsafe(SECRET_BYTES), True
        return token_of(self._secret)

    def put_into(self, page: str) -> str:
        """The page with a field for it in each form that posts."""
        if not _FORM.search(page):
            return page
        field = f'<input type="hidden" name="{FIELD}" value="{self}">'
        return _FORM.sub(lambda form: form[0] + field, page)

    def leave(self, answer: Response) -> None:
        """Gives a new secret to the browser, for as long as it runs."""
        if self._is_new:
            answer.set_cookie(
                VISIT_COOKIE, self._secret, httponly=True, samesite="lax", secure=self._is_secure
            )

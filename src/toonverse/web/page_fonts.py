"""The faces of a page: the very letters it shows, in one style sheet whose address spells them.

Machines without Korean fonts would show boxes, and no two machines the same page. So each page links a sheet
that holds its letters, subset from the package's own faces; about a dozen kilobytes. The faces lie inside the
sheet as data, not beside it: a face that comes after the first paint would move what is being read.
The address needs no memory behind it (code points, as gaps between them, in base64url), so any process can
answer it, and a browser may keep it for good.
"""

import html
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.draw.web_fonts import covered, subset
from toonverse.store.fonts import font_files
from toonverse.web.errors import NotFound
from toonverse.web.static_files import FOREVER

PLACE = "<!-- the page's own letters -->"
"""Where a template wants the link."""
ADDRESS_MAX = 900
"""Characters of an address that spell one face's letters, 400 to 600. The system's fonts set the others."""
FACES = {
    "Toonverse Text": ("GothicA1_600SemiBold", "NotoSansJP_700Bold"),
    "Toonverse Loud": ("GothicA1_900Black", "NotoSansJP_700Bold"),
}
"""The families of the style sheet, each with the faces that set its letters; the first that can draws one."""
_LOUD = re.compile(r"<(h1|h2|strong|b)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SAID_LATER = re.compile(r'\bdata-done="([^"]*)"')
_SHEETS_KEPT = 128
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Letters:
    """What a page sets: everything, and what of it stands in headings. Sorted, each once."""

    text: str
    loud: str

    @property
    def address(self) -> str:
        return f"/letters/{spelled(self.text)}.{spelled(self.loud)}.css"


def letters_of(page: str) -> Letters:
    """The letters that a page (HTML) shows, or says when a button is pressed."""
    body = page.partition("</head>")[2]
    shown = _TAG.sub(" ", body) + "".join(_SAID_LATER.findall(body))
    loud = "".join(_TAG.sub(" ", inside) for _, inside in _LOUD.findall(body))
    return Letters(_kept(html.unescape(shown)), _kept(html.unescape(loud)))


def _kept(text: str) -> str:
    """Its letters, each once and sorted; the last of them left out where an address could not spell all."""
    kept = sorted({c for c in text if c > " " and c.isprintable()} | {" "})
    while len(spelled(kept)) > ADDRESS_MAX:
        kept = kept[:-8]
    return "".join(kept)


def with_letters(page: str) -> str:
    """The page with the link to its letters in place."""
    return page.replace(PLACE, f'<link rel="stylesheet" href="{letters_of(page).address}">', 1)


def spelled(letters: Iterable[str]) -> str:
    """Sorted letters as base64url of the gaps between their code points, seven bits a byte."""
    out, before = bytearray(), 0
    for letter in letters:
        gap, before = ord(letter) - before, ord(letter)
        while gap >= 0x80:
            out.append(gap & 0x7F | 0x80)
            gap >>= 7
        out.append(gap)
    return urlsafe_b64encode(bytes(out)).decode().rstrip("=")


def read_letters(address: str) -> str:
    """The letters that `spelled` wrote. Raises ValueError for anything that it does not write."""
    if len(address) > ADDRESS_MAX:
        raise ValueError("too many letters")
    try:
        spelling = urlsafe_b64decode(address + "=" * (-len(address) % 4))
    except Base64Error as failure:
        raise ValueError("no base64") from failure
    found, code, gap, shift = [], 0, 0, 0
    for byte in spelling:
        gap |= (byte & 0x7F) << shift
        shift += 7
        if byte & 0x80:
            continue
        code += gap
        gap = shift = 0
        if code > _LAST or 0xD800 <= code <= 0xDFFF:
            raise ValueError("no letter")
        found.append(chr(code))
    letters = "".join(found)
    if spelled(letters) != address or letters != "".join(sorted(set(letters))):
        raise ValueError("not as it is spelled here")
    return letters


@lru_cache(_SHEETS_KEPT)
def sheet(letters: Letters) -> str:
    """The `@font-face` rules of these letters, the faces inside."""
    return "".join(
        _rules(family, wanted)
        for family, wanted in zip(FACES, (letters.text, letters.loud), strict=True)
        if wanted.strip()
    )


def _rules(family: str, letters: str) -> str:
    rules, left = [], letters
    for name in FACES[family]:
        face = font_files()[name]
        drawn = covered(face, left)
        left = "".join(c for c in left if c not in drawn)
        if drawn.strip():
            data = b64encode(subset(face, drawn)).decode()
            ranges = ",".join(f"U+{ord(c):X}" for c in drawn)
            rules.append(
                f'@font-face{{font-family:"{family}";font-weight:100 900;font-display:swap;'
                f"unicode-range:{ranges};src:url(data:font/woff2;base64,{data})format('woff2')}}"
            )
        if not left.strip():
            break
    return "".join(rules)


def serve(request: Request) -> Response:
    try:
        letters = Letters(*(read_letters(request.path_params[part]) for part in ("text", "loud")))
    except ValueError as failure:
        raise NotFound(path=request.url.path) from failure
    return Response(sheet(letters), media_type="text/css", headers={"Cache-Control": FOREVER})


ROUTES = [Route("/letters/{text}.{loud}.css", serve)]

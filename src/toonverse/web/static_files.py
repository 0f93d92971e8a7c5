"""Style sheets, icon and scripts, ours and htmx: read once, addressed by their content, cached for good."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.web.errors import NotFound

FOLDER = Path(__file__).parent / "static"
BROUGHT = Path(__file__).parents[1] / "assets" / "scripts"
"""What the build brings into the package (`build_assets.py`)."""
FOREVER = "public, max-age=31536000, immutable"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    content: bytes
    media_type: str
    mark: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Name -> file, for every file of both folders."""
    found = [*FOLDER.iterdir(), *BROUGHT.iterdir()]
    return {path.name: _read(path) for path in sorted(found) if path.suffix in MEDIA_TYPES}


def address_of(name: str) -> str:
    """The address templates use; a misspelt name is a KeyError."""
    return f"/static/{static_files()[name].mark}/{name}"


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    return StaticFile(content, MEDIA_TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:12])


def serve(request: Request) -> Response:
    file = static_files().get(request.path_params["name"])
    if file is None or file.mark != request.path_params["mark"]:
        raise NotFound(path=request.url.path)
    headers = {"Cache-Control": FOREVER, "ETag": f'"{file.mark}"'}
    return Response(file.content, media_type=file.media_type, headers=headers)


ROUTES = [Route("/static/{mark}/{name}", serve)]

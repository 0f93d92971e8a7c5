"""What the forms of a person's own pages have in common: they come from us, and each field is read once."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from toonverse.errors import UsageError
from toonverse.web.errors import ForeignOrigin


class FormUnfit(UsageError):
    """It is no form that a page of ours sends. Facts: `field`."""

    code = "wish_unfit"


def require_own(request: Request) -> None:
    """A plain form must come from a page of ours: browsers say where it came from. Raises ForeignOrigin."""
    if "origin" not in request.headers:  # a foreign one never gets past the guard
        raise ForeignOrigin(path=request.url.path)


def read_fields(body: bytes, fields_max: int) -> dict[str, str]:
    """A plain form's fields, each once; those left empty, too. Raises FormUnfit."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=fields_max, errors="strict"
        )
    except ValueError as unfit:
        raise FormUnfit(field="form") from unfit
    return dict(pairs)

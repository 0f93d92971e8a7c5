"""A client that stands where the owner of this computer stands: loopback to loopback, in a page of ours."""

from starlette.testclient import TestClient

from toonverse.web.app import create_app
from toonverse.web.form_tokens import VISIT_COOKIE, token_of
from toonverse.web.shelf import Shelf

OWN = "http://127.0.0.1:8000"
VISIT = "v" * 43


def owner(
    shelf: Shelf, *, bind: str = "127.0.0.1", at: str = OWN, client: str = "127.0.0.1", well: bool = True
) -> TestClient:
    """`bind` is the address served on, `at` the address asked for, `client` where the request comes from.

    It sends with everything the token that a page of ours puts into its forms.
    """
    app = create_app(shelf, lambda: {"database": True, "storage": well}, bind)
    asking = TestClient(
        app,
        base_url=at,
        client=(client, 50000),
        headers={"x-csrf-token": token_of(VISIT)},
        follow_redirects=False,
        raise_server_exceptions=False,
    )
    asking.cookies.set(VISIT_COOKIE, VISIT)
    return asking

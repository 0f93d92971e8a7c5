"""A client that stands where the owner of this computer stands: loopback to loopback."""

from starlette.testclient import TestClient

from toonverse.web.app import create_app
from toonverse.web.shelf import Shelf

OWN = "http://127.0.0.1:8000"


def owner(
    shelf: Shelf, *, bind: str = "127.0.0.1", at: str = OWN, client: str = "127.0.0.1", well: bool = True
) -> TestClient:
    """`bind` is the address served on, `at` the address asked for, `client` where the request comes from."""
    app = create_app(shelf, lambda: {"database": True, "storage": well}, bind)
    return TestClient(
        app, base_url=at, client=(client, 50000), follow_redirects=False, raise_server_exceptions=False
    )

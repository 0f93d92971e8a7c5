"""Without sign-in only this computer's owner gets in: address, name, way and sender are all looked at."""

import pytest
from starlette.testclient import TestClient

from toonverse.store.records import Episode
from toonverse.web.guard import FORWARDING, FORWARDING_BEGINNINGS, is_loopback
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN, owner

LINK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "LocalHost"])
def test_loopback_names_are_known(host: str):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [None, "", "0.0.0.0", "::", "192.168.0.7", "127.0.0.1.evil.example", "localhost.evil.example", "127.1"],
)
def test_anything_else_is_not_loopback(host: str | None):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "localhost", "LOCALHOST:80", "[::1]:8000"]
)
def test_loopback_hosts_are_let_in(client: TestClient, host: str):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil@localhost",
        "localhost:8000, evil.example",
        "localhost/evil",
        "192.168.0.7:8000",
        "0.0.0.0:8000",
        "[::]:8000",
        "localhost:",
        "",
    ],
)
def test_a_name_bound_to_this_computer_by_someone_else_is_misdirected(client: TestClient, host: str):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["code"] == "foreign_host"


def test_two_host_headers_are_refused(client: TestClient):
    request = client.build_request("GET", "/")
    request.headers = type(request.headers)([("host", "localhost"), ("host", "evil.example")])
    assert client.send(request).status_code == 421


SENT_BY_PROXIES = (
    "CF-Connecting-IP",
    "CF-Connecting-IPv6",
    "CF-Ray",
    "CloudFront-Viewer-Address",
    "Fastly-Client-IP",
    "Fly-Client-IP",
    "Fly-Forwarded-Port",
    "Proxy-Connection",
    "True-Client-IP",
    "Via",
    "X-Amzn-Trace-Id",
    "X-Appengine-User-IP",
    "X-Azure-ClientIP",
    "X-Azure-SocketIP",
    "X-Cluster-Client-IP",
    "X-Envoy-External-Address",
    "X-Envoy-Original-Path",
    "X-Forward-For",
    "X-Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Original-Forwarded-For",
    "X-Original-Host",
    "X-Original-URL",
    "X-Real-IP",
    "X-Vercel-Forwarded-For",
)
"""As their makers name them."""


@pytest.mark.parametrize(
    "name",
    [
        *sorted(FORWARDING),
        *(f"{beginning}anything" for beginning in FORWARDING_BEGINNINGS),
        *SENT_BY_PROXIES,
        "X-Forwarded-Anything",
        "X_Forwarded_For",
    ],
)
@pytest.mark.parametrize("value", ["127.0.0.1", ""])
def test_what_a_proxy_forwarded_is_refused(client: TestClient, name: str, value: str):
    answer = client.get("/", headers={name: value})
    assert (answer.status_code, answer.json()["code"]) == (403, "forwarded")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://evil.example:8000",
        "http://localhost:8000",  # another name than the one asked for is another origin
        "http://127.0.0.1:3000",
        "https://127.0.0.1:8000",
        "http://127.0.0.1",
        "null",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_origin_is_refused(client: TestClient, draft: Episode, origin: str, method: str):
    answer = client.request(method, f"/api/episodes/{draft.id}/activate", headers={"origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert client.get("/").text.count(draft.title) == 0


def test_our_own_origin_is_let_in(client: TestClient, draft: Episode):
    answer = client.post(f"/api/episodes/{draft.id}/activate", headers={"origin": OWN})
    assert answer.status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    ],
)
def test_a_foreign_page_cannot_use_ours_as_a_part_of_itself(
    client: TestClient, site: str, more: dict[str, str]
):
    assert client.get("/", headers={"sec-fetch-site": site, **more}).status_code == 403


def test_a_link_followed_from_another_site_opens_the_page_but_changes_nothing(
    client: TestClient, draft: Episode
):
    assert client.get("/", headers=LINK).status_code == 200
    assert client.post(f"/api/episodes/{draft.id}/activate", headers=LINK).status_code == 403


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "192.168.0.7", ""])
def test_a_server_that_listens_to_the_network_lets_nobody_in_without_sign_in(shelf: WorksShelf, bind: str):
    answer = owner(shelf, bind=bind).get("/")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_local")


def test_another_computer_is_refused(shelf: WorksShelf):
    assert owner(shelf, client="192.168.0.9").get("/").status_code == 403
    assert (
        owner(shelf, at="http://192.168.0.7:8000").get("/", headers={"host": "localhost"}).status_code == 403
    )


@pytest.mark.parametrize(
    "path", ["/", "/health", "/openapi.json", "/read/1", "/nowhere", "/static/x/app.css"]
)
def test_no_address_is_open_to_a_foreign_host(client: TestClient, path: str):
    assert client.get(path, headers={"host": "evil.example"}).status_code == 421


def test_a_person_who_is_refused_is_told_so_on_a_page(client: TestClient):
    answer = client.get("/", headers={"host": "evil.example", "accept": "text/html", "accept-language": "en"})
    assert answer.status_code == 421
    assert 'href="http://localhost:8000/"' in answer.text
    assert "<link" not in answer.text, "nothing else would be given"
    assert answer.headers["content-type"].startswith("text/html")


def test_a_websocket_is_closed(client: TestClient):
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/", headers={"host": "evil.example"}):
        pass

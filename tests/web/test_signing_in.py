"""Signing in: by password and by link, what a session is and when it ends, and what a form must carry."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from people import FAST, People, people
from starlette.responses import Response
from starlette.testclient import TestClient

from toonverse.metering import sessions, sign_in
from toonverse.metering.passwords import PasswordUnfit, set_password
from toonverse.metering.sign_in_tables import passwords, sign_in_links, sign_in_tries
from toonverse.metering.users import disable_user, enable_user
from toonverse.web.app import create_app
from toonverse.web.doors import session_cookie
from toonverse.web.pages.signin import next_of
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN

PASSWORD = "비 오는 날의 우산"
FORM = {"origin": OWN, "accept": "text/html", "accept-language": "en"}
LINK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[People]:
    with people(tmp_path) as found:
        set_password(found.house.engine, found.house.clock, found.users["ada"].id, PASSWORD, FAST)
        yield found


def token_in(page: str) -> str:
    return re.findall(r'name="csrf" value="([^"]+)"', page)[0]


def entering(client: TestClient, name: str = "ada", password: str = PASSWORD, **more: str) -> Response:
    """As a browser does: the form first, then what it sends."""
    token = token_in(client.get("/signin", headers=FORM).text)
    said = {"csrf": token, "name": name, "password": password, **more}
    return client.post("/signin", data=said, headers=FORM)


def link_of(home: People, account: str = "local") -> str:
    return f"/signin?token={sign_in.make_link(home.house.engine, home.house.clock, account)}"


def test_a_password_opens_a_session_that_no_script_reads_and_no_foreign_form_sends(home: People):
    client = home.bare()
    answer = entering(client, next="/studio?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/studio?x=1")
    said = next(one for one in answer.headers.get_list("set-cookie") if "toonverse_visit" not in one)
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=2592000"} <= set(said.split("; "))
    assert "Secure" not in said
    assert client.get("/studio").status_code == 200
    assert client.get("/api/me").json()["name"] == "ada"
    assert client.get("/costs").status_code == 403, "she is no admin"


def test_behind_https_the_cookie_goes_by_https_only(home: People):
    proxy = {"host": "toons.example", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7"}
    client = home.bare(**proxy)
    form = {**FORM, "origin": "https://toons.example"}
    page = client.get("/signin", headers=form)
    assert "Secure" in page.headers["set-cookie"]
    visit = page.headers["set-cookie"].split(";")[0]
    said = {"csrf": token_in(page.text), "name": "ada", "password": PASSWORD}
    answer = client.post("/signin", data=said, headers={**form, "cookie": visit})
    assert answer.status_code == 303
    assert all("Secure" in one for one in answer.headers.get_list("set-cookie"))


def test_who_comes_through_a_proxy_signs_in_and_is_nobody_before(home: People):
    proxy = {"host": "toons.example", "x-forwarded-for": "203.0.113.7", "accept": "text/html"}
    client = home.bare(**proxy)
    assert client.get("/").headers["location"] == "/signin?next=/"
    assert client.get("/signin").status_code == 200
    client.cookies.set(session_cookie(home.house.engine), secret_of(home))
    assert client.get("/studio").status_code == 200


def secret_of(home: People, who: str = "ada") -> str:
    return sessions.open_session(home.house.engine, home.house.clock, home.users[who].id, "a browser")


def test_a_server_on_the_network_asks_everybody_who_they_are(home: People):
    app = create_app(WorksShelf(home.works, home.home), lambda: {}, "0.0.0.0", home.office, home.engine)
    at = "http://192.168.0.7:8000"
    client = TestClient(app, base_url=at, client=("192.168.0.9", 5), follow_redirects=False)
    for path in ("/", "/posts", "/studio", "/api/me", "/api/posts"):
        assert client.get(path).json()["code"] == "key_missing", path
    assert client.post("/engine/image/quote", json={}).status_code == 401
    for path in ("/signin", "/health"):
        assert client.get(path).status_code == 200
    client.cookies.set(session_cookie(home.house.engine), secret_of(home))
    assert client.get("/studio").status_code == 200
    assert client.get("/studio", headers={"origin": "http://evil.example"}).status_code == 403


def test_a_link_signs_in_once_and_leaves_no_trace_in_the_address(home: People):
    client, link = home.bare(), link_of(home)
    assert client.head(link).status_code == 200, "asking for its head does not use it up"
    answer = client.get(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["cache-control"] == "no-store"
    assert client.get("/costs").status_code == 200, "the machine's owner is an admin"
    assert home.bare().get(link, headers=FORM).status_code == 410
    assert home.house.rows(sign_in_links) == []


def test_a_link_is_of_no_use_after_an_hour_or_to_a_disabled_user(home: People):
    engine, clock = home.house.engine, home.house.clock
    late = link_of(home)
    clock.advance(timedelta(hours=1))
    assert home.bare().get(late).status_code == 410
    hers = link_of(home, home.users["ada"].id)
    disable_user(engine, clock, "ada")
    assert home.bare().get(hers).status_code == 410


def test_no_secret_is_stored(home: People):
    client, link = home.bare(), link_of(home)
    entering(client)
    cookie = client.cookies[session_cookie(home.house.engine)]
    home.house.engine.dispose()
    stored = b"".join(path.read_bytes() for path in (home.home / "books").iterdir())
    for secret in (cookie, PASSWORD, link.partition("=")[2]):
        assert secret.encode() not in stored
    assert all(str(row["hash"]).startswith("$argon2id$") for row in home.house.rows(passwords))


def test_signing_in_never_takes_over_a_session_that_is_there(home: People):
    engine = home.house.engine
    client, cookie = home.bare(), session_cookie(engine)
    client.cookies.set(cookie, "x" * 43, domain="127.0.0.1")
    entering(client)
    assert client.cookies[cookie] != "x" * 43
    assert sessions.signed_in_by(engine, home.house.clock, "x" * 43) is None


@pytest.mark.parametrize(
    ("name", "password"), [("ada", "wrong password"), ("nobody", PASSWORD), ("bob", PASSWORD), ("ada", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(home: People, name: str, password: str):
    answer = entering(home.bare(), name, password)
    assert answer.status_code == 401
    assert "That name and password do not go together." in answer.text
    assert "toonverse_" not in str(answer.headers.get_list("set-cookie"))


def test_the_same_work_is_done_for_a_name_that_nobody_has(home: People):
    """What is compared takes the time: it must be done whether there is a user, a password, or neither."""
    done = []

    class Counting(type(FAST)):  # type: ignore[misc]
        def verify(self, *said: object) -> bool:
            done.append(said)
            return bool(super().verify(*said))

    engine, clock = home.house.engine, home.house.clock
    for name in ("ada", "bob", "nobody"):
        with pytest.raises(sign_in.SignInRefused):
            sign_in.sign_in(engine, clock, name, "wrong password", "::1", "", Counting(1, 8, 1))
    assert len(done) == 3


def test_a_disabled_user_is_signed_out_at_once_and_stays_so(home: People):
    client, engine = home.browser("ada"), home.house.engine
    assert client.get("/studio").status_code == 200
    disable_user(engine, home.house.clock, "ada")
    assert client.get("/studio").status_code == 401
    assert entering(home.bare()).status_code == 401
    enable_user(engine, "ada")
    assert client.get("/studio").status_code == 401


def test_a_session_ends_when_it_is_not_used_and_in_any_case_after_its_longest(home: People):
    client, clock = home.browser("ada"), home.house.clock
    begun = clock()
    while clock() + timedelta(days=6) < begun + sessions.LONGEST:
        clock.advance(timedelta(days=6))
        assert client.get("/studio").status_code == 200
    clock.advance(timedelta(days=6))
    assert client.get("/studio").status_code == 401
    other = home.browser("ada")
    clock.advance(sessions.IDLE)
    assert other.get("/studio").status_code == 401


def test_signing_out_ends_the_session_itself_not_only_the_cookie(home: People):
    client, engine = home.browser("ada"), home.house.engine
    cookie = client.cookies[session_cookie(engine)]
    answer = client.post("/signout", headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert sessions.signed_in_by(engine, home.house.clock, cookie) is None


def test_a_user_has_so_many_sessions_and_no_more(home: People):
    engine, clock, ada = home.house.engine, home.house.clock, home.users["ada"].id
    first = secret_of(home)
    for _ in range(sessions.OF_ONE_MAX):
        clock.advance(timedelta(seconds=1))
        secret_of(home)
    assert len(sessions.list_sessions(engine, clock, ada)) == sessions.OF_ONE_MAX
    assert sessions.signed_in_by(engine, clock, first) is None


@pytest.mark.parametrize("password", ["short", "x" * 201, "Ada", ""])
def test_a_password_that_is_too_easy_is_not_taken(home: People, password: str):
    with pytest.raises(PasswordUnfit):
        set_password(home.house.engine, home.house.clock, home.users["ada"].id, password, FAST)


def test_a_password_is_the_same_however_a_keyboard_composes_it(home: People):
    set_password(home.house.engine, home.house.clock, home.users["bob"].id, "가나다라마바사아자차", FAST)
    apart = unicodedata.normalize("NFD", "가나다라마바사아자차")
    assert entering(home.bare(), "bob", apart).status_code == 303


def test_a_name_is_tried_so_often_and_no_more_by_any_process(home: People):
    others = create_app(WorksShelf(home.works, home.home), lambda: {}, "127.0.0.1", home.office, home.engine)
    for n in range(sign_in.TRIES_OF_NAME_MAX):
        assert entering(home.bare(), "ADA" if n % 2 else "ada", "wrong password").status_code == 401
    client = TestClient(others, base_url=OWN, client=("127.0.0.9", 5), follow_redirects=False)
    answer = entering(client)
    assert answer.status_code == 429, "though it is the right one, and asked of another process"
    assert 0 < int(answer.headers["retry-after"]) <= sign_in.WINDOW.total_seconds()
    assert entering(home.bare(), "bob", "wrong password").status_code == 401, "another name is not touched"
    home.house.clock.advance(sign_in.WINDOW)
    assert entering(client).status_code == 303


def test_an_address_tries_so_often_whatever_names_it_tries(home: People):
    engine, clock = home.house.engine, home.house.clock

    def tried(n: int, address: str, password: str = "wrong password") -> str:
        return sign_in.sign_in(engine, clock, f"name {n}", password, address, "", FAST)

    for n in range(sign_in.TRIES_OF_ADDRESS_MAX):
        with pytest.raises(sign_in.SignInRefused):
            tried(n, "203.0.113.7")
    with pytest.raises(sign_in.TriedTooOften):
        tried(99, "203.0.113.7")
    with pytest.raises(sign_in.SignInRefused):
        tried(99, "203.0.113.8")


def test_who_succeeds_is_forgiven_the_tries_before(home: People):
    for _ in range(3):
        for _ in range(sign_in.TRIES_OF_NAME_MAX - 1):
            entering(home.bare(), "ada", "wrong password")
        assert entering(home.bare()).status_code == 303


def test_tries_name_nobody(home: People):
    entering(home.bare(), "ada", "wrong password")
    rows = home.house.rows(sign_in_tries)
    assert {str(row["whose"]).partition(":")[0] for row in rows} == {"name", "address"}
    assert "ada" not in str(rows).replace("datetime", "")


@pytest.mark.parametrize(
    "said",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/a\r\nset-cookie: x", "", "studio", "/" + "a" * 2000, "/\t/evil.example"],
)  # fmt: skip
def test_after_signing_in_nobody_is_sent_elsewhere(said: str):
    assert next_of(said) == "/"


def test_a_page_that_needs_who_you_are_leads_to_the_sign_in_page_and_back(home: People):
    answer = home.bare(accept="text/html").get("/studio?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/studio%3Fx%3D1")
    part = home.bare(**{"accept": "text/html", "hx-request": "true"}).get(f"/studio/{home.draft}/now")
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/signin")


def test_what_was_being_written_is_not_lost_to_who_was_signed_out_meanwhile(home: People):
    answer = home.bare(**FORM).post("/studio/price", data={"story": "a long story"})
    assert answer.status_code == 401
    assert "what you wrote is still there" in answer.text


@pytest.mark.parametrize("way", ["field", "multipart", "header"])
def test_a_form_must_carry_its_browsers_token(home: People, way: str):
    client = home.browser("root", **{"x-csrf-token": "", "origin": OWN})
    token = token_in(client.get("/costs").text)
    for said, status in ((token, 303), (token[::-1], 403), ("", 403)):
        headers = {"x-csrf-token": said} if way == "header" else {}
        fields = {"stopped": "yes"} if way == "header" else {"csrf": said, "stopped": "yes"}
        parts = {name: (None, value) for name, value in fields.items()}
        sent = {"files": parts} if way == "multipart" else {"data": fields}
        answer = client.post("/costs/buying", headers=headers, **sent)
        assert answer.status_code == status
        if status == 403:
            assert answer.json()["code"] == "form_stale"


def test_the_token_of_another_session_is_no_token(home: People):
    hers, his = home.browser("ada"), home.browser("bob")
    stolen = token_in(his.get("/studio").text)
    answer = hers.post("/signout", headers={"x-csrf-token": stolen, "origin": OWN})
    assert (answer.status_code, answer.json()["code"]) == (403, "form_stale")


def test_a_form_outlives_the_server_that_made_it(home: People):
    client = home.browser("ada", **{"x-csrf-token": "", "origin": OWN})
    token = token_in(client.get("/studio").text)
    del home.app  # another process
    again = home.bare(origin=OWN)
    again.cookies = client.cookies
    answer = again.post("/studio/price", data={"csrf": token, "story": "비가 온다.", "panels": "2"})
    assert answer.status_code == 200


def test_the_api_takes_a_session_with_the_token_only(home: People):
    client = home.browser("ada", **{"x-csrf-token": ""})
    body = {"title": "비"}
    assert client.post("/api/projects", json=body).json()["code"] == "form_stale"
    token = token_in(client.get("/studio").text)
    assert client.post("/api/projects", json=body, headers={"x-csrf-token": token}).status_code == 201
    assert client.get("/api/projects", headers={"origin": "https://evil.example"}).status_code == 403


def test_a_link_from_elsewhere_opens_a_page_of_who_signed_in_but_changes_nothing(home: People):
    client = home.browser("ada")
    assert client.get("/studio", headers=LINK).status_code == 200
    assert client.post("/signout", headers={**LINK, "origin": "https://evil.example"}).status_code == 403
    inside = {**LINK, "sec-fetch-dest": "iframe"}
    assert client.get("/studio", headers=inside).status_code == 403

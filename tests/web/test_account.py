"""`/account`: what a user is told of their own, and what they change of it; nobody else's."""

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from people import FAST, People, people
from starlette.testclient import TestClient

from metered import PICTURE_NUSD, PICTURE_TOKENS, picture, who
from toonverse.metering import sessions, sign_in
from toonverse.metering.keys import SCOPES, list_keys, opened_by
from toonverse.metering.passwords import set_password
from toonverse.web.account_view import browser_name, short_tokens
from toonverse.web.doors import session_cookie
from toonverse.web.pages.account import KEYS_MAX
from toonverse.web.pages.costs import usd
from web_client import OWN

PASSWORD, NEXT = "a long enough one", "another one, as long"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[People]:
    with people(tmp_path) as found:
        set_password(found.house.engine, found.house.clock, found.users["ada"].id, PASSWORD, FAST)
        yield found


def hers(home: People, name: str = "ada", language: str = "en") -> TestClient:
    return home.browser(name, **{"origin": OWN, "accept-language": language})


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])))


def buy(home: People, name: str, key: str, episode: str = "26") -> None:
    meter = home.house.meter()
    asyncio.run(meter.buy(picture(key), who(home.users[name].id, episode=episode), key))


def test_who_used_nothing_is_told_so_in_both_languages(home: People):
    assert "No tokens used yet." in words(hers(home).get("/account").text)
    assert "아직 토큰을 쓰지 않았습니다." in words(hers(home, language="ko").get("/account").text)


@pytest.mark.parametrize(("way", "name"), [("service", "pictures"), ("model", "picture")])
def test_balance_and_use_are_ones_own_and_add_up(home: People, way: str, name: str):
    buy(home, "ada", "a")
    buy(home, "ada", "b")
    buy(home, "bob", "his")
    page = hers(home).get(f"/account?by={way}&days=7").text
    said = words(page)
    assert f"Tokens left {1000 - 2 * PICTURE_TOKENS}" in said
    assert f"Tokens used {2 * PICTURE_TOKENS} {2 * PICTURE_TOKENS} in all" in said
    assert f"What it cost {usd(2 * PICTURE_NUSD)} 2 calls" in said
    assert f"{name} {2 * PICTURE_TOKENS} {usd(2 * PICTURE_NUSD)} 2 " in said
    assert page.count('<rect class="c1"') == 1, "one day, one bar"


def test_receipts_are_of_ones_own_episodes_by_step(home: People):
    made, his = home.made("ada", "The Pier"), home.made("bob", "The Other Pier")
    buy(home, "ada", "a", str(made.id))
    buy(home, "bob", "b", str(his.id))
    said = words(hers(home).get("/account").text)
    assert f"The Pier Nov 21, 2026 {usd(PICTURE_NUSD)}" in said
    assert f"panels 1 {PICTURE_TOKENS} {usd(PICTURE_NUSD)}" in said
    assert "The Other Pier" not in said


def test_a_key_is_shown_once_and_opens_what_was_ticked(home: People):
    client = hers(home)
    page = client.post("/account/key", data={"label": "my <script>", "scope_read": "yes"})
    assert page.headers["cache-control"] == "no-store"
    (secret,) = re.findall(r">(tv_[A-Za-z0-9_-]+)<", page.text)
    found = opened_by(home.house.engine, secret)
    assert found is not None
    assert (found.account, found.scopes) == (home.users["ada"].id, {"read"})
    again = client.get("/account").text
    assert secret not in again
    assert "my &lt;script&gt;" in again


def test_a_creator_makes_no_admins_key(home: People):
    answer = hers(home).post("/account/key", data={"scope_admin": "yes"})
    assert answer.status_code == 422
    assert "There can be no such key." in answer.text
    assert "scope_admin" not in hers(home).get("/account").text
    assert "scope_admin" in hers(home, "root").get("/account").text


def test_a_key_with_nothing_ticked_may_all_that_its_user_may_by_key(home: People):
    page = hers(home).post("/account/key", data={"label": "all"}).text
    found = opened_by(home.house.engine, re.findall(r">(tv_[A-Za-z0-9_-]+)<", page)[0])
    assert found is not None
    assert found.scopes == set(SCOPES) - {"admin"}


def test_there_are_so_many_keys_and_no_more(home: People):
    client, engine, bob = hers(home, "bob"), home.house.engine, home.users["bob"].id
    for _ in range(KEYS_MAX - 1):
        assert client.post("/account/key", data={"scope_read": "yes"}).status_code == 200
    assert client.post("/account/key", data={"scope_read": "yes"}).status_code == 409
    client.post("/account/revoke", data={"key": list_keys(engine, bob)[0].id})
    assert client.post("/account/key", data={"scope_read": "yes"}).status_code == 200


def test_a_key_is_revoked_by_its_user_and_by_nobody_else(home: People):
    key = home.key_ids["ada"]
    assert hers(home, "bob").post("/account/revoke", data={"key": key}).status_code == 404
    assert opened_by(home.house.engine, home.keys["ada"]) is not None
    assert hers(home).post("/account/revoke", data={"key": key}).status_code == 303
    assert opened_by(home.house.engine, home.keys["ada"]) is None


def test_a_changed_password_signs_every_other_browser_out(home: People):
    client, other = hers(home), hers(home)
    before = client.cookies[session_cookie(home.house.engine)]
    answer = client.post("/account/password", data={"now": PASSWORD, "new": NEXT})
    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert before not in answer.headers["set-cookie"], "a new session, not the old one"
    assert other.get("/account").status_code == 401
    engine, clock = home.house.engine, home.house.clock
    with pytest.raises(sign_in.SignInRefused):
        sign_in.sign_in(engine, clock, "ada", PASSWORD, "::1", "", FAST)
    assert sign_in.sign_in(engine, clock, "ada", NEXT, "::1", "", FAST)


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ({"now": "not it", "new": NEXT}, 401, "That name and password do not go together."),
        ({"new": NEXT}, 401, "That name and password do not go together."),
        ({"now": PASSWORD, "new": "short"}, 422, "A password has 10 to 200 characters"),
        ({"now": PASSWORD}, 422, "A password has 10 to 200 characters"),
    ],
)
def test_a_password_is_not_changed_by_who_does_not_know_it(
    home: People, said: dict[str, str], status: int, told: str
):
    client = hers(home)
    answer = client.post("/account/password", data=said)
    assert answer.status_code == status
    assert told in words(answer.text)
    assert client.get("/account").status_code == 200, "nobody was signed out"
    assert sign_in.sign_in(home.house.engine, home.house.clock, "ada", PASSWORD, "::1", "", FAST)


def test_a_stolen_session_does_not_try_passwords_for_long(home: People):
    client = hers(home)
    for _ in range(sign_in.TRIES_OF_NAME_MAX):
        assert client.post("/account/password", data={"now": "guess", "new": NEXT}).status_code == 401
    answer = client.post("/account/password", data={"now": PASSWORD, "new": NEXT})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_who_came_by_link_sets_a_first_password(home: People):
    client = home.client("", origin=OWN)
    assert "There is none yet." not in words(hers(home).get("/account").text)
    assert client.post("/account/password", data={"new": NEXT}).status_code == 303
    assert sign_in.sign_in(home.house.engine, home.house.clock, "local owner", NEXT, "::1", "", FAST)


def test_one_browser_is_signed_out_from_another_or_all_at_once(home: People):
    first, second, his = hers(home), hers(home), hers(home, "bob")
    page = first.get("/account").text
    assert words(page).count("this browser") == 1
    (other,) = re.findall(r'name="session" value="([0-9a-f]+)"', page)
    his.post("/account/session", data={"session": other})
    assert second.get("/account").status_code == 200, "not by somebody else"
    assert first.post("/account/session", data={"session": other}).status_code == 303
    assert second.get("/account").status_code == 401
    assert first.post("/account/sessions").status_code == 303
    assert sessions.list_sessions(home.house.engine, home.house.clock, home.users["ada"].id) == []
    assert his.get("/account").status_code == 200


def test_no_page_of_another_says_what_is_ones_own(home: People):
    buy(home, "ada", "a")
    said = words(hers(home, "bob").get("/account").text)
    assert "Tokens left 1,000" in said
    assert usd(PICTURE_NUSD) not in said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_browsers_are_called_what_people_call_them(said: str, name: str):
    assert browser_name(said) == name


@pytest.mark.parametrize(
    ("tokens", "said"), [(0, "0"), (999, "999"), (1_500, "1.5k"), (2_000_000, "2M"), (10**9, "1G")]
)
def test_tokens_fit_beside_a_chart(tokens: int, said: str):
    assert short_tokens(tokens) == said

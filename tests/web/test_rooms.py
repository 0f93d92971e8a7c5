"""The way from any page to the others, and the switches of language and look beside it."""

import re
from collections.abc import Iterator

import pytest
from people import People, people
from starlette.testclient import TestClient

from toonverse.web.rooms import LOOKS, next_look
from web_client import OWN


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def led_to(client: TestClient, path: str = "/posts") -> list[str]:
    bar = re.findall(r'<nav class="rooms-bar".*?</nav>', client.get(path).text, re.S)
    return re.findall(r'href="([^"]+)"', "".join(bar))


def test_everybody_is_led_where_they_may_go(home: People):
    assert led_to(home.client()) == led_to(home.browser("root")) == ADMINS
    assert led_to(home.browser("ada")) == [one for one in ADMINS if one != "/costs"]
    assert led_to(home.bare()) == ["/", "/studio", "/posts", "/signin"]
    assert led_to(home.client("reader")) == ["/", "/posts"]
    assert led_to(home.bare(**{"x-forwarded-for": "203.0.113.7"}), "/signin") == []


ADMINS = ["/", "/studio", "/shorts", "/posts", "/costs", "/account"]


def test_every_room_that_is_led_to_is_there_and_says_where_one_is(home: People):
    for path in ADMINS:
        page = home.client().get(path)
        assert page.status_code == 200
        assert re.findall(r'href="([^"]+)" aria-current="page"', page.text) == [path]


def test_a_look_is_as_the_system_until_one_is_chosen_and_then_remembered(home: People):
    client = home.client("ada")
    assert "data-look" not in client.get("/posts").text
    for look in ("dark", "light"):
        assert f'data-look="{look}"' in client.get(f"/posts?look={look}").text
        assert f'data-look="{look}"' in client.get("/posts").text
    assert "data-look" not in client.get("/posts?look=system").text
    assert "data-look" not in client.get("/posts").text
    assert "set-cookie" not in client.get("/posts?look=<b>").headers


def test_pressing_the_switch_comes_round(home: People):
    assert [next_look(look) for look in LOOKS] == ["light", "dark", "system"]


def test_a_switch_keeps_the_rest_of_the_address(home: People):
    page = home.client().get("/costs?days=7&by=model&lang=en&look=dark").text
    assert 'href="?days=7&amp;by=model&amp;lang=ko"' in page
    assert 'href="?days=7&amp;by=model&amp;look=system"' in page


def test_the_answer_to_a_form_has_no_address_so_its_switch_leads_to_its_room(home: People):
    page = home.client("ada", origin=OWN).post("/studio/price", data={"story": "비가 온다."}).text
    assert 'href="/studio?lang=en"' in page


def test_a_script_finds_the_token_where_somebody_signed_in_and_nowhere_else(home: People):
    page = home.browser("ada").get("/studio").text
    (token,) = re.findall(r'<meta name="csrf-token" content="([^"]+)">', page)
    assert f'{{"X-CSRF-Token":"{token}"}}' in page
    assert "csrf" not in home.bare().get("/").text

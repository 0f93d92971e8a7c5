"""What a person is told where something can't be done: in words that are meant for them, with a way back."""

import re
from collections.abc import Iterator

import pytest
from people import People, people

from web_client import OWN

PAGE = {"accept": "text/html", "origin": OWN}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.mark.parametrize(
    ("language", "right", "key"),
    [("en", "You have no right", "This key does not allow"), ("ko", "권한이 없습니다", "이 열쇠로는")],
)
def test_who_signed_in_is_told_of_rights_and_who_sends_a_key_of_keys(
    home: People, language: str, right: str, key: str
):
    signed_in = home.browser("ada", **PAGE, **{"accept-language": language}).get("/costs")
    assert signed_in.status_code == 403
    assert right in signed_in.text
    assert "열쇠" not in re.sub(r"<template>.*?</template>", "", signed_in.text)
    by_key = home.client("ada", **{"accept-language": language}).get("/api/admin/ai-usage")
    assert (by_key.status_code, by_key.json()["title"].startswith(key)) == (403, True)


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        (f"{OWN}/studio", "/studio"),
        (f"{OWN}/shorts?page=2&a=%22b", "/shorts?page=2&amp;a=%22b"),
        (f"{OWN}/costs", ""),
        (f"{OWN}//evil.example", ""),
        (f"{OWN}/\\evil.example", ""),
        ("https://evil.example/studio", ""),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_a_refusal_leads_back_to_the_page_of_ours_that_led_to_it(home: People, came_from: str, back: str):
    page = home.browser("ada", **PAGE, referer=came_from, **{"accept-language": "en"}).get("/costs").text
    links = re.findall(r'<a class="(?:quiet-)?button" href="([^"]*)">', page)
    assert links == ([back] if back else []) + ["/"]


def test_a_form_that_was_refused_leads_back_to_its_own_page(home: People):
    at = f"/studio/{home.draft}/characters"
    browser = home.browser("ada", **PAGE, referer=OWN + at, **{"accept-language": "en"})
    refused = browser.post(at, data={"name": "Nobody"})
    assert refused.status_code in (404, 409, 422)
    assert f'href="{at}">Back to where you were' in refused.text

"""The page of characters: plain forms, a drawing of every look, a price on the button that spends."""

import io
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from people import People, people
from PIL import Image
from starlette.testclient import TestClient
from test_drafts_api import waiting

from metered import PICTURE_NUSD
from toonverse.domain.look import Look
from toonverse.domain.wire import to_json
from toonverse.jobs.casting import Casting, Portrayed
from toonverse.studio.sketches import PORTRAIT_PX, draw_portrait
from web_client import OWN


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.fixture(scope="module")
def episode(home: People) -> int:
    return waiting(home, "등대").id


def browser(home: People, language: str = "ko") -> TestClient:
    return home.client("ada", origin=OWN, **{"accept-language": language})


def person(home: People, episode: int) -> Portrayed:
    return Casting(home.office.editing).of_episode(episode)[0]


def typed(page: str) -> dict[str, str]:
    """What a browser would send of the first person's look, nothing pressed."""
    form = page[page.index('<form class="wardrobe"') :]
    form = form[: form.index("</form>")]
    said = dict(re.findall(r'name="([^"]+)"[^>]* value="([^"]*)"', re.sub(r"<button.*?>", "", form)))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]+)" selected', options)
        assert chosen is not None
        said[name] = chosen[1]
    ticks = re.findall(r'<input type="checkbox" name="([^"]+)"[^>]* checked', form)
    return {unescape(name): unescape(value) for name, value in said.items()} | dict.fromkeys(ticks, "on")


@pytest.mark.parametrize(("language", "word"), [("ko", "머리 모양"), ("en", "Hair colour")])
def test_everybody_is_there_with_a_look_in_words_of_ones_own(
    home: People, episode: int, language: str, word: str
):
    page = browser(home, language).get(f"/studio/{episode}/characters").text
    assert word in page
    for one in Casting(home.office.editing).of_episode(episode):
        assert one.name in page
    assert f'href="/studio/{episode}/characters"' in browser(home).get(f"/studio/{episode}").text


def test_a_form_sent_back_as_it_came_changes_nothing_and_a_choice_changes_one_thing(
    home: People, episode: int
):
    client, address = browser(home), f"/studio/{episode}/characters"
    said, before = typed(client.get(address).text), person(home, episode)
    assert client.post(address, data=said).headers["location"] == f"{address}#person-1"
    assert person(home, episode).look == before.look
    client.post(address, data={**said, "hair_style": "braid", "glasses": "on"})
    after = person(home, episode)
    assert (after.look.hair_style, after.look.glasses, after.is_edited) == ("braid", True, True)
    assert after.look.top == before.look.top
    client.post(address, data={"name": before.name, "do": "reset"})
    assert person(home, episode).look == before.look
    for wrong in ({"hair": "red"}, {"do": "fly"}, {"do": "show.x"}):
        assert client.post(address, data={**said, **wrong}).status_code == 422
    assert client.post(address, data={**said, "name": "nobody"}).status_code == 404


def test_a_picture_is_uploaded_shown_and_removed_without_a_script(home: People, episode: int):
    client, address = browser(home), f"/studio/{episode}/characters"
    out = io.BytesIO()
    Image.new("RGB", (300, 400), 90).save(out, "PNG")
    name = person(home, episode).name
    files = {"picture": ("own.png", out.getvalue(), "image/png")}
    assert client.post(address, data={"name": name}, files=files).status_code == 303
    brought = person(home, episode)
    assert brought.shown is not None
    assert brought.shown.origin == "upload"
    page = client.get(address).text
    assert client.get(unescape(re.findall(r'<img src="(/api/[^"]+)"', page)[0])).status_code == 200
    client.post(address, data={"name": name, "do": "show.0"})
    assert person(home, episode).none_shown
    client.post(address, data={"name": name, "do": f"remove.{brought.shown.number}"})
    client.post(address, data={"name": name, "do": "show"})
    assert person(home, episode).references == ()
    bad = {"picture": ("own.png", b"no picture", "image/png")}
    assert client.post(address, data={"name": name}, files=bad).status_code == 422


def test_the_button_that_spends_has_the_price_and_orders_for_no_more(home: People):
    """The model `picture` is sold at 1024x1024 alone: that is the sheet's size, too."""
    episode = waiting(home, "값").id
    client, address = browser(home, "en"), f"/studio/{episode}/characters"
    page = client.get(address).text
    assert f'name="most" value="{PICTURE_NUSD}"' in page
    assert "at most $0.04" in page
    name = person(home, episode).name
    low = client.post(address, data={"name": name, "do": "sheet", "most": str(PICTURE_NUSD - 1)})
    assert low.status_code == 403
    assert person(home, episode).references == ()
    client.post(address, data={"name": name, "do": "sheet", "most": str(PICTURE_NUSD)})
    (wanted,) = person(home, episode).references
    assert (wanted.status, wanted.most_nusd) == ("wanted", PICTURE_NUSD)
    assert "being painted" in client.get(address).text


def test_who_was_painted_without_a_reference_is_told(home: People):
    episode = waiting(home, "거절").id
    step, name = home.works.jobs.find(episode, "image.generate"), person(home, episode).name
    output = json.dumps({"problems": [{"character": name, "error": "provider_refused", "facts": {}}]})
    home.works.jobs.note(step.id, output)
    page = browser(home, "en").get(f"/studio/{episode}/characters").text
    assert page.count("Painted without a reference in this episode.") == 1
    assert "provider_refused" not in page, "a sentence, no code"


def test_a_look_is_drawn_with_its_sides_and_feelings_and_equal_looks_alike():
    look = Look("female", "young", hair_style="ponytail")
    for one in (look, Look("male", "young", species="fox")):
        drawn = draw_portrait(to_json(one), "webtoon")
        with Image.open(io.BytesIO(drawn)) as picture:
            assert picture.size == PORTRAIT_PX
    assert draw_portrait(to_json(look), "webtoon") == draw_portrait(to_json(look), "webtoon")
    assert draw_portrait(to_json(look), "manga") != draw_portrait(to_json(look), "webtoon")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "That picture does not fit"), ("ko", "쓸 수 없는 그림")]
)
def test_a_file_that_is_no_picture_shows_the_people_again_and_says_so(
    home: People, language: str, words: str
):
    episode = waiting(home, f"틀린 그림 {language}").id
    said, files = {"name": person(home, episode).name}, {"picture": ("a.png", b"no picture", "image/png")}
    at = f"/studio/{episode}/characters"
    answer = browser(home, language).post(at, data=said, files=files)
    assert answer.status_code == 422
    assert answer.text.count('<p class="wrong" role="alert">') == 1
    assert words in answer.text
    assert 'class="person"' in answer.text

"""Balloons that a person edits: lettered exactly so, kept through all else, taken back and done again."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from test_editing import STORY, Made, photograph

from priced import COST_NUSD, MODEL, priced_house
from toonverse.bootstrap import office_of
from toonverse.domain.lettering import Add, BalloonEdit, Change, Lettering, Remove
from toonverse.domain.script import Line
from toonverse.jobs.editing import LayerChanged
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import add_key
from toonverse.store.job_rows import rests_until
from toonverse.store.panel_history import NothingToUndo
from toonverse.store.panel_rows import ShotChanged
from toonverse.store.records import Words
from toonverse.studio.retakes import Wish
from toonverse.web.app import create_app
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """One for a module: each test leaves it as it was."""
    folder = tmp_path_factory.mktemp("by-hand")
    story = folder / "story.txt"
    story.write_text(STORY)
    with priced_house(folder / "home", folder / "calls.log", 0.0) as house:
        yield Made(house, folder / "calls.log", story)


@pytest.fixture
def client(made: Made) -> TestClient:
    """The owner of the machine, at the API with a key."""
    shelf = WorksShelf(made.house.works, made.house.settings.home)
    app = create_app(shelf, made.house.checks, "127.0.0.1", office_of(made.house))
    _, secret = add_key(made.house.books.engine, made.house.books.ledger.clock, LOCAL_OWNER)
    headers = {"authorization": f"Bearer {secret}"}
    return TestClient(
        app, base_url=OWN, client=("127.0.0.1", 50000), headers=headers, raise_server_exceptions=False
    )


def drawn(made: Made, panel: int) -> Lettering:
    layer = made.editing.layer(made.episode, panel)
    assert layer is not None
    return layer.lettering


def test_what_is_edited_by_hand_is_lettered_exactly_so_and_can_be_taken_back(made: Made):
    at = (made.episode.id, 2)
    made.editing.write(*at, Words((Line("Here I am", "Nora"),), ("BOOM",)))
    assert made.run() == "DONE"
    first, before = drawn(made, 2), made.layers()
    shown = made.editing.edit_balloon(*at, Change(0, BalloonEdit(text="여기야!", kind="shout", x=150.0)))
    shown = made.editing.edit_balloon(*at, Add(BalloonEdit(text="One more", kind="thought")), shown.edition)
    assert made.editing.balloons(*at) == replace(shown, changed=-1), "as it will be, before it is lettered"
    assert made.run() == "DONE"
    assert drawn(made, 2) == shown.layer
    assert {one.kind for one in shown.layer.balloons} == {"shout", "thought", "sfx"}
    assert made.layers()[2][1] != before[2][1], "the lettered picture is another one"
    panel = made.house.works.panels.panel(*at)
    assert {(line.text, line.kind) for line in panel.shot.lines} == {
        ("여기야!", "shout"), ("One more", "thought"),
    }  # fmt: skip
    assert panel.shot.sounds == ("BOOM",)
    made.editing.write(made.episode.id, 3, Words((), ()))
    made.editing.package(made.episode.id)
    assert made.run() == "DONE"
    assert drawn(made, 2) == shown.layer, "lettering others and packaging change nothing"
    with pytest.raises(LayerChanged):
        made.editing.edit_balloon(*at, Remove(0), "another edition")
    assert [made.editing.undo(*at), made.editing.undo(*at)] == ["balloons", "balloons"]
    assert made.run() == "DONE"
    assert (drawn(made, 2), made.layers()[2]) == (first, before[2]), "to the byte"
    assert made.editing.redo(*at) == "balloons"
    assert made.editing.undo(*at) == "balloons"
    made.editing.write(*at, None)
    with pytest.raises(NothingToUndo):
        made.editing.redo(*at)
    made.editing.write(made.episode.id, 3, None)
    assert made.run() == "DONE"


def test_a_layer_by_hand_waits_for_its_own_picture(made: Made):
    at = (made.episode.id, 1)
    art = made.editing.put_art(*at, photograph("PNG", 500, 700))
    words = Words((Line("This is mine", "Nora"),), ())
    made.editing.write(*at, words)
    edited = made.editing.edit_balloon(*at, Change(0, BalloonEdit(x=250.0, y=600.0))).layer
    made.editing.choose_take(*at, 1)
    assert made.editing.balloons(*at).layer != edited, "its place means nothing in another picture"
    made.editing.choose_take(*at, art.number)
    assert made.editing.balloons(*at).layer == edited
    assert made.editing.undo(*at) == "take"
    assert made.accepted()[1] == 1
    made.editing.letter(made.episode.id, 1)
    made.editing.write(*at, None)
    assert made.run() == "DONE"


def test_over_http_a_layer_is_edited_and_each_answer_shows_it(made: Made, client: TestClient):
    at = f"/api/episodes/{made.episode.id}/panels/1"
    client.put(f"{at}/words", json={"lines": [{"text": "Over here", "speaker": "Nora"}]})
    shown = client.get(f"{at}/balloons").json()
    assert [one["text"] for one in shown["balloons"]] == ["Over here"]
    assert shown["svg"].startswith("<svg")
    wish = {"text": "Not here", "width": 300, "tail": [20, 500], "edition": shown["edition"]}
    changed = client.patch(f"{at}/balloons/0", json=wish)
    assert changed.status_code == 202
    (balloon,) = changed.json()["balloons"]
    assert balloon["half_width"] == pytest.approx(150)
    assert (balloon["text"], balloon["tail_by_hand"]) == ("Not here", True)
    assert balloon["tip"] == pytest.approx([20, 500])
    assert client.patch(f"{at}/balloons/0", json=wish).json()["code"] == "layer_changed"
    added = client.post(f"{at}/balloons", json={"text": "쾅", "kind": "sfx", "x": 200, "y": 400}).json()
    assert added["balloons"][added["changed"]]["kind"] == "sfx"
    gone = client.delete(f"{at}/balloons/0", params={"edition": added["edition"]}).json()
    assert [one["text"] for one in gone["balloons"]] == ["쾅"]
    assert client.get(at).json()["undo"][:3] == ["balloons"] * 3
    for _ in range(3):
        assert client.post(f"{at}/undo").status_code == 202
    assert client.get(f"{at}/balloons").json() == shown
    client.delete(f"{at}/words")
    assert made.run() == "DONE"


def test_over_http_an_edited_panel_is_lettered_at_once_and_packaged_after_the_last_edit(
    made: Made, client: TestClient
):
    at, works = f"/api/episodes/{made.episode.id}/panels/2", made.house.works
    strip, job = made.strip(), works.jobs.find(made.episode.id, "pipeline.full")
    for text in ("A first word", "A second word"):
        client.put(f"{at}/words", json={"lines": [{"text": text, "speaker": "Nora"}]})

    def said() -> str:
        return " ".join(" ".join(one.text.split()) for one in drawn(made, 2).balloons)

    wait_until(lambda: said() == "A second word")
    assert made.strip() == strip, "nobody runs the jobs: only the panel was made anew"
    resting = works.jobs.get(job.id)
    assert (resting.status, rests_until(resting) is not None) == ("QUEUED", True)
    sha256 = made.layers()[2][1]
    assert made.run() == "DONE"
    assert made.layers()[2][1] == sha256, "the job makes the very same, and only the strip"
    assert made.strip() != strip
    client.delete(f"{at}/words")
    assert made.run() == "DONE"
    assert made.strip() == strip


def test_a_shot_that_is_changed_after_it_was_painted_marks_its_picture_until_it_is_painted_again(
    made: Made, client: TestClient
):
    works, at = made.house.works, made.episode.id
    pages = [f"/studio/{at}", f"/studio/{at}/shots", f"/studio/{at}/panels/2"]

    def seen() -> list[bool]:
        told = ("former shot", "Painted before its shot was changed", "Painted before its shot was changed")
        english = {"accept-language": "en"}
        return [
            words
            in re.sub(r"<template.*?</template>", "", client.get(page, headers=english).text, flags=re.S)
            for page, words in zip(pages, told, strict=True)
        ]

    assert seen() == [False] * 3
    before, prompt = works.panels.panel(at, 2), made.editing.call_for(at, 2, Wish()).prompt
    size = "long" if before.shot.size != "long" else "medium"
    said = {"do": "reshoot.2", "size.2": size, "prompt.2": before.shot.prompt}
    answer = client.post(pages[1], data=said, headers={"origin": OWN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{pages[1]}#shot-2")
    assert seen() == [True] * 3
    assert works.panels.outdated(at) == {2}
    page = client.get(pages[2], headers={"accept-language": "en"}).text
    assert f"Paint it again — at most ${COST_NUSD / 10**9:.2f}" in page
    call = made.editing.call_for(at, 2, Wish())
    assert call.prompt != prompt
    assert works.panels.panel(at, 2).shot.size == size
    made.retake(2)
    assert made.run() == "DONE"
    assert works.panels.takes(at, 2)[-1].prompt == call.prompt
    assert seen() == [False] * 3
    made.editing.choose_take(at, 2, 1)
    assert works.panels.outdated(at) == {2}, "the earlier one still shows the former shot"
    with pytest.raises(ShotChanged):
        works.panels.reshoot(at, 2, replace(works.storyboard(at), title="another"), works.storyboard(at))
    assert made.editing.undo(at, 2) == "take"
    assert works.panels.outdated(at) == frozenset()
    assert made.run() == "DONE"


def wait_until(reached: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < ends
        time.sleep(0.02)


HOSTILE = (
    ({"text": ""}, 422), ({"text": "   \n "}, 422), ({"text": "\u0007"}, 422), ({"text": "x" * 601}, 400),
    ({"x": 1e9}, 400), ({"x": "NaN"}, 400), ({"width": 0}, 400), ({"width": -5}, 400), ({"kind": "lie"}, 400),
    ({"tail": [1]}, 400), ({"tail": "up"}, 400), ({"font_px": 0}, 400), ({"rotation_deg": 999}, 400),
    ({"speaker": "x" * 101}, 400), ({"nonsense": 1}, 400), ({"text": "크다 " * 199, "font_px": 240}, 202),
    ({"text": "</text><script>alert(1)</script>"}, 202), ({"text": "😀 ⅋ ꙮ"}, 202),
    ({"width": 1, "height": 1}, 202), ({"width": 99_999, "height": 99_999}, 202), ({"font_px": 0.001}, 202),
    ({"x": -9e4, "y": 9e4, "tail": [9e4, -9e4]}, 202),
)  # fmt: skip


@pytest.mark.parametrize(("wish", "status"), HOSTILE)
def test_over_http_whatever_is_wished_of_a_balloon_is_done_or_refused(
    made: Made, client: TestClient, wish: dict[str, object], status: int
):
    at = f"/api/episodes/{made.episode.id}/panels/1"
    client.put(f"{at}/words", json={"lines": [{"text": "Over here", "speaker": "Nora"}]})
    answer = client.patch(f"{at}/balloons/0", json=wish)
    assert answer.status_code == status, answer.text
    if status == 202:
        told = answer.json()
        (balloon,) = told["balloons"]
        assert "<script" not in told["svg"]
        for at_px, half, most in (("x", "half_width", "width"), ("y", "half_height", "height")):
            assert balloon[at_px] - balloon[half] >= -0.01
            assert balloon[at_px] + balloon[half] <= told[most] + 0.01


def buttons(page: str) -> list[str]:
    return re.findall(r'name="choice" value="([^"]+)"', page)


def test_the_page_shows_prices_and_orders_what_its_button_said_once(made: Made, client: TestClient):
    at, before = f"/studio/{made.episode.id}/panels/2", made.calls()
    shown = client.get(f"{at}?lang=en").text
    cheapest, *_, dearest = buttons(shown)
    assert cheapest.startswith("draft|")
    assert cheapest.endswith("|0")
    assert dearest.startswith(MODEL)
    assert "$0.00" in shown
    key = re.findall(r'name="key" value="([^"]+)"', shown)[0]
    for _ in range(2):
        answer = client.post(f"{at}/reroll", data={"choice": dearest, "key": key}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{at}#takes")
    assert made.run() == "DONE"
    assert made.calls() == before + 1
    model, quality, most = dearest.split("|")
    too_little = {"choice": f"{model}|{quality}|{int(most) // 2}", "key": "other"}
    grown = client.post(f"{at}/reroll?lang=en", data={**too_little, "prompt": "a red door"})
    assert grown.status_code == 409
    assert "Nothing is bought yet" in grown.text
    assert "a red door" in grown.text
    assert made.run() == "DONE"
    assert made.calls() == before + 1


def test_the_page_shows_takes_side_by_side_and_chooses_brings_and_takes_back(made: Made, client: TestClient):
    at = f"/studio/{made.episode.id}/panels/1"
    art = {"art": ("mine.png", photograph("PNG"), "image/png")}
    brought = client.post(f"{at}/art", files=art, data={"by_hand": "1"}, follow_redirects=False)
    assert brought.status_code == 303
    odd = client.post(f"{at}/art?lang=en", files={"art": ("odd.png", b"no picture", "image/png")})
    assert (odd.status_code, odd.text.count('<p class="wrong" role="alert">')) == (422, 1)
    assert "Choose a PNG, JPEG or WebP file." in odd.text
    page = client.get(f"{at}?lang=en").text
    pictures = re.findall(rf'src="({at}/takes/[^"]+-320\.webp)"', page)
    assert len(pictures) == len(made.house.works.panels.takes(made.episode.id, 1)) > 1
    assert client.get(pictures[0]).headers["content-type"] == "image/webp"
    assert client.get(pictures[0].replace("-320", "-321")).status_code == 404
    now = client.get(f"{at}/now?lang=en&take=1")
    assert now.text.count('form="choose"') == len(pictures) - 1
    assert now.headers["x-panel"] == "another", "another take is shown than that page has"
    for form in ({"take": "1"}, {"take": "2"}):
        assert client.post(f"{at}/choose", data=form, follow_redirects=False).status_code == 303
        assert made.accepted()[1] == int(form["take"])
    assert client.post(f"{at}/undo", follow_redirects=False).status_code == 303
    assert made.accepted()[1] == 1


@pytest.mark.parametrize(
    ("what", "form", "status"),
    [
        ("balloon", {"index": "77", "text": "x"}, 404),
        ("balloon", {"index": "-1", "text": "x"}, 422),
        ("balloon", {"index": "0", "text": "x", "x": "1e400"}, 422),
        ("balloon", {"index": "0", "text": "x", "edition": "old"}, 409),
        ("add", {"text": " "}, 422),
        ("remove", {}, 422),
        ("choose", {"take": "many"}, 422),
        ("choose", {"take": "999"}, 404),
        ("reroll", {"choice": "draft|medium"}, 422),
        ("reroll", {"choice": "nobody|medium|0"}, 422),
        ("words", {"text": "a", "speaker": "b", "kind": "lie"}, 422),
        ("nothing", {}, 404),
    ],
)
def test_what_is_no_form_of_the_page_is_refused(
    made: Made, client: TestClient, what: str, form: dict[str, str], status: int
):
    made.editing.write(made.episode.id, 3, Words((Line("Over here", "Nora"),), ()))
    answer = client.post(f"/studio/{made.episode.id}/panels/3/{what}", data=form, follow_redirects=False)
    assert answer.status_code == status


def test_words_are_written_by_the_form_too(made: Made, client: TestClient):
    at = f"/studio/{made.episode.id}/panels/3"
    form = {
        "speaker": ["Nora", "", ""],
        "kind": ["shout", "caption", "speech"],
        "text": ["Now!", "Night  fell.", " "],
        "sounds": "BOOM\r\n\r\nCRACK",
    }
    assert client.post(f"{at}/words", data=form, follow_redirects=False).status_code == 303
    shot = made.house.works.panels.panel(made.episode.id, 3).shot
    assert shot.lines == (Line("Now!", "Nora", "shout"), Line("Night fell.", "", "caption"))
    assert shot.sounds == ("BOOM", "CRACK")
    assert client.post(f"{at}/unwrite", follow_redirects=False).status_code == 303
    assert not made.house.works.panels.panel(made.episode.id, 3).is_edited

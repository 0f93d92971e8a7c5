"""Titles, names and descriptions without what no page can show and PostgreSQL does not take."""

from collections.abc import Iterator

import pytest
from people import People, people

NUL, DELETE, OVERRIDE, ISOLATE = "\x00", "\x7f", "\u202e", "\u2066"
STORY = "The Lamp\n\nNora lit the lamp.\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.mark.parametrize("odd", [NUL, "\n", DELETE, "\x9f", OVERRIDE, ISOLATE])
def test_what_no_title_can_have_is_refused(home: People, odd: str):
    ada, name = home.client("ada"), f"a{odd}b"
    refused = [
        ada.post("/api/projects", json={"title": name}),
        ada.post("/api/episodes", json={"story": STORY, "title": name}),
        ada.post("/api/episodes", json={"story": STORY, "filename": f"{name}.txt"}),
        ada.patch(f"/api/episodes/{home.draft}", json={"series": name}),
        ada.post("/api/shorts/picture", params={"title": name}, content=b""),
        home.client("root").get("/api/admin/ai-usage", params={"account": name}),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(400, "bad_request")] * 6


def test_a_description_has_lines_and_nothing_odder(home: People):
    ada, path = home.client("ada"), f"/api/episodes/{home.draft}"
    assert ada.patch(path, json={"description": "Rain.\r\n\tMore rain."}).status_code == 200
    for odd in (NUL, OVERRIDE):
        assert ada.patch(path, json={"description": f"Rain.{odd}"}).status_code == 400


def test_titles_of_every_script_pass(home: People):
    for title in ("비의 편지", "رسالة", "👩‍🚀 up", "na\u0131ve"):
        assert home.client("ada").post("/api/projects", json={"title": title}).json()["title"] == title


def test_a_story_may_have_odd_characters_and_loses_those_that_are_none(home: People):
    ada = home.client("ada")
    made = ada.post(
        "/api/episodes", json={"story": f"# The{DELETE} La{NUL}mp\n\nNora{NUL} lit {OVERRIDE}it.\n"}
    )
    assert (made.status_code, made.json()["title"]) == (202, "The Lamp")

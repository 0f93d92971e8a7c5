"""Every page brings the faces of its own letters along, and nothing else can be had under their address."""

import io
import re
from base64 import b64decode
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from made_episodes import make_episode
from toonverse.store.works import Works
from toonverse.web.offline import render_offline_reader
from toonverse.web.page_fonts import ADDRESS_MAX, letters_of, read_letters, sheet, spelled
from toonverse.web.works_shelf import WorksShelf

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(
    lambda t: "".join(sorted(set(t)))
)


def faces_of(css: str) -> dict[str, set[str]]:
    """Family -> what its faces draw, of those letters that the sheet uses them for."""
    found: dict[str, set[str]] = {}
    for rule in re.findall(r"@font-face\{([^}]*)\}", css):
        family = re.search(r'font-family:"([^"]+)"', rule)
        packed = re.search(r"base64,([^)]*)\)", rule)
        ranges = re.search(r"unicode-range:([^;]*);", rule)
        assert family
        assert packed
        assert ranges
        font = TTFont(io.BytesIO(b64decode(packed[1])))
        assert font.flavor == "woff2"
        drawn = {chr(int(code[2:], 16)) for code in ranges[1].split(",")}
        assert drawn <= {chr(code) for code in font.getBestCmap()}
        found.setdefault(family[1], set()).update(drawn)
    return found


@given(LETTERS)
def test_an_address_spells_its_letters(letters: str):
    assert read_letters(spelled(letters)) == letters


@given(st.text(max_size=40))
def test_nothing_else_is_an_address(text: str):
    try:
        letters = read_letters(text)
    except ValueError:
        return
    assert spelled(letters) == text


def test_a_page_brings_all_its_letters_whatever_its_title(client: TestClient, works: Works, home: Path):
    episode = make_episode(works, home, "뷁의 술 & 漢字", panels=1)
    page = client.get(f"/read/{episode.id}").text
    (address,) = re.findall(r'href="(/letters/[^"]+)"', page)
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    faces = faces_of(answer.text)
    assert set("뷁의 술&漢字화처음부터").difference(" ") <= faces["Toonverse Text"]
    assert set("뷁의술漢字") <= faces["Toonverse Loud"]
    assert len(answer.content) < 40_000


def test_the_policy_lets_faces_come_from_the_sheet_and_from_nowhere_else(client: TestClient):
    policy = client.get("/").headers["content-security-policy"]
    assert [part for part in policy.split("; ") if part.startswith("font-src")] == ["font-src data:"]


@pytest.mark.parametrize("address", ["x.y", "IAwC.!!", "IA." + "A" * (ADDRESS_MAX + 1), "."])
def test_an_address_that_we_do_not_write_is_not_found_or_empty(client: TestClient, address: str):
    answer = client.get(f"/letters/{address}.css")
    assert answer.status_code == 404 or answer.text == ""


def test_a_page_of_more_letters_than_an_address_holds_keeps_those_that_fit():
    crowded = "<html><head></head><body><h1>" + "".join(map(chr, range(0xAC00, 0xD7A4))) + "abc</h1></body>"
    letters = letters_of(crowded)
    assert set("abc") <= set(letters.text)
    assert len(letters.address) < 2048
    assert letters.loud == letters.text


def test_equal_letters_are_an_equal_sheet_and_words_in_marks_are_no_markup():
    letters = letters_of(
        '<html><head></head><body><b>가</b> &amp; <i data-done="복">x</i><img alt="숨"></body>'
    )
    assert set("가&복x") <= set(letters.text)
    assert "숨" not in letters.text
    assert set(letters.loud) == {" ", "가"}
    sheet.cache_clear()
    first = sheet(letters)
    sheet.cache_clear()
    assert sheet(letters) == first


def test_the_offline_page_holds_its_faces(works: Works, home: Path, shelf: WorksShelf):
    view = shelf.episode(make_episode(works, home, "비의 편지", panels=1).id)
    assert view
    html = render_offline_reader(view)
    assert "font-src data:" in html
    assert set("비의편지") <= faces_of(html)["Toonverse Loud"]

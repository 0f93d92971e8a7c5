"""`toonverse make`, as a user runs it: one story, one episode, nothing bought twice."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from commands import run
from toonverse.bootstrap import open_books
from toonverse.metering.catalog import load
from toonverse.settings import Settings
from toonverse.studio.sizes import nearest_size

KEYS = {"episode_id", "strip", "slices", "cbz", "reader", "cost_usd", "tokens", "panels", "seconds"}
STRIP_WIDTH_PX = 800
SLICE_HEIGHT_MAX_PX = 1280
SLICE_BYTES_MAX = 2_000_000


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_story_becomes_an_episode(home: Path, stories: dict[str, Path], language: str):
    made = run(home, "make", stories[language], "--panels", "4", "--json")
    assert made.code == 0, made.err
    found = made.object
    assert found.keys() == KEYS
    assert (found["cost_usd"], found["tokens"], found["panels"]) == (0, 0, 4)
    strip = Path(found["strip"])
    assert strip.is_absolute()
    with Image.open(strip) as picture:
        assert picture.width == STRIP_WIDTH_PX
    for path in map(Path, found["slices"]):
        assert path.stat().st_size <= SLICE_BYTES_MAX
        with Image.open(path) as piece:
            assert piece.width == STRIP_WIDTH_PX
            assert piece.height <= SLICE_HEIGHT_MAX_PX
    assert Path(found["cbz"]).is_file()
    folder = strip.parent.parent
    assert Path(found["reader"]) == folder / "reader.html"
    assert Path(found["reader"]).read_text(encoding="utf-8").count("<img ") == 4 + 2
    for panel in range(1, 5):
        assert list(folder.glob(f"panel_{panel:03d}_[0-9]*.png"))
        assert (folder / f"panel_{panel:03d}_lettered.png").is_file()
        assert (folder / f"panel_{panel:03d}_lettered.svg").is_file()
    with open_books(Settings(home=home)) as books:
        told = books.works.jobs.find(1, "packaging.assemble").output
        metadata = json.loads(books.works.episode(1).generation_metadata)
    assert metadata["final_webtoon_path"] == found["strip"]
    assert home / json.loads(told)["strip"] == strip
    assert str(home) not in told, "what the API tells of a job names no place on the machine"


def test_the_same_command_returns_the_same_episode_and_makes_what_is_missing(
    home: Path, stories: dict[str, Path]
):
    command = ("make", stories["en"], "--panels", "3", "--json")
    first = run(home, *command).object
    before = {path: Path(path).read_bytes() for path in [first["strip"], first["cbz"], *first["slices"]]}
    assert run(home, *command).object["episode_id"] == first["episode_id"]
    shutil.rmtree(Path(first["strip"]).parent)
    again = run(home, *command)
    assert again.code == 0, again.err
    assert {path: Path(path).read_bytes() for path in before} == before
    receipt = run(home, "receipt", str(first["episode_id"]), "--json").object
    assert [(step["request_type"], step["calls"]) for step in receipt["steps"]] == [("panel_generation", 3)]
    assert [(one["panel"], [take["accepted"] for take in one["takes"]]) for one in receipt["panels"]] == [
        (1, [True]),
        (2, [True]),
        (3, [True]),
    ]


def test_other_options_or_new_make_another_episode(home: Path, stories: dict[str, Path]):
    made = [
        run(home, "make", stories["en"], "--json", "--panels", "3", *more).object["episode_id"]
        for more in ((), ("--style", "manga"), ("--episode-title", "Lamp"), ("--new",), ())
    ]
    assert made[:4] == [1, 2, 3, 4]
    assert made[4] == 4, "after --new the newest one is found"


def test_copies_go_where_they_are_wanted(home: Path, stories: dict[str, Path], tmp_path: Path):
    out = tmp_path / "out"
    made = run(home, "make", stories["en"], "--panels", "3", "--out", out, "--json").object
    assert Path(made["strip"]).parent == out
    assert all(
        path.is_file() and out in path.parents
        for path in map(Path, [made["cbz"], made["reader"], *made["slices"]])
    )


def test_without_json_the_receipt_and_the_next_command_are_printed(home: Path, stories: dict[str, Path]):
    made = run(home, "make", stories["en"], "--panels", "2")
    assert "$0.00" in made.out
    assert "toonverse serve" in made.out
    assert "drawing panels" in made.err
    korean = run(home, "make", stories["en"], "--panels", "2", LANG="ko_KR.UTF-8")
    assert "영수증" in korean.out


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (b"", (), "empty_story"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), (), "binary_story"),
        (b"a " * 25_000_000, (), "story_too_large"),
        (b"A story.", ("--panels", "0"), "panels_out_of_range"),
        (b"A story.", ("--image-model", "dall-e-3"), "model_retired"),
        (b"A story.", ("--image-model", "no-such-model"), "model_unpriced"),
        (b"A story.", ("--image-model", "gpt-image-2.5-flare"), "provider_missing"),
        (b"A story.", ("--text-model", "gemini-3.5-flash"), "provider_missing"),
        (b"A story.", ("--max-cost", "much"), "usage"),
        (b"A story.", ("--style", "oil"), "usage"),
        (None, (), "story_unreadable"),
    ],
)
def test_what_cannot_be_made_gets_one_clear_error_and_leaves_no_episode(
    home: Path, tmp_path: Path, content: bytes | None, words: tuple[str, ...], code: str
):
    story = tmp_path / "story.txt"
    if content is not None:
        story.write_bytes(content)
    refused = run(home, "make", story, "--json", *words)
    assert (refused.code, refused.out) == (2, "")
    assert refused.error["code"] == code
    assert refused.error["message"]
    assert not (home / "episodes").exists()
    with open_books(Settings(home=home)) as books:
        assert books.works.jobs.recent() == ()
        assert books.works.projects() == ()


def test_a_quote_prices_without_making_anything(home: Path, stories: dict[str, Path]):
    quoted = run(home, "quote", stories["en"], "--image-model", "gpt-image-2.5-flare", "--json")
    assert quoted.code == 0, quoted.err
    assert 0 < quoted.object["expected_usd"] <= quoted.object["maximum_usd"]
    assert run(home, "quote", stories["en"], "--json").object["maximum_usd"] == 0
    assert not home.exists()


def test_a_model_with_few_sizes_is_quoted_at_its_nearest_one(home: Path, stories: dict[str, Path]):
    model = load().model("gpt-image-1.5")
    assert nearest_size(model, 1024, 1920) == (1024, 1536)
    assert nearest_size(model, 1024, 1000) == (1024, 1024)
    assert nearest_size(load().model("draft"), 1024, 1440) == (1024, 1440), "draft draws any size"
    quoted = run(home, "quote", stories["en"], "--image-model", "gpt-image-1-mini", "--json")
    assert quoted.object["maximum_usd"] > 0, quoted.err


def test_reading_says_what_was_understood(home: Path, stories: dict[str, Path]):
    read = run(home, "read", stories["ko"], "--json").object
    assert read.keys() >= {"characters", "quotes", "scenes"}
    assert "아무도 안 와." in {quote["text"] for quote in read["quotes"]}
    assert not home.exists()


def test_doctor_finds_a_fresh_home_well_without_keys_or_network(home: Path):
    found = run(home, "doctor", "--json")
    assert found.code == 0, found.err
    assert found.object["healthy"] is True
    assert {check["verdict"] for check in found.object["checks"]} <= {"ok", "note"}


def test_an_address_that_is_not_this_machines_is_not_served(home: Path):
    refused = run(home, "serve", "--host", "192.0.2.1")
    assert refused.code == 2
    assert "192.0.2.1" in refused.err

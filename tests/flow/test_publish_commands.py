"""`toonverse preflight`, `export` and `name`: an episode goes out from the command line."""

import json
import zipfile
from pathlib import Path

from test_people import refused, said

from toonverse.bootstrap import load_settings, open_books


def test_an_episode_is_checked_named_and_taken_along(home: Path, stories: dict[str, Path], tmp_path: Path):
    made = json.loads(said("make", stories["en"], "--panels", "2", "--text-model", "draft",
                           "--image-model", "draft", "--json"))  # fmt: skip
    episode = str(made["episode_id"])
    assert "WEBTOON Canvas: ready" in said("preflight", episode)
    before = Path(made["strip"]).read_bytes()
    told = json.loads(said("name", episode, "--title", "The Other Lamp", "--series", "Lamps", "--number", "7",
                           "--description", "A lamp is lit.", "--json"))  # fmt: skip
    assert told == {"id": 1, "title": "The Other Lamp", "series": "Lamps", "number": 7,
                    "description": "A lamp is lit."}  # fmt: skip
    assert Path(made["strip"]).read_bytes() != before  # the card has the new name
    with zipfile.ZipFile(made["cbz"]) as comic:
        info = comic.read("ComicInfo.xml").decode()
    assert "<Summary>A lamp is lit.</Summary>" in info
    assert "<Series>Lamps</Series>" in info
    assert [one["name"] for one in json.loads(said("export", episode, "--json"))["exports"]] == [
        "webtoon.zip", "tapas.zip", "comic.cbz", "comic.pdf", "strip.png",
    ]  # fmt: skip
    said("export", episode, "comic.pdf", "--out", tmp_path)
    assert (tmp_path / "episode_001.pdf").read_bytes().startswith(b"%PDF-")
    checked = json.loads(said("preflight", episode, "--json"))
    assert checked["findings"] == []
    assert checked["platforms"][0]["uploads"] == 1
    assert refused("export", episode, "none.zip") == "export_missing"
    said("activate", episode)
    assert refused("name", episode, "--title", "x") == "episode_published"
    with open_books(load_settings()) as books:
        assert books.works.episode(1).title == "The Other Lamp"

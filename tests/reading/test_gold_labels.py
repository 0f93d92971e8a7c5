"""How well stories by others are read, against hand labels. Floors are what is reached, less a little."""

from pathlib import Path

import pytest

from reading.gold import figures
from shared_data import shared
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read, report

FLOORS = {
    "gift_of_the_magi": {"speaker accuracy": 1.0, "kind accuracy": 0.98, "scene boundary F1": 0.99},
    "B사감과러브레터": {"speaker accuracy": 0.95, "kind accuracy": 0.94, "scene boundary F1": 0.85},
    "운수좋은날": {"speaker accuracy": 0.95, "kind accuracy": 0.94, "scene boundary F1": 0.87},
}


@pytest.mark.parametrize("gold", sorted(shared("data/gold").glob("*.json")), ids=lambda p: p.stem)
def test_a_gold_story_is_read_no_worse_than_its_floor(gold: Path, tmp_path: Path):
    source = next(shared("data").glob(f"*/{gold.stem}.txt"))
    told = report(read(take_in(source.read_bytes(), source.name, None, "auto")))
    reached = figures(gold, told, tmp_path)
    floors = {"quotes found": 1.0, "characters named": 1.0, **FLOORS.get(gold.stem, {})}
    assert {k: v for k, v in floors.items() if reached[k] < v} == {}, reached


@pytest.mark.parametrize("source", sorted(shared("data").glob("korean/운수좋은날.txt")), ids=lambda p: p.stem)
def test_the_patient_of_a_lucky_day_is_the_wife(source: Path):
    told = report(read(take_in(source.read_bytes(), source.name, None, "auto")))
    wife = next(c for c in told["characters"] if "병인" in (c["name"], *c["aliases"]))
    assert {"아내", "환자"} <= {wife["name"], *wife["aliases"]}
    assert wife["gender"] == "female"

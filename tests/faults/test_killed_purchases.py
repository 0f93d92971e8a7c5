"""kill -9 of a process that buys a text or a video, between hold, call, keep and settle."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.buy_once import main
from metered import House
from toonverse.metering.tables import attempts, budget_counters, usage_rows

ROOT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 120
KILLED = -9
TEXT_NUSD, FILM_NUSD = 50_000, 1_200_000_000
"""30 tokens at $1 and $2 a million, and eight seconds at $0.15."""

ENDS: dict[tuple[str, str], tuple[list[str], dict[str, int]]] = {
    ("text", "called"): (["unknown", "settled"], {"asked": 2}),
    ("text", "noted"): (["failed", "settled"], {"asked": 2}),
    ("text", "kept"): (["settled"], {"asked": 1}),
    ("text", "settled"): (["settled"], {"asked": 1}),
    ("video", "called"): (["unknown", "settled"], {"submitted": 2, "collected": 1}),
    ("video", "submitted"): (["settled"], {"submitted": 1, "collected": 2}),
    ("video", "noted"): (["settled"], {"submitted": 1, "collected": 2}),
    ("video", "kept"): (["settled"], {"submitted": 1, "collected": 1}),
    ("video", "settled"): (["settled"], {"submitted": 1, "collected": 1}),
}
"""By what was bought and the moment of the kill: how the attempts ended, and what the provider was asked."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    assert house.broken() == []
    house.close()


@pytest.mark.parametrize(("kind", "moment"), ENDS)
def test_what_was_kept_is_never_bought_again_and_what_is_lost_is_booked(house: House, kind: str, moment: str):
    script = str(Path(__file__).with_name("buy_once.py"))
    killed = subprocess.run(
        [sys.executable, script, str(house.folder), kind, moment],
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"},
        stderr=subprocess.PIPE,
        timeout=SECONDS_MAX,
        check=False,
    )
    assert killed.returncode == KILLED, killed.stderr.decode()[-2000:]
    assert house.broken() == []
    main(house.folder, kind, "never")
    statuses, told = ENDS[kind, moment]
    assert house.statuses("the/key") == statuses
    assert Counter((house.folder / "log").read_text().split()) == told
    cost = TEXT_NUSD if kind == "text" else FILM_NUSD
    tried = house.rows(attempts)
    assert [row["cost_nusd"] for row in tried] == [0 if row["status"] == "unknown" else cost for row in tried]
    decided = len(statuses) - statuses.count("unknown")
    assert [row["cost_nusd"] for row in house.rows(usage_rows)] == [cost] * decided
    at_risk = sum(int(str(row["held_nusd"])) for row in tried if row["status"] == "unknown")
    (counter,) = house.rows(budget_counters)
    sums = (counter["held_nusd"], counter["settled_nusd"], counter["at_risk_nusd"])
    assert sums == (0, cost * decided, at_risk)

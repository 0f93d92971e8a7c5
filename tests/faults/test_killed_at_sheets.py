"""kill -9 between a character's sheet and the panels that are shown it: each sheet is bought once."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_killed_runs import PANELS, RUN_SECONDS_MAX, new_scene

from priced import PAINTER, asked
from toonverse.bootstrap import open_books
from toonverse.metering.catalog import load
from toonverse.metering.invariants import examine
from toonverse.metering.tables import attempts
from toonverse.settings import Settings


@pytest.mark.parametrize("fault", ["kept:1", "called:3"])
def test_a_run_killed_at_its_sheets_goes_on_and_buys_none_twice(tmp_path: Path, fault: str):
    scene = replace(new_scene(tmp_path / "run"), model=PAINTER)
    process = scene.start(fault)
    process.communicate(timeout=RUN_SECONDS_MAX)
    assert process.returncode == -9, "the fault was never reached"
    scene.complete()
    with open_books(Settings(home=scene.home), catalog=load(scene.home / "catalog.toml")) as books:
        assert [finding for finding in examine(books.engine, books.zone) if finding.broken] == []
        output = json.loads(books.works.jobs.find(1, "image.generate").output)
        kept = books.works.characters.references(1)
        with books.engine.connect() as tx:
            rows = tx.execute(sa.select(attempts.c.key, attempts.c.status)).all()
    assert output["references"] == {one.character: one.sha256 for one in kept}
    assert len(kept) == 2
    settled = Counter(row.key for row in rows if row.status == "settled")
    assert set(settled.values()) == {1}
    assert len(settled) == PANELS + len(kept)
    answered = Counter(call.prompt for call in asked(scene.log) if call.ended is not None)
    lost = sum(row.status in ("unknown", "failed") for row in rows)
    assert sum(answered.values()) - len(answered) <= lost, "only what was in flight is asked for again"

"""Doctor stays readable, however much there is to tell of one kind."""

import json
from pathlib import Path

from test_people import said

from toonverse.bootstrap import open_books
from toonverse.settings import Settings


def test_of_what_happened_often_the_newest_are_told_and_how_many_more_there_are(home: Path):
    with open_books(Settings(home=home)) as books:
        for number in range(8):
            books.ledger.note_rejected(b"line %d" % number, "no such attempt", kept=True)
    told = json.loads(said("doctor", "--json"))
    rejected = [one["detail"] for one in told["checks"] if one["detail"].startswith("spool_rejected: ")]
    assert rejected[0] == "spool_rejected: 3 more"
    assert [f"line {number}" in one for number, one in enumerate(rejected[1:], 3)] == [True] * 5
    assert told["healthy"]
    assert "3 more" in said("doctor")

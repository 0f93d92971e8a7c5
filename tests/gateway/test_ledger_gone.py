"""Without a ledger nothing is bought; what was bought when it went is booked when it is back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from gateway.served import Served, serving
from toonverse.metering.tables import usage_rows

CHAT = {"model": "gpt-5.6-luna", "messages": [{"role": "user", "content": "hello"}]}


class Line:
    """The line to the database; `is_cut` when a statement shall fail, asked before each."""

    def __init__(self, engine: sa.Engine) -> None:
        self.cut_at = ""
        self.is_cut = False
        sa.event.listen(engine, "do_execute", self.check)

    def check(self, cursor: object, statement: str, parameters: object, context: object) -> None:
        self.is_cut = self.is_cut or bool(self.cut_at and self.cut_at in statement)
        if self.is_cut:
            raise sqlite3.OperationalError("disk I/O error")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Line]]:
    home: Path = tmp_path_factory.mktemp("home")
    with serving(home) as served:
        yield served, Line(served.house.books.engine)
        assert served.broken() == []


def test_a_ledger_that_is_gone_refuses_before_anything_is_sent(there: tuple[Served, Line]):
    served, line = there
    for cut_at in ("api_keys", "INSERT INTO attempts"):
        line.cut_at = cut_at
        said = served.post("/v1/chat/completions", CHAT)
        line.cut_at, line.is_cut = "", False
        assert (said.status_code, said.json()["error"]["code"]) == (503, "ledger_down")
    assert served.upstream.asked == []
    assert served.post("/v1/chat/completions", CHAT).status_code == 200


def test_what_was_bought_when_the_ledger_went_is_delivered_and_booked_once(there: tuple[Served, Line]):
    served, line = there
    before = len(served.rows(usage_rows))
    line.cut_at = "UPDATE attempts SET answer"
    said = served.post("/v1/chat/completions", CHAT)
    line.cut_at, line.is_cut = "", False
    assert said.status_code == 200
    assert len(served.rows(usage_rows)) == before
    assert served.post("/v1/chat/completions", CHAT).status_code == 200
    assert len(served.rows(usage_rows)) == before + 2
    assert {row["status"] for row in served.rows()} == {"settled"}

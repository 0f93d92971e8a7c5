"""What waits for SQLite's one writer is committed together; each work stands or falls by itself."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from toonverse.db import open_engine
from toonverse.metering import transactions
from toonverse.metering.refusals import LedgerDown, LedgerRefused
from toonverse.metering.transactions import transact

WORDS = sa.Table("words", sa.MetaData(), sa.Column("word", sa.Text, primary_key=True))
Work = Callable[[sa.Connection], object]


class Waiting(Exception):
    """A refusal of some work's own."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = open_engine(f"sqlite:///{tmp_path / 'home.sqlite3'}")
    WORDS.create(made)
    yield made
    made.dispose()


def add(word: str) -> Work:
    def work(tx: sa.Connection) -> str:
        tx.execute(WORDS.insert(), {"word": word})
        return word

    return work


def add_and_refuse(word: str) -> Work:
    def work(tx: sa.Connection) -> None:
        add(word)(tx)
        raise Waiting

    return work


def written(engine: sa.Engine) -> set[str]:
    with engine.connect() as reading:
        return set(reading.execute(sa.select(WORDS.c.word)).scalars())


def together(engine: sa.Engine, works: list[Work]) -> list[object]:
    """What came of each; all of them wait while a first transaction is held up."""
    begun, go_on = threading.Event(), threading.Event()
    ends: list[object] = [None] * len(works)

    def hold_up(tx: sa.Connection) -> None:
        begun.set()
        assert go_on.wait(30)

    def run(at: int) -> None:
        try:
            ends[at] = transact(engine, works[at])
        except (Waiting, LedgerDown, LedgerRefused) as error:
            ends[at] = error

    first = threading.Thread(target=transact, args=(engine, hold_up))
    first.start()
    assert begun.wait(30)
    others = [threading.Thread(target=run, args=(at,)) for at in range(len(works))]
    for one in others:
        one.start()
    queue, patience = transactions._writers(engine), threading.Event()
    while len(queue._waiting) < len(works):
        patience.wait(0.001)
    go_on.set()
    for one in [first, *others]:
        one.join(30)
    return ends


def test_one_that_refuses_undoes_itself_and_no_other(engine: sa.Engine):
    ends = together(engine, [add("a"), add_and_refuse("b"), add("c")])
    assert (ends[0], ends[2]) == ("a", "c")
    assert isinstance(ends[1], Waiting)
    assert written(engine) == {"a", "c"}


def test_one_that_meets_another_under_a_unique_key_is_refused_alone(engine: sa.Engine):
    ends = together(engine, [add("a"), add("a"), add("b")])
    assert sorted(str(type(end).__name__) for end in ends) == ["LedgerRefused", "str", "str"]
    assert any(isinstance(end, LedgerRefused) for end in ends)
    assert written(engine) == {"a", "b"}


def test_a_commit_that_fails_fails_for_everybody_and_nothing_is_there(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
):
    commits: list[int] = []
    ordinary = engine.dialect.do_commit

    def commit(connection: sa.engine.interfaces.DBAPIConnection) -> None:
        commits.append(1)
        if len(commits) > 1:
            raise sqlite3.OperationalError("disk I/O error")
        ordinary(connection)

    monkeypatch.setattr(engine.dialect, "do_commit", commit)
    ends = together(engine, [add("a"), add("b"), add("c")])
    assert [type(end) for end in ends] == [LedgerDown] * 3
    monkeypatch.undo()
    assert written(engine) == set()
    transact(engine, add("d"))
    assert written(engine) == {"d"}


def test_many_commit_in_few_transactions_and_each_hears_of_its_own(engine: sa.Engine):
    begins: list[str] = []
    sa.event.listen(engine, "begin", lambda _: begins.append("begin"))
    words = [f"word {number}" for number in range(24)]
    assert together(engine, [add(word) for word in words]) == words
    assert len(begins) == 2, "the first one's, and one for all the others"
    assert written(engine) == set(words)

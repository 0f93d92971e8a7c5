"""Whoever watches is told of every commit, of others and of its own process, and of no read."""

from collections.abc import Iterator
from contextlib import closing

import pytest
import sqlalchemy as sa

from toonverse.db import open_engine, writing
from toonverse.store.watching import Pulse

COUNTED = sa.Table("counted", sa.MetaData(), sa.Column("n", sa.Integer))


@pytest.fixture
def engine(empty_database: str) -> Iterator[sa.Engine]:
    engine = open_engine(empty_database)
    COUNTED.create(engine)
    yield engine
    engine.dispose()


def count(engine: sa.Engine, n: int) -> None:
    with writing(engine).begin() as tx:
        tx.execute(COUNTED.insert().values(n=n))


def test_each_commit_changes_the_pulse_and_a_read_does_not(engine: sa.Engine):
    seen = []
    with closing(Pulse(engine)) as pulse:
        for n in range(3):
            count(engine, n)
            seen.append(pulse.read())
            with engine.connect() as reading:
                assert reading.scalar(sa.select(sa.func.count()).select_from(COUNTED)) == n + 1
            assert pulse.read() == seen[-1]
    assert len(set(seen)) == 3


def test_what_was_not_committed_changes_nothing_that_is_read(engine: sa.Engine):
    """Another pulse may come of it; the one that counts is the commit's."""
    with closing(Pulse(engine)) as pulse, writing(engine).connect() as tx:
        tx.execute(COUNTED.insert().values(n=1))
        before = pulse.read()
        tx.commit()
        assert pulse.read() != before


def test_a_pulse_takes_no_connection_of_the_pool(engine: sa.Engine):
    with closing(Pulse(engine)) as pulse:
        pulse.read()
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_pulse_that_cannot_be_told_is_another_one():
    engine = open_engine("sqlite:////nowhere/at/all.sqlite3")
    with closing(Pulse(engine)) as pulse:
        assert pulse.read() != pulse.read()

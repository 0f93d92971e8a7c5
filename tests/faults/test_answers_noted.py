"""A process dies between the provider's answer and the settle: what was kept is never bought again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from metered import PICTURE_NUSD, PICTURE_TOKENS, House, draft, film, picture, who
from toonverse.errors import StorageError
from toonverse.metering import door
from toonverse.metering.ledger import Ledger
from toonverse.metering.outcomes import Refused
from toonverse.metering.refusals import BalanceTooLow, KeepFailed
from toonverse.metering.tables import accounts, attempts, usage_rows
from toonverse.metering.unknowns import settle_unknown

FILM_NUSD = 1_200_000_000


class Crash(BaseException):
    """The process is gone."""


def die(*_: object) -> None:
    raise Crash


def put_and_die(house: House) -> Callable[[bytes, str], str]:
    """The bytes arrive, and nothing after them."""
    put = house.shelf.put

    def deadly(media: bytes, sha256: str = "") -> str:
        put(media, sha256)
        raise Crash

    return deadly


@pytest.fixture
def dies_before_keeping(house: House) -> House:
    house.shelf.put = die  # type: ignore[method-assign, assignment]
    return house


@pytest.fixture
def dies_after_keeping(house: House) -> House:
    house.shelf.put = put_and_die(house)  # type: ignore[method-assign]
    return house


async def buys_to_the_death(house: House, *bought: object) -> None:
    """One process that dies on the way; the shelf of the next one works."""
    with pytest.raises(Crash):
        await house.meter().buy(*bought)  # type: ignore[arg-type]
    del house.shelf.put


async def test_what_was_kept_before_a_crash_is_settled_and_not_bought_again(dies_after_keeping: House):
    house = dies_after_keeping
    house.account("ada", 1000)
    await buys_to_the_death(house, picture(), who("ada"), "k")
    got = await house.meter().buy(picture(), who("ada"), "k")
    assert (got.attempt, got.cost_nusd, got.tokens) == (1, PICTURE_NUSD, PICTURE_TOKENS)
    assert (got.media_type, got.notes) == ("image/png", '{"faces":[]}')
    assert house.shelf.get(got.sha256) == b"a lighthouse"
    assert house.paid.answered == ["a lighthouse"]
    assert [row["used_tokens"] for row in house.rows(accounts) if row["id"] == "ada"] == [PICTURE_TOKENS]


async def test_a_new_process_settles_what_was_kept_before_anybody_asks(dies_after_keeping: House):
    house = dies_after_keeping
    await buys_to_the_death(house, picture(), who(), "k")
    assert house.meter().revive() == 0
    assert house.statuses("k") == ["settled"]
    assert [row["answer"] for row in house.rows(attempts)] == [""]
    assert house.meter().revive() == 0
    assert len(house.rows(usage_rows)) == 1


@pytest.mark.parametrize("revived", [True, False])
async def test_an_answer_that_was_never_kept_is_booked_at_its_cost_and_bought_again(
    dies_before_keeping: House, revived: bool
):
    house = dies_before_keeping
    house.account("ada", 1000)
    await buys_to_the_death(house, picture(), who("ada"), "k")
    meter = house.meter()
    if revived:
        assert meter.revive() == 0
        assert house.statuses("k") == ["failed"]
    got = await meter.buy(picture(), who("ada"), "k")
    assert (got.attempt, got.tokens) == (2, PICTURE_TOKENS)
    lost, delivered = house.rows(usage_rows)
    assert (lost["success"], lost["cost_nusd"], lost["debit_tokens"]) == (False, PICTURE_NUSD, 0)
    assert (lost["error_code"], delivered["success"]) == (KeepFailed.code, True)
    assert house.paid.answered == ["a lighthouse"] * 2


async def test_a_film_that_was_kept_is_not_even_asked_for(dies_after_keeping: House):
    house = dies_after_keeping
    await buys_to_the_death(house, film(), who(), "k")
    got = await house.meter().buy(film(), who(), "k")
    assert (got.attempt, got.cost_nusd) == (1, FILM_NUSD)
    assert (len(house.films.submitted), len(house.films.collected)) == (1, 1)


async def test_a_film_that_was_not_kept_is_asked_for_once_more(dies_before_keeping: House):
    house = dies_before_keeping
    await buys_to_the_death(house, film(), who(), "k")
    assert house.meter().revive() == 0
    assert house.statuses("k") == ["open"]
    assert (await house.meter().buy(film(), who(), "k")).attempt == 1
    assert (len(house.films.submitted), len(house.films.collected)) == (1, 2)
    assert [row["cost_nusd"] for row in house.rows(usage_rows)] == [FILM_NUSD]


async def test_a_film_that_is_gone_when_asked_for_again_cost_what_was_noted(dies_before_keeping: House):
    house = dies_before_keeping
    await buys_to_the_death(house, film(), who(), "k")
    house.films.orders = [Refused(reason="expired")]
    with pytest.raises(Refused):
        await house.meter().buy(film(), who(), "k")
    assert house.statuses("k") == ["failed"]
    row = house.rows(usage_rows)[0]
    assert (row["success"], row["cost_nusd"], row["error_code"]) == (False, FILM_NUSD, Refused.code)


async def test_a_film_lost_from_sight_after_its_answer_is_settled_at_the_noted_cost(
    dies_before_keeping: House,
):
    house = dies_before_keeping
    house.films.seconds = 4
    await buys_to_the_death(house, film(), who(), "k")
    house.films.orders = [OSError("reset")]
    with pytest.raises(Exception, match="provider_unknown"):
        await house.meter().buy(film(), who(), "k")
    assert house.statuses("k") == ["unknown"]
    settle_unknown(house.ledger, 1)
    assert [row["cost_nusd"] for row in house.rows(usage_rows)] == [FILM_NUSD // 2]


async def test_an_answer_that_could_not_be_noted_is_kept_and_settled(house: House):
    meter = house.meter()
    put = house.shelf.put

    def back_at_keep(media: bytes, sha256: str = "") -> str:
        house.restore()
        return put(media, sha256)

    house.paid.meanwhile = house.cut_off
    house.shelf.put = back_at_keep  # type: ignore[method-assign]
    got = await meter.buy(picture(), who(), "k")
    assert house.shelf.get(got.sha256) == b"a lighthouse"
    assert house.statuses("k") == ["settled"]
    assert len(house.paid.answered) == 1


async def test_while_the_store_does_not_answer_nothing_is_decided(dies_after_keeping: House):
    house = dies_after_keeping
    await buys_to_the_death(house, picture(), who(), "k")

    def silent(sha256: str) -> bool:
        raise StorageError(reason="unreachable")

    house.shelf.has = silent  # type: ignore[method-assign]
    with pytest.raises(StorageError):
        await house.meter().buy(picture(), who(), "k")
    with pytest.raises(StorageError):
        house.meter().revive()
    assert house.statuses("k") == ["open"]
    del house.shelf.has
    assert (await house.meter().buy(picture(), who(), "k")).attempt == 1


async def test_a_living_owners_noted_answer_is_left_to_its_owner(dies_before_keeping: House):
    house = dies_before_keeping
    await buys_to_the_death(house, picture(), who(), "k")
    assert house.meter(lambda owner: True).revive() == 0
    assert house.statuses("k") == ["open"]


async def test_who_asks_while_an_answer_is_being_settled_waits_for_what_it_holds(
    dies_before_keeping: House, monkeypatch: pytest.MonkeyPatch
):
    house = dies_before_keeping
    house.account("ada", PICTURE_TOKENS)
    await buys_to_the_death(house, picture(), who("ada"), "first")
    noted, seen = Ledger.noted, []

    def settled_meanwhile(ledger: Ledger) -> set[int]:
        found = noted(ledger)
        seen.append(frozenset(found))
        house.meter().revive()
        return found

    monkeypatch.setattr(Ledger, "noted", settled_meanwhile)
    assert (await house.meter(lambda owner: True).buy(picture(), who("ada"), "second")).attempt == 1
    assert seen == [{1}, set()]


@pytest.mark.parametrize(("age", "looks"), [(0, 4), (3, 1)])
async def test_an_answer_that_nobody_settles_holds_nobody_up(
    dies_before_keeping: House, monkeypatch: pytest.MonkeyPatch, age: int, looks: int
):
    house = dies_before_keeping
    house.account("ada", PICTURE_TOKENS)
    await buys_to_the_death(house, picture(), who("ada"), "first")
    house.clock.advance(timedelta(seconds=age))
    monkeypatch.setattr(door, "NOTED_WAITS_SECONDS", (0, 0, 0))
    noted, seen = Ledger.noted, []

    def looked(ledger: Ledger) -> set[int]:
        found = noted(ledger)
        seen.append(frozenset(found))
        return found

    monkeypatch.setattr(Ledger, "noted", looked)
    with pytest.raises(BalanceTooLow):
        await house.meter(lambda owner: True).buy(picture(), who("ada"), "second")
    assert seen == [frozenset(() if age else {1})] * looks


async def test_a_free_answer_is_not_noted(dies_before_keeping: House):
    house = dies_before_keeping
    await buys_to_the_death(house, draft(), who(), "k")
    assert [row["answer"] for row in house.rows(attempts)] == [""]
    assert (await house.meter().buy(draft(), who(), "k")).attempt == 1

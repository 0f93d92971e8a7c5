"""What became of the money: what is in the episode, what nobody chose, what came to nothing or is at risk."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_money import PANELS, ended, order
from test_people import said

from priced import COST_NUSD, CountingProvider, priced_house
from toonverse.clock import utc_now
from toonverse.db import writing
from toonverse.domain.panel import Picture
from toonverse.jobs.costs import QuoteRecord, Waste, booked, quote_record, waste
from toonverse.jobs.plain_panels import plain_panels
from toonverse.metering import archive
from toonverse.metering.calls import Call, Reply
from toonverse.metering.outcomes import Unknown
from toonverse.metering.plain import plain_receipt
from toonverse.metering.reports import Receipt, Step
from toonverse.metering.tables import attempts
from toonverse.metering.unknowns import release_unknown, settle_unknown, unknown_attempts
from toonverse.money import Nusd, from_usd, usd_number
from toonverse.store.records import Take
from toonverse.store.tables import takes

PICTURE = Picture("0" * 64, "image/png", 800, 1200, ())


def take(number: int, cost_nusd: int, accepted: bool) -> Take:
    return Take(number, 1, number, PICTURE, "a lamp", "painter", Nusd(cost_nusd), 0, accepted, utc_now())


def test_what_is_in_the_episode_what_nobody_chose_and_what_came_to_nothing_sum_to_its_cost():
    receipt = Receipt((Step("panel_generation", 4, 3, 0, Nusd(100), Nusd(7)),))
    became = waste(receipt, [take(1, 30, False), take(2, 33, True), take(3, 30, False)])
    assert became == Waste(accepted_nusd=33, lost_nusd=7, unused_nusd=60)
    assert became.accepted_nusd + became.lost_nusd + became.unused_nusd == receipt.cost_nusd


def test_a_receipt_shows_what_is_at_risk_until_somebody_knows(
    home: Path, tmp_path: Path, stories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    ask = CountingProvider.call
    lost = iter([True, True])

    async def losing_two(provider: CountingProvider, call: Call) -> Reply:
        if next(lost, False):
            raise Unknown(reason="the line broke")
        return await ask(provider, call)

    monkeypatch.setattr(CountingProvider, "call", losing_two)
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        assert ended(house, order(house, stories["en"])).error_code == "provider_unknown"
        first, second = unknown_attempts(house.books.engine)
        at_risk = first.at_risk_nusd + second.at_risk_nusd
        receipt = house.books.receipt(1)
        assert (receipt.unknown, receipt.at_risk_nusd) == (2, at_risk)
        (step,) = receipt.steps
        assert (step.calls, step.cost_nusd, step.at_risk_nusd) == (PANELS - 2, COST_NUSD, at_risk)
        told = plain_receipt(1, receipt)
        assert (told["unknown"], told["at_risk_usd"]) == (2, usd_number(at_risk))
        for language, words in {"en": "nobody knows the end", "ko": "결과를 알 수 없는 호출 2건"}.items():
            monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
            assert words in said("receipt", "1")
        assert json.loads(said("receipt", "1", "--json"))["steps"][0]["at_risk_usd"] == usd_number(at_risk)
        settle_unknown(house.books.ledger, first.id, 7)
        release_unknown(house.books.ledger, second.id)
        decided = house.books.receipt(1)
        assert (decided.unknown, decided.at_risk_nusd) == (0, 0)
        assert (decided.cost_nusd, decided.lost_nusd) == (COST_NUSD + 7, 7)
        waste_of = json.loads(said("usage", "--waste", "--json"))
        assert (waste_of["lost_usd"], waste_of["unused_usd"], waste_of["at_risk_usd"]) == (
            usd_number(7),
            0,
            0,
        )
        assert waste_of["accepted_usd"] == usd_number(COST_NUSD)
        assert waste_of["spent_usd"] == usd_number(COST_NUSD + 7)
        assert "charged without a result" in said("usage", "--waste") or "결과 없이" in said(
            "usage", "--waste"
        )


def test_a_refund_lowers_what_it_was_for_wherever_a_cost_is_told(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    """A take that nobody chose is taken back, then one that is in the episode; all of it archived at last."""
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        assert ended(house, order(house, stories["en"])).status == "DONE"
        books = house.books
        unchosen = sa.select(takes.c.id).order_by(takes.c.panel_id).limit(1).scalar_subquery()
        with writing(books.engine).begin() as tx:
            tx.execute(takes.update().where(takes.c.id == unchosen).values(accepted=False))
        assert costs_told() == (PANELS * COST_NUSD, (PANELS - 1) * COST_NUSD, COST_NUSD)
        assert books.ledger.refund(attempt_of(books.engine, "panel/1/take/1"), "not wanted")
        assert costs_told() == ((PANELS - 1) * COST_NUSD, (PANELS - 1) * COST_NUSD, 0)
        assert books.ledger.refund(attempt_of(books.engine, "panel/2/take/1"), "a gift")
        assert costs_told() == ((PANELS - 2) * COST_NUSD, (PANELS - 2) * COST_NUSD, 0)
        job, *steps = booked(books.engine, books.works.jobs.of_episode(1))
        assert job.cost_nusd == sum(step.cost_nusd for step in steps) == (PANELS - 2) * COST_NUSD
        archive.archive(books.engine, books.images, utc_now, utc_now() + timedelta(minutes=1))
        assert costs_told() == ((PANELS - 2) * COST_NUSD, (PANELS - 2) * COST_NUSD, 0)
        shown = json.loads(json.dumps(plain_panels(books.works, books.works.episode(1))))
        pictures = [take["cost_usd"] for panel in shown for take in panel["takes"]]
        assert pictures == [0, 0, *[usd_number(COST_NUSD)] * (PANELS - 2)]


def test_what_a_quote_is_held_against_follows_refunds_and_leaves_out_what_was_bought_besides(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        job = ended(house, order(house, stories["en"]))
        books, quoted = house.books, job.quoted_nusd or 0
        assert quote_record(books.engine, books.works) == QuoteRecord(1, quoted, PANELS * COST_NUSD)
        with writing(books.engine).begin() as tx:  # as if the last panel's picture was one more take of it
            key = f"episode/1/panel/{PANELS}/take/1"
            tx.execute(attempts.update().where(attempts.c.key == key).values(key=key[:-1] + "12"))
        assert books.ledger.refund(attempt_of(books.engine, "panel/1/take/1"), "a gift")
        left = (PANELS - 2) * COST_NUSD
        assert quote_record(books.engine, books.works) == QuoteRecord(1, quoted, left)


def attempt_of(engine: sa.Engine, ending: str) -> int:
    """The first attempt whose key ends like that."""
    first = sa.select(sa.func.min(attempts.c.id)).where(attempts.c.key.endswith(ending))
    with engine.connect() as tx:
        return int(tx.execute(first).scalar_one())


def costs_told() -> tuple[int, int, int]:
    """Cost, accepted and unused, in nano-dollars, as every command tells them."""
    receipt = json.loads(said("receipt", "1", "--json"))
    of_all = json.loads(said("usage", "--waste", "--json"))
    episodes = json.loads(said("usage", "--by", "episode", "--json"))["totals"]
    job = json.loads(said("jobs", "show", "1", "--json"))["jobs"][0]
    panels = sum(from_usd(panel["cost_usd"]) for panel in receipt["panels"])
    pictures = sum(from_usd(take["cost_usd"]) for panel in receipt["panels"] for take in panel["takes"])
    costs = {panels, pictures, *(from_usd(one["cost_usd"]) for one in (receipt, *episodes, job))}
    assert costs == {from_usd(of_all["spent_usd"])}
    parts = ("accepted_usd", "unused_usd")
    assert [receipt[name] for name in parts] == [of_all[name] for name in parts]
    return (*costs, *(from_usd(receipt[name]) for name in parts))  # type: ignore[return-value]

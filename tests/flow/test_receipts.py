"""What became of the money: what is in the episode, what nobody chose, what came to nothing or is at risk."""

import json
from pathlib import Path

import pytest
from test_money import PANELS, ended, order
from test_people import said

from priced import COST_NUSD, CountingProvider, priced_house
from toonverse.cli.receipts import Waste, waste
from toonverse.clock import utc_now
from toonverse.domain.panel import Picture
from toonverse.metering.calls import Call, Reply
from toonverse.metering.outcomes import Unknown
from toonverse.metering.plain import plain_receipt
from toonverse.metering.reports import Receipt, Step
from toonverse.metering.unknowns import release_unknown, settle_unknown, unknown_attempts
from toonverse.money import Nusd, usd_number
from toonverse.store.records import Take

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

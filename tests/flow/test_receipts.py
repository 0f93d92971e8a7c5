"""What became of the money: what is in the episode, what nobody chose, what came to nothing."""

from toonverse.cli.receipts import Waste, waste
from toonverse.clock import utc_now
from toonverse.domain.panel import Picture
from toonverse.metering.reports import Receipt, Step
from toonverse.money import Nusd
from toonverse.store.records import Take

PICTURE = Picture("0" * 64, "image/png", 800, 1200, ())


def take(number: int, cost_nusd: int, accepted: bool) -> Take:
    return Take(number, 1, number, PICTURE, "a lamp", "painter", Nusd(cost_nusd), 0, accepted, utc_now())


def test_what_is_in_the_episode_what_nobody_chose_and_what_came_to_nothing_sum_to_its_cost():
    step = Step("panel_generation", 4, 3, 0, Nusd(100), Nusd(7))
    receipt = Receipt((step,), 4, 0, Nusd(100), Nusd(7))
    became = waste(receipt, [take(1, 30, False), take(2, 33, True), take(3, 30, False)])
    assert became == Waste(accepted_nusd=33, lost_nusd=7, unused_nusd=60)
    assert became.accepted_nusd + became.lost_nusd + became.unused_nusd == receipt.cost_nusd

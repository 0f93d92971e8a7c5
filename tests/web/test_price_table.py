"""An order that can't succeed is not taken: the price table says why, and what was chosen stays."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from httpx2 import Response
from people import TOKENS, People, people

from toonverse.errors import MoneyRefused
from toonverse.metering.accounts import grant
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.limits import Standing, remove_budget
from toonverse.metering.means import Means
from toonverse.metering.refusals import BalanceTooLow, BudgetExceeded, Paused
from toonverse.metering.windows import Window
from toonverse.money import Nusd
from web_client import OWN

STORY = "우산 고치는 집\n\n비가 온다. 노인이 말했다. “어서 오너라.”\n“네.” 소녀가 답했다.\n"
ENGLISH = {"origin": OWN, "accept-language": "en"}
PAID = "picture medium"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.fixture
def poor(home: People) -> Iterator[People]:
    """Ada has one token left."""
    account, house = home.users["ada"].id, home.house
    grant(house.engine, house.clock, account, 1 - TOKENS, "spent elsewhere")
    yield home
    grant(house.engine, house.clock, account, TOKENS - 1, "as it was")


@pytest.fixture
def bound(home: People) -> Iterator[People]:
    """The house allows a tenth of a cent in all."""
    house = home.house
    set_budget(house.engine, house.clock, house.zone, Budget("global", "", "total", 1_000_000))
    yield home
    remove_budget(house.engine, "global", "", "total")


def ordered(home: People, who: str = "ada", **said: str) -> Response:
    return home.client(who, **ENGLISH).post("/studio", data={"story": STORY, "picture": PAID, **said})


def orders(home: People) -> int:
    return len(home.client("root").get("/api/episodes").json()["episodes"])


def row(page: str, value: str) -> str:
    """The table's row of a model."""
    (found,) = (
        one for one in re.findall(r"<li><label.*?</li>", page, re.DOTALL) if f'value="{value}"' in one
    )
    return unescape(found)


@pytest.mark.parametrize("cap", ["much", "-1", "NaN", "0.0001"])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "dollars|may cost up to"), ("ko", "달러 숫자|많으면")]
)
def test_a_limit_that_lets_nothing_begin_is_refused_beside_its_field(
    home: People, cap: str, language: str, words: str
):
    before = orders(home)
    client = home.client("ada", **{**ENGLISH, "accept-language": language})
    said = {"story": STORY, "picture": PAID, "max_cost_usd": cap, "no_sheets": "1"}
    answer = client.post("/studio", data=said)
    assert answer.status_code == 422
    page = unescape(answer.text)
    (told,) = re.findall(r'<p class="wrong" role="alert" id="cap-wrong">(.*?)</p>', page)
    assert re.search(words, told)
    assert ("$" in told) == (cap == "0.0001")
    assert f'value="{cap}" aria-invalid="true" aria-describedby="cap-wrong"' in page
    assert f'value="{PAID}" checked' in page
    assert re.search(r'name="no_sheets" value="1" checked', page)
    assert orders(home) == before


def test_a_limit_as_high_as_the_maximum_is_taken(home: People):
    page = home.client("ada", **ENGLISH).post("/studio/price", data={"story": STORY, "panels": "2"}).text
    _, most = re.findall(r"\$([\d.]+)", row(page, PAID))
    assert ordered(home, panels="2", max_cost_usd=most).status_code == 303


def test_a_balance_that_is_too_low_is_told_in_the_table_and_nothing_is_ordered(poor: People):
    client = poor.client("ada", **ENGLISH)
    page = client.post("/studio/price", data={"story": STORY}).text
    assert "There are not enough tokens" in row(page, PAID)
    assert " disabled" in row(page, PAID)
    assert " disabled" not in row(page, "draft medium")
    assert " checked" in row(page, "draft medium")
    before = orders(poor)
    refused = ordered(poor, title="Too dear")
    assert refused.status_code == 422
    assert re.search(r'role="alert">There are not enough tokens[^<]*: [\d,]+ needed, 1 left', refused.text)
    assert orders(poor) == before
    assert ordered(poor, title="Free", picture="draft medium").status_code == 303


def test_a_budget_that_is_too_small_is_told_with_its_amounts_only_to_who_keeps_the_house(bound: People):
    for who, is_told in (("ada", False), ("root", True)):
        page = bound.client(who, **ENGLISH).post("/studio/price", data={"story": STORY}).text
        assert "udget" in row(page, PAID)
        assert " disabled" in row(page, PAID)
        assert ("$0.001" in row(page, PAID)) == is_told
        assert ordered(bound, who, title="Too dear").status_code == 422


@pytest.mark.parametrize(
    ("window", "limit", "settled", "kind"),
    [
        ("day", 100, 0, None),
        ("day", 100, 50, Paused),
        ("total", 100, 50, BudgetExceeded),
        ("day", 90, 0, BudgetExceeded),
    ],
)
def test_a_budget_that_will_have_room_again_is_waited_for(
    window: Window, limit: int, settled: int, kind: type[MoneyRefused] | None
):
    start = datetime(2026, 3, 1, tzinfo=UTC)
    resets = None if window == "total" else start + timedelta(1)
    standing = Standing(Budget("model", "picture", window, limit), start, resets, settled, 0, 0)
    line = EnvelopeLine("image_generation", "picture", Nusd(95), 10)
    refusal = Means("ada", "studio", None, 0, (standing,)).refusal([(line, "fake")])
    assert (None if refusal is None else type(refusal)) == kind
    other = EnvelopeLine("image_generation", "another", Nusd(95), 10)
    assert Means("ada", "studio", 10, 0, (standing,)).refusal([(other, "fake")]) is None
    assert isinstance(Means("ada", "studio", 9, 0, ()).refusal([(other, "fake")]), BalanceTooLow)


def test_who_looks_before_it_is_painted_is_asked_for_money_then(poor: People):
    assert ordered(poor, title="Look first", review="1").status_code == 303


def test_a_number_of_panels_that_is_none_shows_the_desk_again(home: People):
    answer = home.client("ada", **ENGLISH).post("/studio/price", data={"story": STORY, "panels": "many"})
    assert (answer.status_code, "An episode has 1 to 200 panels." in answer.text) == (422, True)
    assert "어서 오너라" in answer.text


def test_waiting_says_so_without_a_reload(home: People):
    client = home.client("ada", **ENGLISH)
    for page in (client.get("/studio").text, client.post("/studio/price", data={"story": STORY}).text):
        assert re.search(r'<form class="(?:desk|prices)"[^>]* data-busy', page)
        assert re.search(r'<p class="busy" role="status" data-done="[A-Z][^"]+…"></p>', page)
        assert "/busy." in page or "busy.js" in page

"""`/costs`: what it says adds up, what it changes is changed, and nobody else's form changes anything."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from people import People, people

from metered import CATALOG, PICTURE_NUSD, draft, picture, who
from toonverse.metering.accounts import is_stopped
from toonverse.metering.calls import Usage
from toonverse.metering.history import import_usage
from toonverse.metering.limits import standings
from toonverse.metering.old_records import OldUse
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.metering.unknowns import unknown_attempts
from toonverse.money import usd_number
from toonverse.web.pages.costs import forecast, usd
from web_client import OWN

FORM = {"origin": OWN, "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found


def buy(home: People, key: str, order: BaseException | None = None) -> None:
    home.house.paid.orders = [order] * 3 if order else []
    meter = home.house.meter()
    with suppress(Refused, Unknown):
        asyncio.run(meter.buy(picture(), who(home.users["ada"].id), key))


def shown(home: People, address: str = "/costs", language: str = "en") -> str:
    answer = home.client("", **{"accept-language": language}).get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]))


def test_an_empty_home_says_so_in_both_languages(home: People):
    assert "Nothing was spent yet." in shown(home)
    assert "아직 아무것도 쓰지 않았습니다." in shown(home, language="ko")


@pytest.mark.parametrize("way", ["source", "model", "service", "account"])
def test_the_parts_add_up_to_what_was_spent(home: People, way: str):
    for key in ("a", "b", "c"):
        buy(home, key)
    buy(home, "d", Refused(reason="no"))
    said = shown(home, f"/costs?by={way}&days=7")
    assert f"Last 7 days {usd(3 * PICTURE_NUSD)}" in said
    assert f"Today {usd(3 * PICTURE_NUSD)} 4 calls" in said
    name = {"source": "studio", "model": "picture", "service": "pictures", "account": "ada"}[way]
    assert f"{name} $0.1200 100.0% 4 1 $0.0300" in said


def sketch(home: People, key: str) -> None:
    asyncio.run(home.house.meter().buy(draft(key), who(home.users["ada"].id), key))


@pytest.mark.parametrize(
    ("language", "beside"), [("en", "1 call · 2 free drafts"), ("ko", "요청 1건 · 무료 그림 2장")]
)
def test_drafts_are_told_beside_what_was_bought_and_lower_no_mean(home: People, language: str, beside: str):
    buy(home, "a")
    for key in ("b", "c"):
        sketch(home, key)
    cost = usd(PICTURE_NUSD)
    for way in ("source", "service", "account"):
        said = shown(home, f"/costs?by={way}", language)
        assert f"{cost} {beside}" in said
        assert f"{cost} 100.0% 1 2 0 {cost}" in said
    assert "draft $0.0000 0.0% 0 2 0 –" in shown(home, "/costs?by=model", language)
    assert "2 free drafts" in shown(home, "/costs/calls")
    now = home.client("", **{"accept-language": "en"}).get("/costs/now").text
    assert f"last hour {cost}, 1 call<" in now


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_alert_of_money_at_risk_leads_to_the_form_and_goes_when_it_is_decided(home: People, language: str):
    buy(home, "a", Unknown(reason="the line dropped"))
    (one,) = unknown_attempts(home.house.engine)
    client = home.client("", **{**FORM, "accept-language": language})
    assert 'class="to" href="#at-risk"' in client.get("/costs").text
    assert "toonverse unknown" not in client.get("/costs").text
    assert client.post("/costs/release", content=f"attempt={one.id}").status_code == 303
    assert 'href="#at-risk"' not in client.get("/costs").text


def test_a_day_that_had_nothing_before_is_drawn_as_one_bar(home: People):
    buy(home, "a")
    page = home.client().get("/costs").text
    assert page.count('<rect class="c1"') == 1


def test_the_switch_stops_buying_and_lets_it_go_on(home: People):
    for said, stopped in (("yes", True), ("no", False)):
        answer = home.client("", **FORM).post("/costs/buying", content=f"stopped={said}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/costs")
        assert is_stopped(home.house.engine) is stopped


def test_a_budget_is_changed_in_place(home: People):
    before = standings(home.house.engine, home.house.zone, home.house.clock())
    content = "scope=global&window=day&action=stop&limit_usd=%2412.50"
    assert home.client("", **FORM).post("/costs/budgets", content=content).status_code == 303
    after = standings(home.house.engine, home.house.zone, home.house.clock())
    assert len(after) == len(before)
    assert after[0].budget.limit_nusd == 12_500_000_000
    assert 'value="12.50"' in home.client().get("/costs").text


@pytest.mark.parametrize(
    "content",
    [
        "scope=global&window=day&action=stop&limit_usd=much",
        "scope=global&window=day&action=stop&limit_usd=NaN",
        "scope=global&window=day&action=stop&limit_usd=-1",
        "scope=global&window=day&action=stop",
        "scope=planet&window=day&action=stop&limit_usd=1",
        "scope=global&window=minute&action=stop&limit_usd=1",
        "scope=global&window=day&action=explode&limit_usd=1",
        "%ff%fe",
        "&".join(f"a{number}=1" for number in range(20)),
    ],
)
def test_a_budget_that_is_none_changes_nothing(home: People, content: str):
    before = standings(home.house.engine, home.house.zone, home.house.clock())
    assert home.client("", **FORM).post("/costs/budgets", content=content).status_code in (404, 422)
    assert standings(home.house.engine, home.house.zone, home.house.clock()) == before


def test_a_call_at_risk_leads_to_its_episode_and_is_told_beside_the_list_of_calls(home: People):
    assert 'href="/costs#at-risk"' not in home.client("").get("/costs/calls").text
    buy(home, "k", Unknown(reason="the line broke"))
    assert '<a href="/costs/episodes/26">k</a>' in home.client("").get("/costs").text
    assert 'href="/costs#at-risk"' in home.client("").get("/costs/calls").text
    assert "$0.04" in shown(home, "/costs/calls").replace("$0.0400", "$0.04")


def test_a_budget_that_was_passed_says_by_how_much(home: People):
    buy(home, "k")
    content = "scope=global&window=total&action=stop&limit_usd=0.02"
    assert home.client("", **FORM).post("/costs/budgets", content=content).status_code == 303
    assert "200%" in shown(home)
    assert 'class="full"' in home.client("").get("/costs").text


@pytest.mark.parametrize("verdict", ["settle", "release"])
def test_money_at_risk_is_told_and_decided(home: People, verdict: str):
    buy(home, "a", Unknown(reason="the line dropped"))
    (one,) = unknown_attempts(home.house.engine)
    said = shown(home)
    assert f"At risk {usd(PICTURE_NUSD)}" in said
    assert "the line dropped" in said
    assert home.client("", **FORM).post(f"/costs/{verdict}", content="attempt=x").status_code == 422
    assert home.client("", **FORM).post(f"/costs/{verdict}", content=f"attempt={one.id}").status_code == 303
    assert unknown_attempts(home.house.engine) == []
    assert f"Today {usd(PICTURE_NUSD if verdict == 'settle' else 0)}" in shown(home)
    assert home.house.broken() == []


@pytest.mark.parametrize(("language", "name"), [("en", "At risk"), ("ko", "결과를 모르는 돈")])
def test_what_an_episode_has_at_risk_is_told_beside_its_cost(home: People, language: str, name: str):
    made = home.made("ada", "The Pier", active=True)
    jobs, meter = home.works.jobs, home.house.meter()
    jobs.open(made.id)
    jobs.finish(jobs.find(made.id, "pipeline.full").id, "{}", PICTURE_NUSD)
    mine = who(home.users["ada"].id, episode=str(made.id))
    asyncio.run(meter.buy(picture(), mine, "good"))
    home.house.paid.orders = [Unknown(reason="the line dropped")]
    with pytest.raises(Unknown):
        asyncio.run(meter.buy(picture("another"), mine, "lost"))
    said = shown(home, language=language)
    assert f"The Pier {usd(PICTURE_NUSD)} $0.0000 {usd(PICTURE_NUSD)}" in said
    assert name in said


def test_an_episodes_cost_on_the_page_and_in_the_api_is_that_of_the_books(home: People):
    made = home.made("ada", "The Pier")
    jobs, meter = home.works.jobs, home.house.meter()
    jobs.open(made.id)
    jobs.finish(jobs.find(made.id, "pipeline.full").id, "{}", 2 * PICTURE_NUSD)
    mine = who(home.users["ada"].id, episode=str(made.id))
    for key in ("kept", "taken back"):
        asyncio.run(meter.buy(picture(key), mine, key))
    assert home.house.ledger.refund(2, "a gift")
    assert f"The Pier {usd(PICTURE_NUSD)} " in shown(home)
    client, job = home.client("ada"), jobs.find(made.id, "pipeline.full")
    for told in (
        client.get(f"/api/episodes/{made.id}").json()["job"],
        client.get(f"/api/jobs/{job.id}").json(),
        client.get("/api/jobs").json()["jobs"][0],
    ):
        assert told["cost_usd"] == usd_number(PICTURE_NUSD)


def test_a_single_call_is_shown_whole(home: People):
    buy(home, "a")
    address = re.findall(r'href="(/costs/calls/\d+)"', home.client().get("/costs").text)[0]
    said = shown(home, address)
    assert "panel_generation" in said
    assert usd(PICTURE_NUSD) in said
    assert home.client().get("/costs/calls/0").status_code == 404
    assert home.client().get(f"/costs/calls/{2**70}").status_code == 404


def test_the_switch_asks_before_it_stops_everything(home: People):
    page = home.client().get("/costs").text
    inside = re.search(r"<details class=\"sure\">(.*?)</details>", page, re.DOTALL)
    assert inside is not None
    assert page.count('value="yes"') == inside[1].count('value="yes"') == 1


def test_what_moves_on_the_page_is_there_without_a_script_too(home: People):
    buy(home, "a")
    live = home.client("", **{"accept-language": "en"}).get("/costs/now").text
    assert live.strip() in home.client("", **{"accept-language": "en"}).get("/costs").text
    buy(home, "b")
    later = home.client("", **{"accept-language": "en"}).get("/costs/now").text
    assert f"last hour {usd(2 * PICTURE_NUSD)}, 2 calls" in later
    assert f"<b>{usd(2 * PICTURE_NUSD)}</b>" in later


def test_a_budget_is_added_and_taken_away(home: People):
    content = "scope=model:picture&window=month&action=notify&limit_usd=5"
    assert home.client("", **FORM).post("/costs/budgets", content=content).status_code == 303
    assert "Model picture month · only tells" in shown(home)
    content = "scope=model:picture&window=month"
    assert home.client("", **FORM).post("/costs/unbudget", content=content).status_code == 303
    assert "Model picture month" not in shown(home)
    assert home.client("", **FORM).post("/costs/unbudget", content=content).status_code == 422


def test_money_at_risk_is_settled_at_what_the_bill_says(home: People):
    buy(home, "a", Unknown(reason="the line dropped"))
    (one,) = unknown_attempts(home.house.engine)
    content = f"attempt={one.id}&cost_usd=0.01"
    assert home.client("", **FORM).post("/costs/settle", content=content).status_code == 303
    assert "Today $0.0100" in shown(home)
    assert "Charged without a result $0.0100" in shown(home)


def test_calls_are_chosen_and_read_page_by_page(home: People):
    at, names = home.house.clock(), [str(number) for number in range(55)]
    some = [
        OldUse(n, "ada", "image_generation", "old", "", "studio", "", 7, True, "", at, Usage()) for n in names
    ]
    import_usage(home.house.ledger, CATALOG, some)
    buy(home, "no", Refused(reason="no"))
    client = home.client("", **{"accept-language": "en"})
    first = client.get("/costs/calls?source=studio&from=2020-01-01").text
    assert "56 calls" in first
    assert len(re.findall(r"<th scope=\"row\"><a", first)) == 50
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = client.get(older.replace("&amp;", "&")).text
    assert len(re.findall(r"<th scope=\"row\"><a", second)) == 6
    assert 'rel="next"' not in second
    assert len(re.findall(r"<th scope=\"row\"><a", client.get("/costs/calls?ended=failed").text)) == 1
    for nothing in ("source=webhook", "model=none", "to=2020-01-01", "account=nobody"):
        assert "There is no such call." in client.get(f"/costs/calls?{nothing}").text
    assert client.get("/costs/calls?from=0001-13-99&to=&ended=x").status_code == 200
    assert client.get("/costs/calls?after=nonsense").status_code == 422


def test_a_call_is_shown_with_what_the_book_holds_of_it_and_what_was_taken_back(home: People):
    buy(home, "a")
    assert home.house.ledger.refund(1, "not what was asked for")
    said = shown(home, "/costs/calls/1")
    assert "settled provider / paid" in said
    assert "refund · not what was asked for" in said
    assert "cost / ada" in said
    assert f"−{usd(PICTURE_NUSD)}"[:3] in shown(home, "/costs/calls/2")


def test_an_episodes_receipt_goes_down_to_its_takes(home: People):
    made = home.made("ada", "The Pier")
    mine = who(home.users["ada"].id, episode=str(made.id))
    asyncio.run(home.house.meter().buy(picture("one"), mine, "elsewhere"))
    said = shown(home, f"/costs/episodes/{made.id}")
    assert f"The Pier Receipt of an episode · open it in the studio Cost {usd(PICTURE_NUSD)} 1 call" in said
    assert f"panels {usd(PICTURE_NUSD)}" in said
    assert home.client().get("/costs/episodes/999").status_code == 404


def test_what_an_earlier_system_called_its_sources_is_told_by_that_name(home: People):
    at = home.house.clock()
    use = OldUse("1", "ada", "poetry_generation", "gpt-0", "", "import", "", 10**9, True, "", at, Usage())
    import_usage(home.house.ledger, CATALOG, [use])
    for way, name in (("source", "import"), ("service", "poetry_generation"), ("model", "gpt-0")):
        assert f"{name} $1.00" in shown(home, f"/costs?by={way}")
    assert "poetry_generation" in shown(home, "/costs/calls")


def test_a_form_that_no_page_of_ours_sent_changes_nothing(home: People):
    for headers in ({"content-type": FORM["content-type"]}, {**FORM, "origin": "https://evil.example"}):
        answer = home.client("", **headers).post("/costs/buying", content="stopped=yes")
        assert answer.status_code == 403
    assert not is_stopped(home.house.engine)


def test_the_forecast_is_the_pace_so_far():
    assert forecast(30, date(2026, 11, 15)) == 60
    assert forecast(31, date(2026, 12, 31)) == 31
    assert forecast(28, date(2027, 2, 1)) == 28 * 28


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Write an amount of dollars"), ("ko", "달러 숫자로 적어")]
)
def test_a_bad_limit_is_told_beside_its_field_and_what_was_typed_stays(
    home: People, language: str, words: str
):
    admin = home.client("", **{**FORM, "accept-language": language})
    admin.post("/costs/budgets", content="scope=global&window=day&action=stop&limit_usd=5")
    answer = admin.post("/costs/budgets", content="scope=global&window=day&action=stop&limit_usd=a+lot")
    assert answer.status_code == 422
    field, told = 'value="a lot" aria-invalid="true" aria-describedby="wrong"', 'role="alert" id="wrong"'
    assert (answer.text.count(field), answer.text.count(told)) == (1, 1)
    assert words in answer.text
    fresh = admin.post("/costs/budgets", content="scope=model:picture&window=week&action=notify&limit_usd=-1")
    form = fresh.text[fresh.text.index('<details class="more" open>') :]
    assert 'value="-1" aria-invalid="true"' in form
    for chosen in ("week", "notify"):
        assert f'<option value="{chosen}" selected>' in form


def test_a_bad_settlement_is_told_beside_its_call_and_one_that_is_gone_above_all(home: People):
    buy(home, "a", Unknown(reason="the line broke"))
    buy(home, "b", Unknown(reason="the line broke"))
    admin = home.client("", **FORM, **{"accept-language": "en"})
    first, second = (one.id for one in unknown_attempts(home.house.engine))
    answer = admin.post("/costs/settle", content=f"cost_usd=1,2,x&attempt={first}")
    assert (answer.status_code, len(unknown_attempts(home.house.engine))) == (422, 2)
    assert answer.text.count('value="1,2,x" aria-invalid="true"') == 1
    assert "Write an amount of dollars" in answer.text
    assert admin.post("/costs/release", content=f"attempt={second}").status_code == 303
    again = admin.post("/costs/release", content=f"attempt={second}")
    assert again.status_code == 422
    assert '<p class="wrong" role="alert">It is gone, or was decided meanwhile.</p>' in again.text

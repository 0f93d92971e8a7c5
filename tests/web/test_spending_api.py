"""Reports over HTTP: the described system's document, one's own use, charges, metrics, alerts."""

import asyncio
import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from people import People, people
from prometheus_client.parser import text_string_to_metric_families

from metered import PICTURE_NUSD, picture, who, words
from toonverse.metering import archive
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.money import usd_number

COST = usd_number(PICTURE_NUSD)
WORDS_COST = 0.00005


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """ada bought two pictures and words, bob a picture the day after; two more calls failed."""
    with people(tmp_path_factory.mktemp("home")) as found:
        asyncio.run(_buy(found))
        yield found


async def _buy(home: People) -> None:
    house, meter = home.house, home.house.meter()
    ada, bob = (who(home.users[name].id) for name in ("ada", "bob"))
    await meter.buy(picture("a"), ada, "k1")
    await meter.buy(picture("b"), ada, "k2")
    await meter.buy(words(), ada, "k3")
    house.clock.advance(timedelta(days=1))
    await meter.buy(picture("c"), bob, "k1")
    for number, error in enumerate((Refused(reason="not this"), Unknown(reason="the line broke"))):
        house.paid.orders = [error]
        with pytest.raises(type(error)):
            await meter.buy(picture(f"no {number}"), bob, f"no{number}")


def test_ai_usage_is_the_described_document(home: People):
    admin = home.client("root")
    found = admin.get("/api/admin/ai-usage").json()
    assert list(found) == ["summary", "bySource", "dailyUsage", "recentUsage", "nextCursor"]
    total = round(3 * COST + WORDS_COST, 9)
    assert found["summary"] == {
        "totalCost": total,
        "totalCalls": 5,
        "successfulCalls": 4,
        "failedCalls": 1,
    }
    assert found["bySource"] == [{"source": "studio", "cost": total, "count": 4}]
    assert [(day["count"], day["cost"]) for day in found["dailyUsage"]] == [
        (1, COST),
        (3, round(2 * COST + WORDS_COST, 9)),
    ]
    assert found["dailyUsage"][0]["date"] > found["dailyUsage"][1]["date"]
    assert [row["type"] for row in found["recentUsage"]] == [
        "image_generation",
        "image_generation",
        "text_completion",
        "image_generation",
        "image_generation",
    ]
    newest = found["recentUsage"][0]
    assert set(newest) == {
        "id", "type", "model", "size", "cost", "success", "errorMsg", "postId", "source", "createdAt",
    }  # fmt: skip
    assert (newest["success"], newest["cost"]) == (False, 0)
    assert "not this" in newest["errorMsg"]


def test_ai_usage_is_filtered_and_comes_in_pages(home: People):
    admin = home.client("root")

    def ask(**said: object) -> dict:
        answer = admin.get("/api/admin/ai-usage", params=said)
        assert answer.status_code == 200, answer.text
        return answer.json()

    assert ask(account="bob")["summary"]["totalCalls"] == 2
    assert ask(model="words")["summary"]["totalCost"] == WORDS_COST
    assert ask(source="webhook")["bySource"] == []
    assert [row["success"] for row in ask(success=False)["recentUsage"]] == [False]
    days = [day["date"] for day in ask()["dailyUsage"]]
    assert ask(**{"from": days[0]})["summary"]["totalCalls"] == 2
    only = ask(**{"from": days[1], "to": days[1]})
    assert (only["summary"]["totalCalls"], len(only["recentUsage"])) == (3, 3)
    seen, cursor = [], {}
    while cursor is not None:
        page = ask(limit=2, **cursor)
        seen += [row["id"] for row in page["recentUsage"]]
        cursor = {"cursor": page["nextCursor"]} if page["nextCursor"] else None
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5
    assert admin.get("/api/admin/ai-usage?from=9999-12-31&to=9999-12-31").status_code == 200
    assert admin.get("/api/admin/ai-usage?from=yesterday").status_code == 400
    assert admin.get("/api/admin/ai-usage?account=nobody").status_code == 404


def test_ones_own_use_has_sums_counts_means_and_days(home: People):
    found = home.client("ada").get("/api/usage").json()
    drawn, written = found["models"]
    assert (drawn["service_type"], drawn["model_name"], drawn["requests"]) == (
        "image_generation", "picture", 2,
    )  # fmt: skip
    assert drawn["mean_tokens"] * 2 == drawn["total_tokens"]
    assert (written["total_tokens"], written["requests"], written["mean_tokens"]) == (30, 1, 30)
    assert {day["service_type"] for day in found["days"]} == {"image_generation", "text_generation"}
    [hour] = found["pattern"]
    assert (hour["weekday"], hour["hour"], hour["calls"]) == (5, 21, 3), "Saturday at nine, in Seoul"
    assert home.client("writer").get("/api/usage").status_code == 403
    [of_bob] = home.client("bob").get("/api/usage").json()["models"]
    assert (of_bob["requests"], of_bob["mean_tokens"]) == (1, of_bob["total_tokens"]), "what failed took none"


def test_charges_are_a_table_for_other_programs(home: People):
    answer = home.client("root").get("/api/admin/charges.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 4
    assert {row["SubAccountName"] for row in rows} == {"ada", "bob"}


def test_metrics_are_read_by_prometheus_and_name_nobody(home: People):
    house = home.house
    house.budget("account", home.users["ada"].id, "day", 1)
    text = home.client("root").get("/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    calls = {
        (sample.labels["model"], sample.labels["outcome"]): sample.value
        for sample in families["toonverse_calls"].samples
        if sample.name == "toonverse_calls_total"
    }
    assert calls[("picture", "success")] == 3
    assert calls[("picture", "failure")] == 1
    cost = sum(sample.value for sample in families["toonverse_cost_usd"].samples)
    assert round(cost, 9) == round(3 * COST + WORDS_COST, 9)
    (at_risk,) = families["toonverse_at_risk_usd"].samples
    assert at_risk.value == COST
    for user in home.users.values():
        assert user.id not in text
        assert f'"{user.name}"' not in text


def test_alerts_are_ones_own_and_an_admin_sees_all(home: People, tmp_path: Path):
    assert [one["kind"] for one in home.client("root").get("/api/alerts").json()["alerts"]] == ["unknown"]
    assert home.client("bob").get("/api/alerts").json()["alerts"] == []


def test_a_period_may_begin_or_end_at_the_edges_of_the_calendar(home: People):
    admin = home.client("root")
    for days in ("from=0001-01-01", "to=0001-01-01", "from=9999-12-31", "to=9999-12-31", "to=9999-12-30"):
        for route in ("ai-usage", "charges.csv"):
            assert admin.get(f"/api/admin/{route}?{days}").status_code == 200, (route, days)
    asked = "/api/admin/ai-usage?from=0001-01-01&to=9999-12-31"
    assert admin.get(asked).json() == admin.get("/api/admin/ai-usage").json()


def test_texts_are_found_by_the_older_systems_name_and_by_ours(home: People):
    asked = [
        home.client("root").get(f"/api/admin/ai-usage?service={service}").json()
        for service in ("text_completion", "text_generation")
    ]
    assert asked[0] == asked[1]
    assert [row["type"] for row in asked[0]["recentUsage"]] == ["text_completion"]


def test_charges_of_an_archive_whose_file_is_gone_are_refused_before_the_first_byte(tmp_path: Path):
    with people(tmp_path) as home:
        asyncio.run(_buy(home))
        house, images = home.house, home.office.keep
        (made,) = archive.archive(house.engine, images, house.clock, house.clock() - timedelta(hours=1))
        charges = "/api/admin/charges.csv"
        assert home.client("root").get(charges).status_code == 200
        images.drop(made.sha256)
        answer = home.client("root").get(charges)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        facts = answer.json()["facts"]
        assert answer.json()["code"] == "archive_damaged"
        assert (facts["archive"], facts["sha256"]) == (made.id, made.sha256)
        young = house.clock().date().isoformat()
        assert home.client("root").get(f"{charges}?from={young}").status_code == 200

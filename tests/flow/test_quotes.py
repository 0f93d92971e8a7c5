"""What an episode will cost with each model, from its storyboard or from a number of panels."""

import json
from pathlib import Path

import pytest
from test_money import PANELS, ended, order
from test_people import refused, said

from priced import COST_NUSD, priced_house
from toonverse.cli.story import Wish
from toonverse.metering.catalog import load
from toonverse.money import usd_number
from toonverse.studio.directing import direct
from toonverse.studio.panels import QUALITIES, calls_for, ordered, qualities
from toonverse.studio.reading import read


def test_a_story_is_quoted_with_every_model_that_can_draw_now(home: Path, stories: dict[str, Path]):
    told = json.loads(said("quote", stories["en"], "--panels", "3", "--image-model", "gpt-image-2", "--json"))
    prices = {(one["model"], one["quality"]): one for one in told["models"]}
    assert (told["image_model"], told["panels"], told["episodes"]) == ("gpt-image-2", 3, 1)
    assert prices["gpt-image-2", "medium"]["maximum_usd"] == told["maximum_usd"]
    assert prices["draft", "medium"]["maximum_usd"] == 0
    assert not {"dall-e-3", "gpt-image-1", "gemini-3.5-flash"} & {model for model, _ in prices}
    by_quality = [prices["gpt-image-2", quality]["expected_usd"] for quality in ("low", "medium", "high")]
    assert by_quality[0] < by_quality[1] < by_quality[2]
    assert len(prices) == len(told["models"])
    assert [one["expected_usd"] for one in told["models"]] == sorted(
        one["expected_usd"] for one in told["models"]
    )
    assert all(0 <= one["expected_usd"] <= one["maximum_usd"] for one in told["models"])
    assert "* gpt-image-2" in said("quote", stories["en"], "--image-model", "gpt-image-2")
    assert not home.exists()


def test_panels_and_episodes_are_forecast_before_there_is_a_story(home: Path, stories: dict[str, Path]):
    def told(*words: str | Path) -> dict[str, float]:
        return dict(json.loads(said("quote", *words, "--image-model", "gpt-image-2", "--json")))

    one, twenty = told("--panels", "12"), told("--panels", "12", "--episodes", "20")
    assert twenty["maximum_usd"] == pytest.approx(20 * one["maximum_usd"])
    real = told(stories["en"], "--panels", "12")
    assert one["maximum_usd"] >= real["maximum_usd"]
    assert one["expected_usd"] == pytest.approx(real["expected_usd"], rel=0.5)
    assert "gpt-image-2" in said("quote", "--panels", "12")


def test_a_forecast_counts_what_a_model_writes(home: Path, stories: dict[str, Path]):
    def told(*words: str | Path) -> float:
        models = ("--text-model", "gpt-5.6-luna", "--image-model", "gpt-image-2")
        return float(json.loads(said("quote", *words, *models, "--json"))["maximum_usd"])

    drawn = json.loads(said("quote", "--panels", "12", "--image-model", "gpt-image-2", "--json"))
    assert told("--panels", "12") > drawn["maximum_usd"]
    assert told("--panels", "12") >= told(stories["en"], "--panels", "12")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "nothing_to_quote"),
        (("--panels", "0"), "panels_out_of_range"),
        (("--panels", "3", "--image-model", "dall-e-3"), "model_retired"),
        (("--panels", "3", "--image-model", "no-such"), "model_unpriced"),
        (("--panels", "3", "--image-model", "gpt-image-2", "--quality", "hd"), "model_unpriced"),
    ],
)
def test_what_cannot_be_forecast_is_said(home: Path, words: tuple[str, ...], code: str):
    assert refused("quote", *words) == code


def test_the_record_of_past_quotes_is_kept_and_shown(home: Path, tmp_path: Path, stories: dict[str, Path]):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        job = ended(house, order(house, stories["en"]))
    assert job.quoted_nusd is not None
    past = json.loads(said("quote", "--panels", "1", "--json"))["past_quotes"]
    assert past == {
        "episodes": 1,
        "expected_usd": usd_number(job.quoted_nusd),
        "cost_usd": usd_number(PANELS * COST_NUSD),
    }
    assert "1 episodes" in said("quote", "--panels", "1")


def test_a_quality_is_quoted_ordered_and_bought(home: Path, tmp_path: Path, stories: dict[str, Path]):
    def told(*more: str) -> dict[str, object]:
        words = ("--image-model", "gpt-image-2", "--panels", "3", "--json")
        return dict(json.loads(said("quote", stories["en"], *words, *more)))

    assert told("--quality", "high")["maximum_usd"] > told()["maximum_usd"]  # type: ignore[operator]
    assert refused("make", stories["en"], "--image-model", "draft", "--quality", "high") == "quality_unknown"
    catalog = load()
    for model in catalog.models.values():
        if model.service == "image_generation":
            assert set(qualities(model)) <= set(QUALITIES)
    storyboard = direct(
        read(Wish(stories["en"], 2, None, "webtoon", "auto", "", "").commission().story), "webtoon", 2
    )
    calls = calls_for(storyboard, *ordered('{"image_model": "gpt-image-2", "quality": "high"}', catalog))
    assert {call.quality for call in calls} == {"high"}

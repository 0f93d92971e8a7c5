"""`toonverse prices` as an operator uses it: no code, and the next quote knows."""

import json
from pathlib import Path

import pytest
from test_people import refused, said

from toonverse.metering.catalog.options import PriceUnmet

BANANA = ("--unit", "image", "--size", "banana", "--quality", "low")


def quoted(story: Path, model: str) -> float:
    told = json.loads(said("quote", story, "--image-model", model, "--panels", "2", "--json"))
    return float(told["maximum_usd"])


def test_a_contract_price_is_what_the_next_quote_says(home: Path, stories: dict[str, Path]):
    before = quoted(stories["en"], "gpt-image-2")
    said("prices", "set", "gpt-image-2", "--unit", "image_output_token", "--usd", "15")
    said("prices", "set", "gpt-image-2", "--unit", "input_token", "--usd", "2.5")
    said("prices", "set", "gpt-image-2", "--unit", "image_input_token", "--usd", "4")
    assert quoted(stories["en"], "gpt-image-2") == pytest.approx(before / 2, rel=1e-3)
    shown = json.loads(said("prices", "show", "gpt-image-2", "--json"))
    assert shown["state"] == "current"
    assert {"0.0000025", "0.000015"} <= {price["usd"] for price in shown["prices"]}
    assert "$15 / 1M image out" in said("prices", "show", "gpt-image-2")


def test_an_unconfirmed_price_waits_for_the_operator(home: Path):
    def state() -> str:
        return str(json.loads(said("prices", "show", "gemini-omni-1.2-flash", "--json"))["state"])

    assert state() == "unconfirmed"
    said(
        "prices", "set", "gemini-omni-1.2-flash", "--unit", "second", "--usd", "0.07", "--resolution", "720p"
    )
    assert state() == "current"


def test_every_model_is_listed_with_its_state(home: Path):
    told = json.loads(said("prices", "list", "--json"))
    states = {one["name"]: one["state"] for one in told["models"]}
    assert (states["draft"], states["dall-e-3"], states["gpt-image-2"]) == ("free", "retired", "current")
    assert "dall-e-3" in said("prices", "list")


def test_models_come_in_from_a_file_and_from_the_list(home: Path, tmp_path: Path):
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[model]]\nname = "our-painter"\nprovider = "openai"\nservice = "image_generation"\n'
        'source = "our contract"\n[[model.price]]\nunit = "image"\nsize = "1024x1536"\nquality = "medium"\n'
        "usd = 0.02\nfrom = 2026-01-01\n"
    )
    said("prices", "import", file)
    said("prices", "import", "listed:openai/gpt-5.4-mini")
    for name in ("our-painter", "gpt-5.4-mini"):
        assert json.loads(said("prices", "show", name, "--json"))["state"] == "current"
    assert refused("prices", "import", "listed:openai/no-such") == "model_unpriced"
    assert refused("prices", "import", tmp_path / "nothing.toml") == "prices_unfit"


def test_the_check_tells_what_ends_what_changes_and_where_the_list_says_otherwise(home: Path):
    said("prices", "set", "gemini-3.6-flash", "--unit", "input_token", "--usd", "9")
    notes = json.loads(said("prices", "check", "--json"))["notes"]
    told = [note["note"] for note in notes if note["model"] == "gemini-3.6-flash"]
    assert any(note.startswith("genai-prices: input_token: 9 here") for note in told)
    assert "unconfirmed" not in {note["note"] for note in notes}
    assert any(note["model"] == "gemini-omni-1.2-flash" for note in notes)
    assert "gemini-3.6-flash" in said("prices", "check")


@pytest.mark.parametrize(
    "words",
    [
        ("gpt-image-2", "--unit", "image", "--usd", "0"),
        ("gpt-image-2", "--unit", "image", "--usd", "much"),
        ("gpt-image-2", "--unit", "image", "--usd", "1", "--from", "tomorrow"),
        ("no-such-model", "--unit", "image", "--usd", "1"),
        ("no-such-model", "--unit", "image", "--usd", "1", "--provider", "p", "--service", "magic"),
    ],
)
def test_a_price_that_makes_no_sense_changes_nothing(home: Path, words: tuple[str, ...]):
    assert refused("prices", "set", *words) == "prices_unfit"
    assert not (home / "prices.json").exists()


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        (("dall-e-3", *BANANA), "1024x1792 hd"),
        (("dall-e-3", "--unit", "image", "--size", "1024x1024", "--quality", "low"), "1024x1024 standard"),
        (("gpt-image-1", "--unit", "image", "--size", "1000x1000", "--quality", "low"), "1536x1024; low"),
        (("gpt-image-2", "--unit", "image", "--size", "1000x1000", "--quality", "low"), "n x 16"),
        (
            ("gpt-image-2", "--unit", "image", "--size", "1024x1024", "--quality", "max"),
            "low | medium | high",
        ),
        (("gpt-image-2", "--unit", "image", "--size", "1024x1024"), "--quality"),
        (("gpt-image-2", "--unit", "input_token", "--size", "1024x1024"), "--unit input_token"),
        (("gpt-image-2", "--unit", "second", "--resolution", "720p"), "image_output_token"),
        (("gemini-3-pro-image", "--unit", "image", "--size", "8000x64", "--quality", "low"), "<= 4096"),
        (("gemini-omni-1.2-flash", "--unit", "second", "--resolution", "banana"), "720p"),
        (("gemini-omni-1.2-flash", "--unit", "second"), "--resolution"),
        (("gemini-3.6-flash", "--unit", "image", "--size", "1024x1024", "--quality", "low"), "output_token"),
        (
            (*("ours", "--provider", "openai", "--service", "image_generation"), *BANANA),
            "1024x1536 ...",
        ),
    ],
)
def test_a_price_of_what_the_model_never_makes_is_refused_with_what_it_makes(
    home: Path, words: tuple[str, ...], fits: str
):
    with pytest.raises(PriceUnmet) as error:
        said("prices", "set", *words, "--usd", "1")
    assert fits in str(error.value.facts["fits"])
    assert not (home / "prices.json").exists()


def test_a_file_with_a_price_of_what_the_model_never_makes_changes_nothing(home: Path, tmp_path: Path):
    file = tmp_path / "mine.json"
    price = {"unit": "image", "size": "1024x1025", "quality": "hd", "usd": 1, "from": "2026-01-01"}
    file.write_text(json.dumps({"model": [{"name": "dall-e-3", "price": [price]}]}))
    assert refused("prices", "import", file) == "price_unmet"
    assert not (home / "prices.json").exists()


def test_a_damaged_file_of_prices_is_named(home: Path, stories: dict[str, Path]):
    home.mkdir()
    (home / "prices.json").write_text("{")
    assert refused("quote", stories["en"]) == "prices_unfit"
    assert refused("doctor") == "prices_unfit"

"""The catalogue: prices are dated, maxima are true, what has no price has no call."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.metering.calls import ImageCall, TextCall, Usage, VideoCall
from toonverse.metering.catalog import load
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.pricing import cost, debit, quote
from toonverse.metering.refusals import ModelRetired, ModelUnconfirmed, ModelUnknown

CATALOG = load()
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def image(model: str, width: int = 1024, height: int = 1024, quality: str = "medium") -> ImageCall:
    return ImageCall(model, "", width, height, quality)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "width", "height", "quality", "tokens"),
    [
        ("gpt-image-2", 1024, 1024, "high", 7024),
        ("gpt-image-2", 1536, 1024, "high", 5488),
        ("gpt-image-2.5-flare", 1024, 1024, "low", 196),
        ("gpt-image-2.5-flare", 1024, 1024, "medium", 439),
        ("gpt-image-2.5-flare", 1024, 1024, "high", 1756),
        ("gpt-image-2.5-flare", 1024, 1024, "xhigh", 3122),
        ("gpt-image-2.5-flare", 1024, 1024, "max", 7024),
        ("gpt-image-1", 1024, 1024, "medium", 1056),
        ("gpt-image-1", 1024, 1536, "high", 6240),
        ("gemini-3-pro-image", 4096, 4096, "medium", 2000 + 2048),
    ],
)
def test_a_picture_is_as_many_tokens_as_published(
    model: str, width: int, height: int, quality: str, tokens: int
):
    assert picture_tokens(CATALOG.model(model), image(model, width, height, quality)) == tokens


@pytest.mark.parametrize(
    ("width", "height", "quality"),
    [(512, 512, "high"), (1000, 1024, "high"), (3840, 2176, "high"), (1024, 3088, "low"), (1024, 1024, "max"),
     (4096, 2048, "low"), (1024, 1024, "standard")],
)  # fmt: skip
def test_a_picture_without_a_bound_is_refused(width: int, height: int, quality: str):
    with pytest.raises(ModelUnknown):
        quote(CATALOG, image("gpt-image-2", width, height, quality), NOW)


def test_dall_e_3_cost_what_its_list_said():
    before = datetime(2026, 5, 11, tzinfo=UTC)
    call = image("dall-e-3", 1024, 1792, "standard")
    assert quote(CATALOG, call, before).maximum_nusd == 80_000_000
    assert quote(CATALOG, call, before).maximum_tokens == 67
    assert cost(CATALOG, call, Usage(images=1), before) == 80_000_000


def test_a_retired_model_is_refused_and_its_successor_named():
    with pytest.raises(ModelRetired) as refused:
        quote(CATALOG, image("dall-e-3", quality="standard"), NOW)
    assert refused.value.facts["successor"] == "gpt-image-2.5-flare"
    assert refused.value.facts["retired_on"] == "2026-05-12"


def test_a_model_that_will_go_is_sold_until_the_day_it_goes():
    call = image("gpt-image-1.5", quality="low")
    assert quote(CATALOG, call, datetime(2026, 11, 30, 23, 59, tzinfo=UTC)).maximum_nusd > 0
    with pytest.raises(ModelRetired):
        quote(CATALOG, call, datetime(2026, 12, 1, tzinfo=UTC))


def test_a_price_that_nobody_confirmed_is_not_charged():
    with pytest.raises(ModelUnconfirmed):
        quote(CATALOG, VideoCall("gemini-omni-1.2-flash", "", 6, "720p", "9:16"), NOW)


def test_what_the_catalogue_does_not_know_is_refused():
    for call in (
        image("gpt-image-9"),
        TextCall("gpt-image-2", "", "", 10),
        TextCall("gemini-3.5-flash", "", "", 0),
        VideoCall("veo-3.1-generate-001", "", 9, "720p", "9:16"),
        VideoCall("veo-3.1-generate-001", "", 8, "8k", "9:16"),
        ImageCall("gpt-image-9", "", 1024, 1024, references=("aa",)),
    ):
        with pytest.raises(ModelUnknown):
            quote(CATALOG, call, NOW)


def test_a_scheduled_price_is_held_before_it_is_charged():
    call = TextCall("gemini-3.6-flash", "", "", 1_000_000)
    now, eve = quote(CATALOG, call, NOW), quote(CATALOG, call, datetime(2026, 12, 31, 12, tzinfo=UTC))
    assert eve.maximum_nusd == 2 * now.maximum_nusd
    usage = Usage(prompt_tokens=0, completion_tokens=1_000_000, total_tokens=1_000_000)
    assert cost(CATALOG, call, usage, datetime(2026, 12, 31, 23, 59, tzinfo=UTC)) == 3_750_000_000
    assert cost(CATALOG, call, usage, NEW_YEAR) == 7_500_000_000


def test_a_long_prompt_has_the_price_of_long_prompts():
    usage = Usage(prompt_tokens=200_000, completion_tokens=0, total_tokens=200_000)
    call = TextCall("gemini-3.1-pro-preview", "", "", 1)
    assert cost(CATALOG, call, usage, NOW) == 200_000 * 4000
    usage = Usage(prompt_tokens=199_999, completion_tokens=0, total_tokens=199_999)
    assert cost(CATALOG, call, usage, NOW) == 199_999 * 2000


def test_thoughts_and_tool_use_are_charged_where_the_provider_counts_them_apart():
    call = TextCall("gemini-3.5-flash", "", "", 100)
    usage = Usage(
        prompt_tokens=10, completion_tokens=20, thoughts_tokens=30, tool_use_tokens=5, total_tokens=65
    )
    assert cost(CATALOG, call, usage, NOW) == 15 * 1500 + 50 * 9000


def test_nothing_is_invented_where_nothing_was_reported():
    assert cost(CATALOG, image("gpt-image-2"), Usage(total_tokens=5), NOW) is None


def test_pictures_and_words_of_one_answer_have_their_own_prices():
    usage = Usage(prompt_tokens=100, completion_tokens=1056, image_input_tokens=40, image_output_tokens=1000)
    assert (
        cost(CATALOG, image("gpt-image-1.5"), usage, NOW) == 60 * 5000 + 40 * 8000 + 1000 * 32000 + 56 * 10000
    )


def test_a_negative_count_is_refused_and_not_clamped():
    with pytest.raises(ValueError, match="prompt_tokens"):
        Usage(prompt_tokens=-1)


COUNTED = sorted(name for name, one in CATALOG.models.items() if one.price("input_token", (NOW.date(),) * 2))


@given(st.sampled_from(COUNTED), st.lists(st.integers(0, 10**9), min_size=5, max_size=5))
def test_no_report_is_so_odd_that_its_cost_is_below_zero(model: str, counts: list[int]):
    read, made, cached, seen, drawn = counts
    told = Usage(
        prompt_tokens=read,
        completion_tokens=made,
        cached_tokens=cached,
        image_input_tokens=seen,
        image_output_tokens=drawn,
    )
    of_text = CATALOG.model(model).service == "text_generation"
    call = TextCall(model, "", "", 100) if of_text else image(model)
    assert (cost(CATALOG, call, told, NOW) or 0) >= 0


def test_eight_seconds_at_fifteen_cents_are_a_thousand_tokens():
    before = datetime(2026, 6, 29, tzinfo=UTC)
    call = VideoCall("veo-3.0-fast-generate-001", "", 8, "720p", "9:16")
    nusd = cost(CATALOG, call, Usage(), before)
    assert nusd == 1_200_000_000
    assert debit(CATALOG, call, Usage(), nusd, before) == 1000


@given(
    prompt=st.text(max_size=300),
    output=st.integers(1, 5000),
    share=st.fractions(0, 1),
    model=st.sampled_from(["gemini-3.5-flash", "gemini-2.5-flash", "gemini-3.6-flash"]),
)
def test_no_answer_within_its_bounds_costs_more_than_its_quote(
    prompt: str, output: int, share: Decimal, model: str
):
    call = TextCall(model, "", prompt, output)
    read, made = len(prompt.encode("utf-8", "surrogatepass")), int(output * share)
    usage = Usage(prompt_tokens=read, completion_tokens=made, total_tokens=read + made)
    quoted = quote(CATALOG, call, NOW)
    nusd = cost(CATALOG, call, usage, NOW)
    assert nusd is not None
    assert nusd <= quoted.maximum_nusd
    assert debit(CATALOG, call, usage, nusd, NOW) <= quoted.maximum_tokens
    assert quoted.expected_nusd <= quoted.maximum_nusd


def test_every_model_on_sale_says_what_it_costs_and_where_that_is_from():
    for model in CATALOG.models.values():
        assert model.source
        assert model.retired_on is None or isinstance(model.retired_on, date)
        on_sale = model.retired_on is None or model.retired_on > NOW.date()
        assert model.free or model.prices or not on_sale, model.name
        if model.retired_on is not None and model.successor:
            CATALOG.usable(model.successor, NOW)


def test_an_operator_can_confirm_a_price_with_a_file_of_his_own(tmp_path: Path):
    (tmp_path / "prices.toml").write_text(
        '[[model]]\nname = "gemini-omni-1.2-flash"\nprovider = "google"\nservice = "video_generation"\n'
        'source = "my own bill"\nseconds_max = 10\n'
        '[[model.price]]\nunit = "second"\nresolution = "720p"\nusd = 0.08\nfrom = 2026-11-01\n'
    )
    call = VideoCall("gemini-omni-1.2-flash", "", 10, "720p", "9:16")
    assert quote(load(tmp_path / "prices.toml"), call, NOW).maximum_nusd == 800_000_000


@pytest.mark.parametrize(
    "wrong", ['service = "magic"', 'service = "text_generation"\n[[model.price]]\nunit = "hug"']
)
def test_a_file_that_says_what_we_do_not_understand_is_refused(tmp_path: Path, wrong: str):
    path = tmp_path / "prices.toml"
    path.write_text(f'[[model]]\nname = "m"\nprovider = "p"\nsource = "s"\n{wrong}\n')
    with pytest.raises(ValueError, match="no such"):
        load(path)


SEEING = sorted(
    name
    for name, one in CATALOG.models.items()
    if one.picture_input_tokens_max and (one.retired_on is None or one.retired_on > NOW.date())
)


def shown(model: str, prompt: str, pictures: int) -> ImageCall | TextCall:
    names = tuple(f"{number:064x}" for number in range(pictures))
    if CATALOG.model(model).service == "text_generation":
        return TextCall(model, "", prompt, 500, pictures=names)
    return ImageCall(model, prompt, 1024, 1536, "low", references=names)


@given(
    model=st.sampled_from(SEEING),
    prompt=st.text(max_size=40),
    pictures=st.integers(0, 16),
    shares=st.tuples(*[st.fractions(0, 1)] * 4),
    told=st.booleans(),
)
def test_no_use_of_pictures_within_their_bounds_costs_more_than_its_hold(
    model: str, prompt: str, pictures: int, shares: tuple[Decimal, ...], told: bool
):
    call = shown(model, prompt, pictures)
    of = CATALOG.model(model)
    seen = int(pictures * of.picture_input_tokens_max * shares[0])
    read = seen + int(len(prompt.encode("utf-8", "surrogatepass")) * shares[1])
    most = call.output_tokens_max if isinstance(call, TextCall) else picture_tokens(of, call)
    made = int(most * shares[2])
    thoughts = int(made * shares[3]) if of.thoughts_on_top else 0
    usage = Usage(
        prompt_tokens=read,
        completion_tokens=made - thoughts,
        thoughts_tokens=thoughts,
        image_input_tokens=seen if told else None,
        image_output_tokens=None if told else made - thoughts,
        total_tokens=read + made,
    )
    quoted, nusd = quote(CATALOG, call, NOW), cost(CATALOG, call, usage, NOW)
    assert nusd is not None
    assert nusd <= quoted.maximum_nusd
    assert debit(CATALOG, call, usage, nusd, NOW) <= quoted.maximum_tokens


def test_every_picture_model_on_sale_can_be_shown_pictures():
    on_sale = [
        m for m in CATALOG.models.values() if m.service == "image_generation" and not m.free and m.pictures
    ]
    assert [one.name for one in on_sale if not one.picture_input_tokens_max] == []


def test_pictures_are_not_shown_to_a_model_whose_count_of_them_nobody_knows():
    before = datetime(2026, 5, 11, tzinfo=UTC)
    call = ImageCall("dall-e-3", "", 1024, 1024, "standard", references=("aa",))
    with pytest.raises(ModelUnknown):
        quote(CATALOG, call, before)


def test_the_thoughts_of_an_image_model_are_charged_at_the_price_of_words():
    usage = Usage(
        prompt_tokens=10,
        completion_tokens=1120,
        thoughts_tokens=300,
        total_tokens=1430,
        image_output_tokens=1120,
    )
    nusd = cost(CATALOG, image("gemini-3-pro-image"), usage, NOW)
    assert nusd == 10 * 2_000 + 1120 * 120_000 + 300 * 12_000

"""Shorts over HTTP: 403 and nothing spent, 202 and a short to follow, its file in the end."""

from dataclasses import replace

from shorts.asked import body, make, rich
from shorts.studio import CLIP_TOKENS, clip
from toonverse.metering.refusals import ProviderMissing
from web.people import People


def test_an_order_is_accepted_followed_and_fetched(home: People):
    rich(home)
    ada = home.client("ada")
    answer = ada.post("/api/shorts/generate", json=body(home))
    assert answer.status_code == 202
    address = answer.headers["location"]
    assert (answer.json()["status"], ada.get(address + "/file").status_code) == ("QUEUED", 409)
    make(home, answer.json()["id"])
    made = ada.get(address).json()
    assert (made["status"], made["cost_usd"], made["tokens"]) == ("DONE", 1.2, CLIP_TOKENS)
    assert made["clips"] == [
        {"panel": 2, "status": "DONE", "cost_usd": 1.2, "tokens": CLIP_TOKENS, "error_code": None}
    ]
    file = ada.get(made["file"])
    assert (file.headers["content-type"], file.content) == ("video/mp4", clip())
    part = ada.get(made["file"], headers={"range": "bytes=0-99"})
    assert (part.status_code, part.content) == (206, clip()[:100])
    assert home.client("bob").get(made["file"]).json()["code"] == "short_missing"
    assert [one["id"] for one in ada.get("/api/shorts").json()["shorts"]] == [made["id"]]
    assert home.client("bob").get("/api/shorts").json()["shorts"] == []


def test_over_the_limit_is_a_403_and_there_is_no_short(home: People):
    """ada has 1,000 tokens; two panels are 2,000."""
    ada = home.client("ada")
    answer = ada.post("/api/shorts/generate", json=body(home, panel=None, panels=[1, 2]))
    assert (answer.status_code, answer.json()["code"]) == (403, "balance_too_low")
    assert answer.headers["content-type"] == "application/problem+json"
    assert ada.get("/api/shorts").json()["shorts"] == []
    assert ada.get("/api/me").json()["balance_tokens"] == 1_000


def test_a_request_sent_again_under_its_name_is_the_same_short(home: People):
    ada = home.client("ada", **{"idempotency-key": "once"})
    first, again = (ada.post("/api/shorts/generate", json=body(home)) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["idempotency-replayed"] == "true"
    assert ada.post("/api/shorts/generate", json=body(home, panel=1)).status_code == 422


def test_a_refused_request_sent_again_under_its_name_is_asked_anew(home: People):
    ada = home.client("ada", **{"idempotency-key": "poor"})
    wanted = body(home, panel=None, panels=[1, 2])
    assert ada.post("/api/shorts/generate", json=wanted).status_code == 403
    rich(home)
    assert ada.post("/api/shorts/generate", json=wanted).status_code == 202


def test_no_panels_are_not_all_of_them(home: People):
    rich(home)
    ada = home.client("ada")
    for what in ("quote", "generate"):
        none = ada.post(f"/api/shorts/{what}", json=body(home, panel=None, panels=[]))
        assert (none.status_code, none.json()["code"]) == (422, "usage")
    assert ada.get("/api/shorts").json()["shorts"] == []
    assert ada.post("/api/shorts/quote", json=body(home, panel=None, clips=[])).status_code == 200


def test_what_is_anothers_episode_is_not_there(home: People):
    answer = home.client("bob").post("/api/shorts/generate", json=body(home))
    assert (answer.status_code, answer.json()["code"]) == (404, "episode_missing")


def test_a_quote_has_every_model_side_by_side_and_buys_nothing(home: People):
    told = home.client("ada").post("/api/shorts/quote", json=body(home, text_model="eyes")).json()
    assert (told["chosen"], told["clips"]) == ("film", [2])
    assert told["maximum_usd"] > 1.2
    assert told["models"][0] == {
        "model": "draft",
        "resolution": "1080x1920",
        "usd_per_second": 0,
        "expected_usd": 0,
        "maximum_usd": 0,
        "maximum_tokens": 0,
        "refusal": None,
    }
    assert told["models"][1]["model"] == "film"
    assert told["models"][1]["maximum_usd"] == told["maximum_usd"]
    assert home.client("ada").get("/api/shorts").json()["shorts"] == []


def test_nobody_who_named_no_model_is_given_one_that_is_not_at_hand(home: People):
    wanted = {**body(home), "video_model": None}
    assert home.client("ada").post("/api/shorts/quote", json=wanted).json()["chosen"] == "film"
    home.office = replace(home.office, providers=frozenset(("draft",)))
    del home.app
    assert home.client("ada").post("/api/shorts/quote", json=wanted).json()["chosen"] == "draft"
    free = home.client("ada").post("/api/shorts/generate", json=wanted).json()
    assert (free["video_model"], free["maximum_usd"], free["clips"]) == ("draft", 0, [])


def test_a_model_whose_key_is_missing_is_refused_before_anything_is_held(home: People):
    def missing(name: str) -> None:
        raise ProviderMissing(model=name, provider="films")

    home.office = replace(home.office, require_model=missing)
    answer = home.client("ada").post("/api/shorts/generate", json=body(home))
    assert (answer.status_code, answer.json()["code"]) == (422, "provider_missing")


WRONG: tuple[dict[str, object], ...] = (
    {"panel": 0},
    {"seconds": 4},
    {"seconds": 999},
    {"clip_seconds": 5},
    {"resolution": "8k"},
    {"style": "oil"},
    {"panels": [1] * 500},
    {"episode_id": 2**70},
)


def test_what_makes_no_sense_is_refused(home: People):
    ada = home.client("ada")
    for wrong in WRONG:
        answer = ada.post("/api/shorts/generate", json=body(home, **wrong))
        assert answer.status_code == 400, wrong


def test_a_panel_that_is_not_there_is_named(home: People):
    answer = home.client("ada").post("/api/shorts/generate", json=body(home, panel=9))
    assert (answer.status_code, answer.json()["code"]) == (422, "short_panels_unknown")


def test_a_clip_of_a_panel_that_is_not_shown_is_refused_in_words_of_the_caller(home: People):
    rich(home)
    for language, word in (("en", "panel"), ("ko", "컷")):
        ada = home.client("ada", **{"accept-language": language})
        for what in ("quote", "generate"):
            answer = ada.post(f"/api/shorts/{what}", json=body(home, clips=[1]))
            assert (answer.status_code, answer.json()["code"]) == (422, "short_clips_unshown")
            assert word in answer.text
    assert home.client("ada").get("/api/shorts").json()["shorts"] == []


def test_a_panel_that_is_shown_twice_is_sold_one_clip(home: People):
    rich(home)
    ada = home.client("ada")
    wanted = body(home, panel=None, panels=[1, 2, 1])
    assert ada.post("/api/shorts/quote", json=wanted).json()["clips"] == [1, 2]
    answer = ada.post("/api/shorts/generate", json=wanted)
    assert (answer.status_code, [one["panel"] for one in answer.json()["clips"]]) == (202, [1, 2])
    make(home, answer.json()["id"])
    made = ada.get(answer.headers["location"]).json()
    assert (made["status"], made["cost_usd"], made["panels"]) == ("DONE", 2.4, [1, 2, 1])

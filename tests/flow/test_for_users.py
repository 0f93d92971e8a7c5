"""A user's episode is bought by the user: from the balance, within the user's budgets, by nobody else."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from test_money import PANELS, ended
from test_people import refused, said

from priced import COST_NUSD, MODEL, asked, priced_house
from toonverse.bootstrap import House, office_of
from toonverse.jobs.orders import failure
from toonverse.metering.accounts import grant, stop_buying
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.keys import add_key
from toonverse.metering.refusals import AccountDisabled, BalanceTooLow, BudgetExceeded, BuyingStopped
from toonverse.metering.users import User, add_user, disable_user, find_user
from toonverse.store.records import Episode, Job
from toonverse.web.app import create_app
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN

TOKENS = 100_000


def added(house: House, name: str, tokens: int = TOKENS) -> User:
    return add_user(house.books.engine, house.books.ledger.clock, name, "creator", tokens)


def client(house: House, user: User) -> TestClient:
    """Somebody with a key of that user's."""
    _, secret = add_key(house.books.engine, house.books.ledger.clock, user.id)
    app = create_app(
        WorksShelf(house.works, house.settings.home), house.checks, "127.0.0.1", office_of(house)
    )
    headers = {"authorization": f"Bearer {secret}"}
    return TestClient(app, base_url=OWN, client=("127.0.0.1", 50000), headers=headers)


def ordered(house: House, user: User, story: Path, **more: object) -> Episode:
    """Over HTTP, with a key of the user's."""
    body: dict[str, Any] = {"story": story.read_text(), "panels": PANELS, "text_model": "draft"}
    answer = client(house, user).post("/api/episodes", json={**body, "image_model": MODEL, **more})
    assert answer.status_code == 202, answer.text
    return house.works.episode(answer.json()["id"])


def bought(house: House, user: User, story: Path, **more: object) -> Job:
    return ended(house, ordered(house, user, story, **more))


def test_an_order_over_http_is_bought_by_its_user_alone(home: Path, tmp_path: Path, stories: dict[str, Path]):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        ada, bob = added(house, "ada"), added(house, "bob")
        job = bought(house, ada, stories["en"])
        assert (job.status, job.cost_nusd) == ("DONE", PANELS * COST_NUSD)
        told = client(house, ada).get(f"/api/episodes/{job.episode_id}/receipt").json()
        assert (told["calls"], told["cost_usd"]) == (PANELS, PANELS * COST_NUSD / 1e9)
        assert client(house, ada).get("/api/me").json()["used_tokens"] == told["tokens"] > 0
        assert client(house, bob).get(f"/api/episodes/{job.episode_id}").status_code == 404
        assert find_user(house.books.engine, "bob").used_tokens == 0
        assert find_user(house.books.engine, "local").used_tokens == 0
    with priced_house(home, log, 0.0) as house:
        again = bought(house, bob, stories["en"])
        assert again.episode_id != job.episode_id
        assert len(asked(log)) == 2 * PANELS, "what one bought is not the other's"


def test_what_the_balance_or_a_budget_of_the_user_does_not_allow_is_refused_before_the_first_call(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        engine, clock = house.books.engine, house.books.ledger.clock
        ada = added(house, "ada", tokens=10)
        job = bought(house, ada, stories["en"])
        assert isinstance(failure(job), BalanceTooLow)
        told = client(house, ada).get(f"/api/episodes/{job.episode_id}").json()["job"]
        assert (told["error_code"], told["error"]["available_tokens"]) == ("balance_too_low", 10)
        grant(engine, clock, ada.id, TOKENS, "bought")
        set_budget(engine, clock, house.books.zone, Budget("account", ada.id, "day", COST_NUSD))
    with priced_house(home, log, 0.0) as house:
        assert isinstance(failure(bought(house, ada, stories["en"])), BudgetExceeded)
        assert asked(log) == []
    with priced_house(home, log, 0.0) as house:
        job = bought(house, added(house, "bob"), stories["en"])
        assert job.status == "DONE", "the budget is ada's"


def test_nothing_is_bought_for_a_disabled_user_nor_while_all_buying_is_stopped(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        engine = house.books.engine
        ada, bob = added(house, "ada"), added(house, "bob")
        episode = ordered(house, ada, stories["en"])
        disable_user(engine, house.books.ledger.clock, "ada")
        assert isinstance(failure(ended(house, episode)), AccountDisabled)
    with priced_house(home, log, 0.0) as house:
        engine = house.books.engine
        stop_buying(engine, stopped=True)
        with pytest.raises(BuyingStopped):
            bought(house, bob, stories["en"])
        assert asked(log) == []
        stop_buying(engine, stopped=False)
    with priced_house(home, log, 0.0) as house:
        assert bought(house, bob, stories["en"]).status == "DONE"


def test_the_command_makes_an_episode_for_a_user(home: Path, stories: dict[str, Path]):
    said("users", "add", "ada")
    free = ("--text-model", "draft", "--image-model", "draft", "--panels", "2", "--json")
    made = [json.loads(said("make", stories["en"], *free, *more)) for more in ((), ("--account", "ada"))]
    assert made[0]["episode_id"] != made[1]["episode_id"]
    assert refused("make", stories["en"], *free, "--account", "nobody") == "not_found"
    usage = json.loads(said("usage", "--account", "ada", "--json"))["totals"]
    assert [one["calls"] for one in usage] == [2]

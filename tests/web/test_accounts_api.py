"""Users, keys, balances, imports, budgets and one's own use over HTTP, as a program uses them."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from people import TOKENS, People, people
from starlette.testclient import TestClient

from metered import PICTURE_TOKENS, picture, who
from toonverse.metering.keys import opened_by
from toonverse.metering.tables import idempotency_keys
from toonverse.web.bad_keys import BAD_KEYS_MAX, REMEMBERED_MAX, WINDOW_SECONDS, BadKeys

OLD_USE = "userId,service_type,model_name,total_tokens,api_cost,created_at\n" + "".join(
    f"ada,text_generation,old-model,{count},0.5,2026-11-2{count}T03:04:05Z\n" for count in (1, 2, 3)
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found
    assert found.house.broken() == []


@pytest.fixture
def admin(home: People) -> TestClient:
    return home.client("root")


def problem(answer: Any) -> tuple[int, str]:  # noqa: ANN401  (an answer of the test client)
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["type"]) == (answer.status_code, "about:blank")
    return answer.status_code, told["code"]


def bought(home: People, name: str, count: int = 1) -> None:
    """So many pictures, through the door."""
    meter = home.house.meter()
    for number in range(count):
        whom = who(home.users[name].id, episode=str(home.draft))
        asyncio.run(meter.buy(picture(f"{name} {number}"), whom, f"picture/{name}/{number}"))


def test_a_user_is_added_once_however_often_it_is_sent_and_its_key_is_shown_once(
    home: People, admin: TestClient
):
    body, named = {"name": "eve", "tokens": 7}, {"idempotency-key": "make-eve"}
    first, again = (admin.post("/api/users", json=body, headers=named) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.headers["cache-control"] == "no-store"
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (
        None,
        "true",
    )
    secret = first.json().pop("api_key")
    assert again.json() == {key: value for key, value in first.json().items() if key != "api_key"}
    principal = opened_by(home.house.engine, secret)
    assert principal is not None
    assert principal.account == first.json()["id"]
    assert secret not in json.dumps(home.house.rows(idempotency_keys), default=str)
    assert problem(admin.post("/api/users", json={"name": "mal"}, headers=named)) == (422, "key_reused")
    assert problem(admin.post("/api/users", json=body)) == (409, "name_taken")
    assert admin.get("/api/users/eve").json()["available_tokens"] == 7


def test_a_name_for_a_request_is_an_accounts_own(home: People, admin: TestClient):
    named = {"idempotency-key": "1"}
    assert admin.post("/api/users", json={"name": "eve"}, headers=named).status_code == 201
    assert home.client().post("/api/users", json={"name": "mal"}, headers=named).status_code == 201


def test_what_was_refused_under_a_name_may_be_tried_again(home: People, admin: TestClient):
    named, body = {"idempotency-key": "1"}, {"tokens": -2 * TOKENS, "memo": "taken back"}
    path = "/api/users/ada/adjustments"
    assert problem(admin.post(path, json=body, headers=named)) == (403, "balance_too_low")
    admin.post("/api/users/ada/grants", json={"tokens": TOKENS})
    for _ in range(2):
        assert admin.post(path, json=body, headers=named).json()["balance_tokens"] == 0


def test_balances_are_granted_and_adjusted_and_refunded(home: People, admin: TestClient):
    bought(home, "ada")
    assert home.client("ada").get("/api/me").json()["available_tokens"] == TOKENS - PICTURE_TOKENS
    (row,) = home.client("ada").get("/api/me/usage/rows").json()["usage"]
    assert (row["model"], row["cost_usd"], row["debit_tokens"]) == ("picture", 0.04, PICTURE_TOKENS)
    path = f"/api/attempts/{row['attempt_id']}/refund"
    assert admin.post(path, json={"memo": "bad picture"}).json()["refunded"]
    assert problem(admin.post(path, json={})) == (422, "nothing_to_refund")
    assert home.client("ada").get("/api/me").json()["used_tokens"] == 0
    assert [one["refund"] for one in home.client("ada").get("/api/me/usage/rows").json()["usage"]] == [
        True,
        False,
    ]
    adjust = "/api/users/ada/adjustments"
    assert problem(admin.post(adjust, json={"tokens": 5})) == (422, "memo_missing")
    assert problem(admin.post(adjust, json={"tokens": 10**16, "memo": "x"})) == (422, "amount_unfit")
    assert problem(admin.post("/api/users/ada/grants", json={"tokens": 0})) == (422, "amount_unfit")
    assert problem(admin.post("/api/users/nobody/grants", json={"tokens": 1})) == (404, "not_found")


def test_keys_are_made_with_scopes_and_revoked(home: People, admin: TestClient):
    made = admin.post("/api/users/ada/keys", json={"label": "ci", "scopes": ["read"]}).json()
    home.keys["ci"] = made["api_key"]
    assert home.client("ci").get("/api/me").json()["scopes"] == ["read"]
    assert admin.delete(f"/api/keys/{made['id']}").json()["revoked_at"] is not None
    assert problem(home.client("ci").get("/api/me")) == (401, "key_unknown")
    assert home.client("ci").get("/api/me").headers["www-authenticate"] == "Bearer"
    refused = admin.post("/api/users/ada/keys", json={"scopes": ["admin"]})
    assert problem(refused) == (422, "scope_unfit")
    assert problem(admin.delete("/api/keys/none")) == (404, "not_found")
    assert made["api_key"] not in admin.get("/api/users/ada/keys").text


@pytest.mark.parametrize(
    ("path", "name", "number"), [("/api/users", "users", 6), ("/api/users/ada/keys", "keys", 5)]
)
def test_a_list_is_read_page_by_page_whole_and_once(admin: TestClient, path: str, name: str, number: int):
    seen, cursor = [], {}
    while cursor is not None:
        page = admin.get(path, params={"limit": 2, **cursor}).json()
        assert len(page[name]) <= 2
        seen += [one["id"] for one in page[name]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    assert len(seen) == len(set(seen)) == number


def test_a_cursor_that_we_did_not_give_out_and_a_page_without_a_size_are_refused(admin: TestClient):
    for path in ("/api/users", "/api/me/usage/rows", "/api/episodes"):
        for cursor in ("", "x", "!!!!", "W10", "WyJhIiwiYiJd", "W1tbW1tbW1tb", "bnVsbA", "Wy0xXQ"):
            assert problem(admin.get(path, params={"cursor": cursor})) == (422, "cursor_unfit"), cursor
        for limit in ("0", "-1", "201", "x"):
            assert problem(admin.get(f"{path}?limit={limit}")) == (400, "bad_request"), limit


def test_own_use_and_receipts_are_ones_own(home: People, admin: TestClient):
    bought(home, "ada", 3)
    bought(home, "bob")
    ada, bob = home.client("ada"), home.client("bob")
    (total,) = ada.get("/api/me/usage").json()["totals"]
    assert (total["name"], total["calls"], total["cost_usd"]) == ("picture", 3, 0.12)
    by_account = admin.get("/api/admin/usage?by=account").json()["totals"]
    assert {one["name"]: one["calls"] for one in by_account} == {"ada": 3, "bob": 1}
    assert admin.get("/api/admin/usage?account=bob").json()["totals"][0]["calls"] == 1
    first = ada.get("/api/me/usage/rows?limit=2").json()
    rest = ada.get("/api/me/usage/rows", params={"cursor": first["next_cursor"]}).json()
    assert [len(page["usage"]) for page in (first, rest)] == [2, 1]
    receipt = ada.get(f"/api/episodes/{home.draft}/receipt").json()
    assert receipt["calls"] == 4, "all that was bought for it, whoever did"
    assert problem(bob.get(f"/api/episodes/{home.draft}/receipt")) == (404, "episode_missing")


@pytest.mark.parametrize("kind", ["text/csv", "application/json; charset=utf-8"])
def test_an_old_systems_rows_come_in_once(home: People, admin: TestClient, kind: str):
    balances, uses = "userId,balance\nu1,400\n", OLD_USE
    if "json" in kind:
        balances = json.dumps([{"userId": "u1", "balance": 400}])
        names, *rows = (line.split(",") for line in OLD_USE.splitlines())
        uses = json.dumps([dict(zip(names, row, strict=True)) for row in rows])
    headers = {"content-type": kind}
    for booked in (1, 0):
        told = admin.post("/api/imports/balances", content=balances, headers=headers)
        assert told.json() == {"booked": booked, "known": 1 - booked, "users": booked}
        told = admin.post("/api/imports/usage", content=uses, headers=headers)
        assert told.json() == {"booked": 3 * booked, "known": 3 - 3 * booked, "users": 0}
    assert home.client("ada").get("/api/me").json()["used_tokens"] == 6
    bad = admin.post("/api/imports/usage", content=uses.replace("0.5", "much"), headers=headers)
    assert problem(bad) == (422, "records_unfit")
    assert bad.json()["facts"]["row"] == 1


def test_budgets_are_set_shown_and_removed(admin: TestClient):
    body = {"scope": "account:ada", "window": "month", "limit_usd": "0.5", "action": "notify"}
    (one,) = admin.put("/api/budgets", json=body).json()["budgets"]
    assert (one["scope"], one["limit_usd"], one["action"]) == ("account:ada", 0.5, "notify")
    assert len(admin.get("/api/budgets").json()["budgets"]) == 2
    where = {"scope": "account:ada", "window": "month"}
    assert admin.delete("/api/budgets", params=where).json()["budgets"] == []
    assert problem(admin.delete("/api/budgets", params=where)) == (404, "not_found")
    for unfit in ({"scope": "all"}, {"window": "ever"}, {"action": "shout"}, {"scope": "source:nobody"}):
        assert problem(admin.put("/api/budgets", json={**body, **unfit})) == (422, "budget_unfit")
    nobody = admin.put("/api/budgets", json={**body, "scope": "project:99"})
    assert problem(nobody) == (404, "project_missing")
    for limit in (-1, 10**7, "nan", None):
        assert problem(admin.put("/api/budgets", json={**body, "limit_usd": limit})) == (400, "bad_request")


def test_one_switch_stops_all_buying(home: People, admin: TestClient):
    assert admin.put("/api/buying", json={"stopped": True}).json() == {"stopped": True}
    from toonverse.metering.refusals import BuyingStopped

    with pytest.raises(BuyingStopped):
        bought(home, "ada")
    admin.put("/api/buying", json={"stopped": False})
    bought(home, "ada")
    assert admin.get("/api/buying").json() == {"stopped": False}


def test_a_request_that_makes_no_sense_is_refused_and_says_why(admin: TestClient):
    kind = {"content-type": "application/json"}
    for body in (
        b"",
        b"[]",
        b"{",
        b'{"name":7}',
        b'{"name":"eve","role":"king"}',
        b'{"name":"eve","more":1}',
    ):
        answer = admin.post("/api/users", content=body, headers=kind)
        assert problem(answer) == (400, "bad_request"), body
        assert answer.json()["facts"]["wrong"]
    assert problem(admin.post("/api/users", content=b"\xff", headers=kind)) == (400, "bad_request")
    for name in ("", "x" * 201, "a b"):
        answer = admin.post("/api/users", json={"name": "eve"}, headers={"idempotency-key": name})
        assert problem(answer) == (400, "bad_request"), name


def test_a_refusal_speaks_both_languages(admin: TestClient):
    told = [
        admin.post("/api/users", json={"name": "ada"}, headers={"accept-language": language}).json()["title"]
        for language in ("ko", "en")
    ]
    assert told[0] != told[1]


def test_another_of_the_same_wants_a_name_and_is_made_once(home: People):
    order = {"story": "The Lamp\n\nNora lit the lamp.\n", "new": True}
    ada = home.client("ada")
    assert problem(ada.post("/api/episodes", json=order)) == (422, "edition_unnamed")
    plain = ada.post("/api/episodes", json={**order, "new": False}).json()["id"]
    made = [ada.post("/api/episodes", json=order, headers={"idempotency-key": key}) for key in "aab"]
    assert made[0].headers["location"] == f"/api/episodes/{made[0].json()['id']}"
    ids = [one.json()["id"] for one in made]
    assert ids[0] == ids[1]
    assert len({plain, *ids}) == 3
    other = {**order, "story": "Another\n\nTom left.\n"}
    assert problem(ada.post("/api/episodes", json=other, headers={"idempotency-key": "a"})) == (
        422,
        "key_reused",
    )


def test_an_order_goes_into_the_project_that_it_names(home: People):
    ada, order = home.client("ada"), {"story": "The Lamp\n\nNora lit the lamp.\n"}
    mine = [ada.post("/api/projects", json={"title": title}).json()["id"] for title in ("Lights", "Lamps")]
    plain = ada.post("/api/episodes", json=order).json()
    made = [ada.post("/api/episodes", json={**order, "project_id": one}).json() for one in (*mine, mine[0])]
    assert [one["project_id"] for one in made] == [*mine, mine[0]]
    assert made[0]["id"] == made[2]["id"], "the same order again is the same episode"
    assert len({plain["id"], *(one["id"] for one in made)}) == 3
    named = ada.post("/api/episodes", json={**order, "project_id": plain["project_id"]}).json()
    assert named["id"] == plain["id"], "to name the project that it has anyway orders nothing more"


def test_an_order_into_anothers_project_or_none_finds_no_such_project(home: People):
    order = {"story": "The Lamp\n\nNora lit the lamp.\n"}
    theirs = home.client("bob").post("/api/projects", json={"title": "Lights"}).json()["id"]
    for user, project in (("ada", theirs), ("root", theirs), ("ada", 2**31 - 1)):
        for path in ("/api/episodes", "/api/quotes"):
            answer = home.client(user).post(path, json={**order, "project_id": project})
            assert problem(answer) == (404, "project_missing")
    assert home.client("ada").post("/api/episodes", json={**order, "project_id": 2**31}).status_code == 400
    assert len(home.client("bob").get(f"/api/projects/{theirs}/episodes").json()["episodes"]) == 0


def test_an_order_that_can_wait_is_the_same_episode_and_says_so(home: People):
    ada = home.client("ada")
    order = {"story": "The Lamp\n\nNora lit the lamp.\n"}
    quoted = ada.post("/api/quotes", json={**order, "when_cheap": True}).json()
    assert quoted["wait_hours_max"] == 0, "what is drawn here waits for nobody"
    waits = ada.post("/api/episodes", json={**order, "when_cheap": True}).json()
    assert json.loads(home.office.works.episode(waits["id"]).options)["when_cheap"] is True
    assert ada.post("/api/episodes", json=order).json()["id"] == waits["id"]


def test_a_job_is_cancelled_and_asked_for_again(home: People):
    ada = home.client("ada")
    made = ada.post("/api/episodes", json={"story": "The Lamp\n\nNora lit the lamp.\n"}).json()
    assert (made["job"]["status"], len(made["steps"])) == ("QUEUED", 5)
    path = f"/api/episodes/{made['id']}"
    assert ada.post(f"{path}/cancel").json()["job"]["status"] == "CANCELLED"
    assert ada.post(f"{path}/retry", json={}).json()["job"]["attempt"] == 2
    assert ada.get(path).json()["job"]["status"] == "QUEUED"
    for senseless in ({"story": "12345"}, {"story": "A.", "panels": 10_000}):
        assert ada.post("/api/episodes", json=senseless).status_code == 422


def test_who_sends_many_bad_keys_has_to_wait_and_good_ones_at_work_go_on():
    seconds = 0.0
    bad_keys = BadKeys(lambda: seconds)
    address = "127.0.0.1"
    for number in range(BAD_KEYS_MAX):
        assert bad_keys.wait_seconds(address, f"tv_{number}") == 0
        bad_keys.note_bad(address, f"tv_{number}")
    bad_keys.note_good("tv_good")
    assert bad_keys.wait_seconds(address, "tv_new") == WINDOW_SECONDS
    assert bad_keys.wait_seconds(address, "tv_good") == 0
    assert bad_keys.wait_seconds("127.0.0.2", "tv_new") == 0
    seconds = WINDOW_SECONDS
    assert bad_keys.wait_seconds(address, "tv_new") == 0
    for number in range(2 * REMEMBERED_MAX):
        bad_keys.note_bad(f"address {number}", "tv_bad")
        bad_keys.note_good(f"tv_{number}")
    assert len(bad_keys._counts) == len(bad_keys._good) == REMEMBERED_MAX


def test_a_flood_of_bad_keys_is_told_when_to_come_back(home: People):
    client, ada = home.client("", authorization="Bearer tv_bad"), home.client("ada")
    ada_at_once = {"authorization": f"Bearer {home.keys['ada']}"}
    assert client.get("/api/me", headers=ada_at_once).status_code == 200
    told = [client.get("/api/me").status_code for _ in range(BAD_KEYS_MAX + 1)]
    assert told == [401] * BAD_KEYS_MAX + [429]
    last = client.get("/api/me")
    assert problem(last) == (429, "too_many_bad_keys")
    assert 0 < int(last.headers["retry-after"]) <= WINDOW_SECONDS
    assert client.get("/api/me", headers=ada_at_once).status_code == 200
    assert ada.get("/api/me").status_code == 200


def test_what_stopped_a_job_is_told_without_places_on_the_machine(home: People):
    made = home.made("ada", "lost")
    jobs = home.works.jobs
    jobs.open(made.id)
    for code, facts, told in (
        ("storage_failed", {"path": "/srv/home/episodes", "reason": "full"}, {}),
        ("provider_failed", {"reason": "overloaded"}, {"reason": "overloaded"}),
        ("cap_exceeded", {"needed_nusd": 7}, {"needed_nusd": 7}),
    ):
        job = jobs.retry(jobs.find(made.id, "pipeline.full").id)
        jobs.fail(job.id, code, json.dumps(facts), 0)
        seen = home.client("ada").get(f"/api/episodes/{made.id}").json()["job"]
        assert (seen["status"], seen["error_code"], seen["error"]) == ("FAILED", code, told)

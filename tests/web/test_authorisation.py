"""Who may use which route: each route of the application against each kind of caller.

The rows below say what each route is for, in this file's own words; a route of the application without a row
here fails the test, and so does a row without a route.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from characters_routes import CHARACTERS
from panel_routes import PANELS
from people import People, people
from rows import FORM, STUDIO, Row
from starlette.routing import Route
from starlette.testclient import TestClient

from toonverse.domain.wire import to_json
from toonverse.metering.users import disable_user, enable_user
from toonverse.store.post_rows import Notice
from toonverse.studio.shorts.orders import Wish
from toonverse.web import access
from toonverse.web.app import create_app
from toonverse.web.static_files import address_of
from toonverse.web.works_shelf import WorksShelf

KNOWN_TO_NOBODY = ("gone", "revoked", "made up")
"""Keys of a disabled user, revoked, and never given out."""

_READS = {"ada": "yes", "bob": "yes", "root": "yes", "reader": "yes", "writer": "no", "gateway": "no"}
_WRITES = {"ada": "yes", "bob": "yes", "root": "yes", "reader": "no", "writer": "yes", "gateway": "no"}
MAY: dict[str, dict[str, str]] = {
    "everyone": dict.fromkeys(("ada", "bob", "root", "reader", "writer", "gateway"), "yes"),
    "reads": _READS,
    "writes": _WRITES,
    "reads its own": {
        "ada": "yes", "bob": "not there", "root": "yes", "reader": "yes", "writer": "no", "gateway": "no",
    },
    "reads published": {**_READS},
    "sees drawn pictures": {**_READS},
    "has pictures drawn": {**_WRITES},
    "writes its own": {
        "ada": "yes", "bob": "not there", "root": "yes", "reader": "no", "writer": "yes", "gateway": "no",
    },
    "signs in": dict.fromkeys(("ada", "bob", "root", "reader", "writer", "gateway"), "yes"),
    "of who signed in": dict.fromkeys(("ada", "bob", "root", "reader", "writer", "gateway"), "not by key"),
    "administers": {**dict.fromkeys(("ada", "bob", "reader", "writer", "gateway"), "no"), "root": "yes"},
}  # fmt: skip
"""By what a route is for: which key gets what. `ada` made the draft, `bob` did not; the rest are her keys.

A browser in which one of the three signed in gets what the user's key with every scope gets.
"""

OPEN_HERE = {"everyone", "signs in", "reads published", "has pictures drawn", "sees drawn pictures"}
"""What is there at this machine without a key and without having signed in."""


STORY = {"story": "The Lamp\n\nNora lit the lamp.\n", "image_model": "draft", "text_model": "draft"}
PANEL = {"panel_number": 1, "visual_prompt": "a lamp", "model": "nobody's"}

ROWS = {name: Row(*of) for name, of in (CHARACTERS | PANELS).items()} | {
    **STUDIO,
    "GET /health": Row("everyone", "/health"),
    "GET /openapi.json": Row("everyone", "/openapi.json"),
    "GET /static/{mark}/{name}": Row("everyone", "{style}"),
    "GET /letters/{text}.{loud}.css": Row("everyone", "/letters/IA.IA.css"),
    "GET /signin": Row("signs in", "/signin", signed_in=303),
    "POST /signin": Row("signs in", "/signin", 401, headers=FORM),
    "POST /signout": Row("of who signed in", "/signout", 303, headers=FORM),
    "GET /account": Row("of who signed in", "/account"),
    "POST /account/{what}": Row("of who signed in", "/account/none", 404, headers=FORM),
    "GET /": Row("reads published", "/"),
    "GET /still.css": Row("reads published", "/still.css"),
    "GET /read/{episode_id:int}": Row("reads published", "/read/{published}"),
    "GET /read/{episode_id:int}/still.css": Row("reads published", "/read/{published}/still.css"),
    "GET /read/{episode_id:int}/images/{mark}/{name}": Row(
        "reads published", "/read/{published}/images/{picture}"
    ),
    "GET /read/{episode_id:int}/files/{name}": Row("reads published", "/read/{published}/files/{comic}"),
    "GET /read/{episode_id:int}/card.jpg": Row("reads published", "/read/{published}/card.jpg", 404),
    "GET /series/{project_id:int}": Row("reads published", "/series/{read_project}"),
    "GET /posts": Row("reads published", "/posts"),
    "GET /posts/{post_id:int}": Row("reads published", "/posts/{post}"),
    "GET /posts/{post_id:int}/images/{name}": Row("reads published", "/posts/{post}/images/none.webp", 404),
    "GET /api/posts": Row("reads published", "/api/posts"),
    "GET /api/posts/{post_id:int}": Row("reads published", "/api/posts/{post}"),
    "GET /posts/admin": Row("administers", "/posts/admin"),
    "POST /posts/admin/{post_id:int}/{what}": Row(
        "administers", "/posts/admin/{post}/reject", 303, headers=FORM
    ),
    "GET /posts/admin/{post_id:int}/images/{name}": Row(
        "administers", "/posts/admin/{post}/images/none.webp", 404
    ),
    "GET /api/admin/posts": Row("administers", "/api/admin/posts"),
    "GET /api/admin/posts/costs": Row("administers", "/api/admin/posts/costs"),
    "GET /api/admin/posts/{post_id:int}": Row("administers", "/api/admin/posts/{post}"),
    "PATCH /api/admin/posts/{post_id:int}": Row(
        "administers", "/api/admin/posts/{post}", json={"status": "approved"}
    ),
    "GET /preview": Row("administers", "/preview"),
    "GET /preview/still.css": Row("administers", "/preview/still.css"),
    "GET /preview/{episode_id:int}": Row("reads its own", "/preview/{draft}"),
    "GET /preview/{episode_id:int}/still.css": Row("reads its own", "/preview/{draft}/still.css"),
    "GET /preview/{episode_id:int}/images/{mark}/{name}": Row(
        "reads its own", "/preview/{draft}/images/none/none", 404
    ),
    "GET /preview/{episode_id:int}/files/{name}": Row("reads its own", "/preview/{draft}/files/none", 404),
    "POST /preview/{episode_id:int}/activate": Row(
        "writes its own", "/preview/{draft}/activate", 303, headers=FORM
    ),
    "POST /api/episodes/{episode_id:int}/activate": Row("writes its own", "/api/episodes/{draft}/activate"),
    "POST /api/quotes": Row("reads", "/api/quotes", json=STORY),
    "POST /api/episodes": Row("writes", "/api/episodes", 202, json=STORY),
    "GET /api/episodes": Row("reads", "/api/episodes"),
    "GET /api/episodes/{episode_id:int}": Row("reads its own", "/api/episodes/{draft}"),
    "GET /api/episodes/{episode_id:int}/receipt": Row("reads its own", "/api/episodes/{draft}/receipt"),
    "POST /api/episodes/{episode_id:int}/cancel": Row("writes its own", "/api/episodes/{draft}/cancel"),
    "POST /api/episodes/{episode_id:int}/retry": Row(
        "writes its own", "/api/episodes/{draft}/retry", json={}
    ),
    "POST /api/episodes/{episode_id:int}/deactivate": Row(
        "writes its own", "/api/episodes/{draft}/deactivate"
    ),
    "GET /api/episodes/{episode_id:int}/characters": Row("reads its own", "/api/episodes/{draft}/characters"),
    "GET /api/episodes/{episode_id:int}/events": Row("reads its own", "/api/episodes/{draft}/events"),
    "GET /api/episodes/{episode_id:int}/panels": Row("reads its own", "/api/episodes/{draft}/panels"),
    "POST /api/episodes/{episode_id:int}/letter": Row("writes its own", "/api/episodes/{draft}/letter", 202),
    "POST /api/episodes/{episode_id:int}/package": Row(
        "writes its own", "/api/episodes/{draft}/package", 202
    ),
    "PATCH /api/episodes/{episode_id:int}": Row(
        "writes its own", "/api/episodes/{draft}", json={"title": "새벽의 초안"}
    ),
    "GET /api/episodes/{episode_id:int}/preflight": Row("reads its own", "/api/episodes/{draft}/preflight"),
    "GET /api/episodes/{episode_id:int}/exports": Row("reads its own", "/api/episodes/{draft}/exports"),
    "GET /api/episodes/{episode_id:int}/exports/{name}": Row(
        "reads its own", "/api/episodes/{draft}/exports/comic.cbz"
    ),
    "POST /api/projects": Row("writes", "/api/projects", 201, {"title": "비"}),
    "GET /api/projects": Row("reads", "/api/projects"),
    "GET /api/projects/{project_id:int}": Row("reads its own", "/api/projects/{project}"),
    "GET /api/projects/{project_id:int}/episodes": Row("reads its own", "/api/projects/{project}/episodes"),
    "GET /api/jobs": Row("reads", "/api/jobs"),
    "GET /api/jobs/{job_id:int}": Row("reads its own", "/api/jobs/{job}"),
    "POST /api/jobs/{job_id:int}/cancel": Row("writes its own", "/api/jobs/{job}/cancel"),
    "POST /api/jobs/{job_id:int}/retry": Row("writes its own", "/api/jobs/{job}/retry"),
    "POST /api/jobs/{job_id:int}/run": Row("writes its own", "/api/jobs/{job}/run", 422),
    "GET /shorts": Row("reads", "/shorts"),
    "GET /shorts/new": Row("writes its own", "/shorts/new?episode={draft}"),
    "POST /shorts/price": Row("writes", "/shorts/price", 422, headers=FORM),
    "POST /shorts/picture": Row("writes", "/shorts/picture", 422, headers=FORM),
    "POST /api/shorts/picture": Row("writes", "/api/shorts/picture?title=x", 422),
    "POST /shorts": Row("writes", "/shorts", 422, headers=FORM),
    "GET /shorts/{short_id:int}": Row("reads its own", "/shorts/{short}"),
    "GET /shorts/{short_id:int}/now": Row("reads its own", "/shorts/{short}/now"),
    "GET /shorts/{short_id:int}/video.mp4": Row("reads its own", "/shorts/{short}/video.mp4", 409),
    "GET /shorts/{short_id:int}/captions.vtt": Row("reads its own", "/shorts/{short}/captions.vtt", 409),
    "POST /shorts/{short_id:int}/{what}": Row("writes its own", "/shorts/{short}/cancel", 303, headers=FORM),
    "GET /api/shorts/{short_id:int}/captions": Row("reads its own", "/api/shorts/{short}/captions", 409),
    "POST /api/shorts/quote": Row("reads", "/api/shorts/quote", 404, {"episode_id": 999}),
    "POST /api/shorts/generate": Row("writes", "/api/shorts/generate", 404, {"episode_id": 999}),
    "GET /api/shorts": Row("reads", "/api/shorts"),
    "GET /api/shorts/{short_id:int}": Row("reads its own", "/api/shorts/{short}"),
    "POST /api/shorts/{short_id:int}/cancel": Row("writes its own", "/api/shorts/{short}/cancel"),
    "POST /api/shorts/{short_id:int}/retry": Row("writes its own", "/api/shorts/{short}/retry", 202, {}),
    "GET /api/shorts/{short_id:int}/file": Row("reads its own", "/api/shorts/{short}/file", 409),
    "POST /engine/image/generate": Row("has pictures drawn", "/engine/image/generate", 422, PANEL),
    "POST /engine/image/generate-batch": Row(
        "has pictures drawn", "/engine/image/generate-batch", 422, {"panels": [PANEL]}
    ),
    "POST /engine/image/quote": Row("sees drawn pictures", "/engine/image/quote", 422, PANEL),
    "GET /engine/image/files/{name}": Row("sees drawn pictures", "/engine/image/files/panel_001_1.png", 404),
    "POST /engine/image/purchases": Row(
        "administers",
        "/engine/image/purchases",
        422,
        {
            "call": {"model": "draft", "prompt": "a lamp", "width": 64, "height": 64},
            "fingerprint": "0" * 64,
            "ledger": "another",
            "source": "studio",
            "subject": {},
        },
        {"toonverse-account": "local", "idempotency-key": "1"},
    ),
    "GET /api/me": Row("reads", "/api/me"),
    "GET /api/me/usage": Row("reads", "/api/me/usage"),
    "GET /api/me/usage/rows": Row("reads", "/api/me/usage/rows"),
    "GET /api/usage": Row("reads", "/api/usage"),
    "GET /api/alerts": Row("reads", "/api/alerts"),
    "POST /api/users": Row("administers", "/api/users", 201, {"name": "new"}, {"idempotency-key": "1"}),
    "GET /api/users": Row("administers", "/api/users"),
    "GET /api/users/{user}": Row("administers", "/api/users/ada"),
    "POST /api/users/{user}/disable": Row("administers", "/api/users/lost/disable"),
    "POST /api/users/{user}/enable": Row("administers", "/api/users/lost/enable"),
    "POST /api/users/{user}/keys": Row("administers", "/api/users/lost/keys", 201, {}),
    "GET /api/users/{user}/keys": Row("administers", "/api/users/lost/keys"),
    "DELETE /api/keys/{key_id}": Row("administers", "/api/keys/{key}"),
    "POST /api/users/{user}/grants": Row("administers", "/api/users/lost/grants", 201, {"tokens": 5}),
    "POST /api/users/{user}/adjustments": Row(
        "administers", "/api/users/lost/adjustments", 201, {"tokens": -5, "memo": "too many"}
    ),
    "POST /api/attempts/{attempt_id}/refund": Row("administers", "/api/attempts/999/refund", 422, {}),
    "POST /api/imports/balances": Row("administers", "/api/imports/balances"),
    "POST /api/imports/usage": Row("administers", "/api/imports/usage"),
    "GET /api/budgets": Row("administers", "/api/budgets"),
    "PUT /api/budgets": Row("administers", "/api/budgets", json={"limit_usd": 0.5}),
    "DELETE /api/budgets": Row("administers", "/api/budgets?scope=model:none&window=day", 404),
    "GET /api/admin/usage": Row("administers", "/api/admin/usage"),
    "GET /api/admin/ai-usage": Row("administers", "/api/admin/ai-usage"),
    "GET /api/admin/charges.csv": Row("administers", "/api/admin/charges.csv"),
    "GET /studio/{episode_id:int}/publish": Row("reads its own", "/studio/{draft}/publish"),
    "POST /studio/{episode_id:int}/publish/{what}": Row(
        "writes its own", "/studio/{draft}/publish/deactivate", 303, headers=FORM
    ),
    "GET /costs": Row("administers", "/costs"),
    "GET /costs/now": Row("administers", "/costs/now"),
    "GET /costs/calls": Row("administers", "/costs/calls"),
    "GET /costs/episodes/{episode_id:int}": Row("administers", "/costs/episodes/999", 404),
    "GET /costs/calls/{call_id:int}": Row("administers", "/costs/calls/999", 404),
    "POST /costs/{what}": Row("administers", "/costs/none", 404, headers=FORM),
    "GET /metrics": Row("administers", "/metrics"),
    "GET /api/buying": Row("administers", "/api/buying"),
    "PUT /api/buying": Row("administers", "/api/buying", json={"stopped": True}),
}


SIGNED = {"POST /api/webhook"}
"""Routes that no key opens: a signature does, whoever sends it (`test_webhook.py`)."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """One for all: what the rows change is somebody's whom no other row is about, or a draft of their own."""
    with people(tmp_path_factory.mktemp("home")) as found:
        found.keys["made up"] = "tv_" + "x" * 43
        yield found


def asked(client: TestClient, name: str, row: Row, places: dict[str, str]) -> tuple[int, str]:
    """Status and code."""
    method, path = name.split(" ")[0], row.path
    for place, value in places.items():
        path = path.replace(f"{{{place}}}", value)
    answer = client.request(method, path, json=row.json, headers=row.headers)
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    return answer.status_code, answer.json()["code"] if is_problem else ""


def places(home: People, name: str) -> dict[str, str]:
    """What stands for the words in braces."""
    published = home.made("bob", "공개된 이야기", active=True)
    draft = home.made("ada", f"초안: {name}")
    job = home.works.jobs.open(draft.id)
    if name.endswith(("/events", "/live")):
        home.works.jobs.cancel(job.id)  # a stream goes on for as long as its job
    view = WorksShelf(home.works, home.home).episode(published.id)
    assert view is not None
    image = view.reading.cover[0]
    post = home.office.posts.rows.add(name, Notice("소식", "", 1.0), "approved", "webhook")[0]
    return {
        "short": str(hers(home, draft.id, name)),
        "post": str(post.id),
        "draft": str(draft.id),
        "project": str(draft.project_id),
        "job": str(job.id),
        "published": str(published.id),
        "read_project": str(published.project_id),
        "picture": f"{image.sha256[:16]}/{Path(image.name).name}",
        "comic": view.downloads[0].name,
        "style": address_of("app.css"),
        "key": home.key_ids["lost"],
    }


def hers(home: People, episode_id: int, name: str) -> int:
    """A short that ada ordered."""
    row = {
        **dict.fromkeys(("video_model", "text_model"), ""),
        **dict.fromkeys(("maximum_nusd", "maximum_tokens"), 0),
        "wish": to_json(Wish()),
        "episode_id": episode_id,
        "account": home.users["ada"].id,
        "name": f"{name} {episode_id}",
    }
    return home.office.shorts.rows.add(row, ()).id


def test_every_route_of_the_application_has_a_row_here_and_every_row_a_route(home: People):
    served = {
        f"{method} {route.path}"
        for route in home.app.router.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert served - SIGNED == set(ROWS)
    assert served >= SIGNED


def test_a_route_that_nobody_gave_a_rule_is_not_served(home: People, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(access, "RULES", {**access.RULES, ("GET", "/health"): None})
    with pytest.raises(access.RuleMissing):
        create_app(WorksShelf(home.works, home.home), lambda: {})


@pytest.mark.parametrize("name", ROWS)
def test_who_may_use_it(home: People, name: str):
    """Those who may not come first: what they were refused has changed nothing."""
    row, known = ROWS[name], places(home, name)
    kinds = (kind for kind in ("project", "job", "short") if f"/{kind}s/{{" in name)
    missing = f"{next(kinds, 'episode')}_missing"
    for who in KNOWN_TO_NOBODY:
        assert asked(home.client(who), name, row, known) == (401, "key_unknown"), who
    plain = replace(row, headers={})
    for headers, refused in (
        ({"host": "evil.example"}, (421, "foreign_host")),
        ({"origin": "https://evil.example"}, (403, "foreign_origin")),
    ):
        assert asked(home.bare(**headers), name, plain, known) == refused
    if row.purpose not in OPEN_HERE:
        assert asked(home.bare(), name, row, known) == (401, "key_missing"), "from this machine"
    if row.purpose not in ("everyone", "signs in"):
        elsewhere = home.bare(**{"x-forwarded-for": "203.0.113.7"})
        assert asked(elsewhere, name, plain, known) == (401, "key_missing"), "from elsewhere"
    for verdict in ("no", "not by key", "not there", "yes"):
        for who, said in MAY[row.purpose].items():
            if said == verdict:
                answers = [asked(home.client(who), name, row, known)]
                if who in home.users and row.status != 201:
                    answers.append(asked(home.browser(who), name, row, known))
                expect(answers, verdict, row, missing, who)
    if row.status != 201:
        status = row.signed_in or row.status
        assert asked(home.client(), name, row, known)[0] == status, "the owner of the machine"


def expect(answers: list[tuple[int, str]], verdict: str, row: Row, missing: str, who: str) -> None:
    """By key, and where it was asked that way too, signed in."""
    if verdict == "no":
        assert set(answers) == {(403, "scope_missing")}, who
    elif verdict == "not there":
        assert set(answers) == {(404, missing)}, who
    elif verdict == "not by key":
        assert answers[0] == (403, "session_missing"), who
        assert {status for status, _ in answers[1:]} <= {row.status}, who
    else:
        assert answers[0][0] == row.status, who
        assert {status for status, _ in answers[1:]} <= {row.signed_in or row.status}, who


@pytest.mark.parametrize("name", ["GET /api/episodes", "GET /api/me", "POST /api/episodes"])
def test_a_key_may_come_through_a_proxy_under_any_name(home: People, name: str):
    headers = {
        "host": "toons.example",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-proto": "https",
        "origin": "https://app.example",
        "sec-fetch-site": "cross-site",
    }
    answer = home.client("ada", **headers).request(name.split()[0], name.split()[1], json=STORY)
    assert answer.status_code in (200, 202)
    assert "access-control-allow-origin" not in answer.headers, "no page elsewhere may read it"


def test_works_of_one_creator_are_not_listed_to_another(home: People):
    hers, his, nobodys = (home.made(who, "한 사람의 이야기").id for who in ("ada", "bob", ""))
    for who, listed in (
        ("ada", {hers}),
        ("bob", {his}),
        ("root", {hers, his, nobodys}),
        ("", {hers, his, nobodys}),
    ):
        episodes = home.client(who).get("/api/episodes?limit=200").json()["episodes"]
        assert {one["id"] for one in episodes} & {hers, his, nobodys} == listed, who


def test_the_same_story_of_two_creators_is_two_episodes(home: People):
    made = [home.client(who).post("/api/episodes", json=STORY).json() for who in ("ada", "bob", "ada")]
    assert made[0]["id"] == made[2]["id"] != made[1]["id"]
    assert [one["account"] for one in made[:2]] == [home.users["ada"].id, home.users["bob"].id]


def test_two_keys_at_once_or_a_key_of_another_kind_open_nothing(home: People):
    both = {"x-api-key": home.keys["bob"]}
    assert home.client("ada", **both).get("/api/me").status_code == 401
    assert home.client("", authorization="Basic YWRhOnR2Xw==").get("/api/me").status_code == 401
    assert home.client("", authorization="").get("/api/me").status_code == 401
    for header in ("x-api-key", "x-goog-api-key"):
        assert home.client("", **{header: home.keys["ada"]}).get("/api/me").json()["name"] == "ada"


def test_a_key_does_more_than_its_role_for_nobody(home: People):
    """A key that was an admin's is a creator's as soon as its user is one."""
    with home.house.engine.begin() as tx:
        tx.exec_driver_sql("UPDATE accounts SET role = 'creator' WHERE name = 'root'")
    assert home.client("root").get("/api/users").status_code == 403


def test_where_the_local_owner_is_disabled_nothing_opens_without_a_key(tmp_path: Path):
    with people(tmp_path) as closed:
        disable_user(closed.house.engine, closed.house.clock, "local")
        for path in ("/", "/preview", "/api/me", "/api/users"):
            answer = closed.bare().get(path)
            assert (answer.status_code, answer.json()["code"]) == (401, "key_missing"), path
        assert closed.bare().get("/health").status_code == 200
        assert closed.client("root").get("/api/users").status_code == 200
        enable_user(closed.house.engine, "local")
        del closed.app  # another process, that has not asked yet
        assert closed.bare().get("/").status_code == 200

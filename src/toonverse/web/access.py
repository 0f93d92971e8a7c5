"""Who may do what: one row for each route. A route without a row is not served.

The guard (`guard.py`) says who calls. Here stands what that caller needs: a scope (of its key, or of the role
of who signed in), and for what belongs to somebody, to be that somebody. What is another's is not found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from toonverse.metering import keys
from toonverse.studio.art import ART_BYTES_MAX
from toonverse.web.callers import CALLER, NOBODY, VISITOR, Caller
from toonverse.web.form_tokens import is_told
from toonverse.web.protection import MAX_BODY_BYTES, with_body
from toonverse.web.refusal import Refusal, send_refusal

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGNED = frozenset({"/api/webhook"})
"""Addresses whose requests prove themselves by a signature over the body; the room behind checks it."""

OwnerOf = Callable[[int], str | None]
"""The account that something belongs to; None where there is no such thing. May raise StorageError."""

MISSING = {"episode_id": "episode_missing", "project_id": "project_missing", "job_id": "job_missing"}
"""What in an address belongs to somebody, and what is said where it does not belong to who asks."""

ID_MAX = 2**31 - 1
"""Ids are 32-bit on PostgreSQL; a larger one names nothing."""
NUMBER_MAX = {"call_id": 2**63 - 1}
"""What has more bits."""

STORY_BYTES = 13_000_000
"""The largest story there is (two million bytes) as JSON text, each byte written as an escape."""
BATCH_BYTES = 8_000_000
"""A hundred panels of the image engine, each character of their prompts written as an escape."""
SHOTS_BYTES = 2_000_000
"""A shot list: two hundred shots, each with its words and its prompt."""
RECORDS_BYTES = 16_000_000
"""A file of an earlier system's rows; a larger one is imported on the command line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`scope` None lets in whoever the guard let in. `own`: what the address names must be the caller's.

    `keyless` is whether somebody at this machine may come without a key and without having signed in;
    `signed_in` is for sessions only: no key does what its user's password is for. A body above
    `body_bytes_max` is refused.
    """

    scope: keys.Scope | None
    own: bool = False
    keyless: bool = False
    signed_in: bool = False
    body_bytes_max: int = MAX_BODY_BYTES


READ, WRITE, ADMIN = Rule("read"), Rule("write"), Rule("admin")
PUBLISHED = Rule("read", keyless=True)
READ_OWN, WRITE_OWN = Rule("read", own=True), Rule("write", own=True)

PANEL = "/api/episodes/{episode_id:int}/panels/{panel}"
PERSON = "/api/projects/{project_id:int}/characters/{character}"
PANEL_PAGE = "/studio/{episode_id:int}/panels/{number:int}"
FORM_BYTES = 64 * 1024
"""What a form says besides its file."""

RULES: Mapping[tuple[str, str], Rule] = {
    ("GET", "/health"): Rule(None),
    ("GET", "/openapi.json"): Rule(None),
    ("GET", "/static/{mark}/{name}"): Rule(None),
    ("GET", "/letters/{text}.{loud}.css"): Rule(None),
    # whoever is to sign in
    ("GET", "/signin"): Rule(None),
    ("POST", "/signin"): Rule(None),
    ("POST", "/signout"): Rule(None, signed_in=True),
    # one's own account, for who signed in
    ("GET", "/account"): Rule(None, signed_in=True),
    ("POST", "/account/{what}"): Rule(None, signed_in=True),
    # what is published is there for everyone who gets in, and at this machine nobody need say who it is
    ("GET", "/"): PUBLISHED,
    ("GET", "/still.css"): PUBLISHED,
    ("GET", "/read/{episode_id:int}"): PUBLISHED,
    ("GET", "/read/{episode_id:int}/still.css"): PUBLISHED,
    ("GET", "/read/{episode_id:int}/images/{mark}/{name}"): PUBLISHED,
    ("GET", "/read/{episode_id:int}/card.jpg"): PUBLISHED,
    ("GET", "/read/{episode_id:int}/files/{name}"): PUBLISHED,
    ("GET", "/series/{project_id:int}"): PUBLISHED,
    ("GET", "/posts"): PUBLISHED,
    ("GET", "/posts/{post_id:int}"): PUBLISHED,
    ("GET", "/posts/{post_id:int}/images/{name}"): PUBLISHED,
    ("GET", "/api/posts"): PUBLISHED,
    ("GET", "/api/posts/{post_id:int}"): PUBLISHED,
    # whoever signs
    ("POST", "/api/webhook"): Rule(None),
    # drafts: all of them on one page for an admin, one's own by address
    ("GET", "/preview"): ADMIN,
    ("GET", "/preview/still.css"): ADMIN,
    ("GET", "/preview/{episode_id:int}"): READ_OWN,
    ("GET", "/preview/{episode_id:int}/still.css"): READ_OWN,
    ("GET", "/preview/{episode_id:int}/images/{mark}/{name}"): READ_OWN,
    ("GET", "/preview/{episode_id:int}/files/{name}"): READ_OWN,
    ("POST", "/preview/{episode_id:int}/activate"): WRITE_OWN,
    ("POST", "/api/episodes/{episode_id:int}/activate"): WRITE_OWN,
    # the studio
    ("GET", "/studio"): Rule("write"),
    ("GET", "/studio/styles/{mark}.webp"): WRITE,
    ("POST", "/studio/price"): Rule("write", body_bytes_max=STORY_BYTES),
    ("POST", "/studio"): Rule("write", body_bytes_max=STORY_BYTES),
    ("GET", "/studio/{episode_id:int}"): READ_OWN,
    ("GET", "/studio/{episode_id:int}/now"): READ_OWN,
    ("GET", "/studio/{episode_id:int}/live"): READ_OWN,
    ("GET", "/studio/{episode_id:int}/panels/{number:int}/{name}"): READ_OWN,
    ("GET", "/studio/{episode_id:int}/shots"): READ_OWN,
    ("POST", "/studio/{episode_id:int}/shots"): Rule("write", own=True, body_bytes_max=SHOTS_BYTES),
    ("GET", "/studio/{episode_id:int}/shots/{number:int}/{mark}.webp"): READ_OWN,
    ("GET", "/studio/{episode_id:int}/characters"): READ_OWN,
    ("POST", "/studio/{episode_id:int}/characters"): Rule("write", own=True, body_bytes_max=ART_BYTES_MAX),
    ("GET", "/studio/{episode_id:int}/characters/{mark}.webp"): READ_OWN,
    ("GET", "/studio/{episode_id:int}/script"): READ_OWN,
    ("POST", "/studio/{episode_id:int}/script"): Rule("write", own=True, body_bytes_max=SHOTS_BYTES),
    ("GET", PANEL_PAGE): READ_OWN,
    ("GET", f"{PANEL_PAGE}/now"): READ_OWN,
    ("GET", f"{PANEL_PAGE}/takes/{{name}}"): READ_OWN,
    ("POST", f"{PANEL_PAGE}/art"): Rule("write", own=True, body_bytes_max=ART_BYTES_MAX + FORM_BYTES),
    ("POST", f"{PANEL_PAGE}/{{what}}"): WRITE_OWN,
    ("POST", "/studio/{episode_id:int}/{what}"): WRITE_OWN,
    ("GET", "/studio/{episode_id:int}/publish"): READ_OWN,
    ("POST", "/studio/{episode_id:int}/publish/{what}"): WRITE_OWN,
    ("GET", "/studio/{episode_id:int}/exports/{name}"): READ_OWN,
    # one's own works
    ("POST", "/api/quotes"): Rule("read", body_bytes_max=STORY_BYTES),
    ("POST", "/api/episodes"): Rule("write", body_bytes_max=STORY_BYTES),
    ("GET", "/api/episodes"): READ,
    ("GET", "/api/episodes/{episode_id:int}"): READ_OWN,
    ("GET", "/api/episodes/{episode_id:int}/receipt"): READ_OWN,
    ("POST", "/api/episodes/{episode_id:int}/cancel"): WRITE_OWN,
    ("POST", "/api/episodes/{episode_id:int}/retry"): WRITE_OWN,
    # shorts: whose one is, its handler knows
    ("GET", "/shorts"): READ,
    ("POST", "/shorts/picture"): Rule("write", body_bytes_max=ART_BYTES_MAX + MAX_BODY_BYTES),
    ("POST", "/api/shorts/picture"): Rule("write", body_bytes_max=ART_BYTES_MAX),
    ("GET", "/shorts/new"): WRITE,
    ("POST", "/shorts/price"): WRITE,
    ("POST", "/shorts"): WRITE,
    ("GET", "/shorts/{short_id:int}"): READ,
    ("GET", "/shorts/{short_id:int}/now"): READ,
    ("GET", "/shorts/{short_id:int}/video.mp4"): READ,
    ("GET", "/shorts/{short_id:int}/captions.vtt"): READ,
    ("POST", "/shorts/{short_id:int}/{what}"): WRITE,
    ("GET", "/api/shorts/{short_id:int}/captions"): READ,
    ("POST", "/api/shorts/quote"): READ,
    ("POST", "/api/shorts/generate"): WRITE,
    ("GET", "/api/shorts"): READ,
    ("GET", "/api/shorts/{short_id:int}"): READ,
    ("POST", "/api/shorts/{short_id:int}/cancel"): WRITE,
    ("POST", "/api/shorts/{short_id:int}/retry"): WRITE,
    ("GET", "/api/shorts/{short_id:int}/file"): READ,
    # the image engine: each buys for itself and sees its own pictures
    ("POST", "/engine/image/generate"): Rule("write", keyless=True, body_bytes_max=BATCH_BYTES // 50),
    ("POST", "/engine/image/generate-batch"): Rule("write", keyless=True, body_bytes_max=BATCH_BYTES),
    ("POST", "/engine/image/quote"): Rule("read", keyless=True, body_bytes_max=BATCH_BYTES // 50),
    ("GET", "/engine/image/files/{name}"): PUBLISHED,
    # a studio over the same ledger says for whom: whoever may say that may do everything
    ("POST", "/engine/image/purchases"): Rule("admin", body_bytes_max=BATCH_BYTES // 50),
    ("POST", "/api/episodes/{episode_id:int}/deactivate"): WRITE_OWN,
    ("PATCH", "/api/episodes/{episode_id:int}"): WRITE_OWN,
    ("GET", "/api/episodes/{episode_id:int}/preflight"): READ_OWN,
    ("GET", "/api/episodes/{episode_id:int}/exports"): READ_OWN,
    ("GET", "/api/episodes/{episode_id:int}/exports/{name}"): READ_OWN,
    ("GET", "/api/episodes/{episode_id:int}/characters"): READ_OWN,
    ("GET", "/api/episodes/{episode_id:int}/events"): READ_OWN,
    ("GET", "/api/episodes/{episode_id:int}/panels"): READ_OWN,
    ("GET", f"{PANEL}"): READ_OWN,
    ("GET", f"{PANEL}/takes/{{take}}/picture"): READ_OWN,
    ("POST", f"{PANEL}/quote"): READ_OWN,
    ("POST", f"{PANEL}/reroll"): WRITE_OWN,
    ("POST", f"{PANEL}/takes"): Rule("write", own=True, body_bytes_max=ART_BYTES_MAX),
    ("POST", f"{PANEL}/takes/{{take}}/accept"): WRITE_OWN,
    ("POST", f"{PANEL}/takes/{{take}}/retry"): WRITE_OWN,
    ("PUT", f"{PANEL}/words"): WRITE_OWN,
    ("DELETE", f"{PANEL}/words"): WRITE_OWN,
    ("GET", f"{PANEL}/balloons"): READ_OWN,
    ("POST", f"{PANEL}/balloons"): WRITE_OWN,
    ("PATCH", f"{PANEL}/balloons/{{balloon}}"): WRITE_OWN,
    ("DELETE", f"{PANEL}/balloons/{{balloon}}"): WRITE_OWN,
    ("POST", f"{PANEL}/undo"): WRITE_OWN,
    ("POST", f"{PANEL}/redo"): WRITE_OWN,
    ("POST", f"{PANEL}/letter"): WRITE_OWN,
    ("POST", "/api/episodes/{episode_id:int}/letter"): WRITE_OWN,
    ("POST", "/api/episodes/{episode_id:int}/package"): WRITE_OWN,
    ("GET", "/api/episodes/{episode_id:int}/script"): READ_OWN,
    ("PUT", "/api/episodes/{episode_id:int}/script"): Rule("write", own=True, body_bytes_max=STORY_BYTES),
    ("GET", "/api/episodes/{episode_id:int}/storyboard"): READ_OWN,
    ("PUT", "/api/episodes/{episode_id:int}/storyboard"): Rule("write", own=True, body_bytes_max=SHOTS_BYTES),
    ("POST", "/api/episodes/{episode_id:int}/approve"): WRITE_OWN,
    ("POST", "/api/projects"): WRITE,
    ("GET", "/api/projects"): READ,
    ("GET", "/api/projects/{project_id:int}"): READ_OWN,
    ("GET", "/api/projects/{project_id:int}/episodes"): READ_OWN,
    ("GET", "/api/projects/{project_id:int}/characters"): READ_OWN,
    ("POST", "/api/projects/{project_id:int}/characters"): WRITE_OWN,
    ("GET", PERSON): READ_OWN,
    ("PATCH", f"{PERSON}/look"): WRITE_OWN,
    ("DELETE", f"{PERSON}/look"): WRITE_OWN,
    ("POST", f"{PERSON}/references"): Rule("write", own=True, body_bytes_max=ART_BYTES_MAX),
    ("GET", f"{PERSON}/references/{{number}}/picture"): READ_OWN,
    ("DELETE", f"{PERSON}/references/{{number}}"): WRITE_OWN,
    ("PUT", f"{PERSON}/shown"): WRITE_OWN,
    ("POST", f"{PERSON}/sheet/quote"): READ_OWN,
    ("POST", f"{PERSON}/sheet"): WRITE_OWN,
    ("GET", "/api/jobs"): READ,
    ("GET", "/api/jobs/{job_id:int}"): READ_OWN,
    ("POST", "/api/jobs/{job_id:int}/cancel"): WRITE_OWN,
    ("POST", "/api/jobs/{job_id:int}/retry"): WRITE_OWN,
    ("POST", "/api/jobs/{job_id:int}/run"): WRITE_OWN,
    # one's own account
    ("GET", "/api/me"): READ,
    ("GET", "/api/me/usage"): READ,
    ("GET", "/api/me/usage/rows"): READ,
    ("GET", "/api/usage"): READ,
    ("GET", "/api/alerts"): READ,
    # everybody's: for admins
    ("POST", "/api/users"): ADMIN,
    ("GET", "/api/users"): ADMIN,
    ("GET", "/api/users/{user}"): ADMIN,
    ("POST", "/api/users/{user}/disable"): ADMIN,
    ("POST", "/api/users/{user}/enable"): ADMIN,
    ("POST", "/api/users/{user}/keys"): ADMIN,
    ("GET", "/api/users/{user}/keys"): ADMIN,
    ("DELETE", "/api/keys/{key_id}"): ADMIN,
    ("POST", "/api/users/{user}/grants"): ADMIN,
    ("POST", "/api/users/{user}/adjustments"): ADMIN,
    ("POST", "/api/attempts/{attempt_id}/refund"): ADMIN,
    ("POST", "/api/imports/balances"): Rule("admin", body_bytes_max=RECORDS_BYTES),
    ("POST", "/api/imports/usage"): Rule("admin", body_bytes_max=RECORDS_BYTES),
    ("GET", "/api/budgets"): ADMIN,
    ("PUT", "/api/budgets"): ADMIN,
    ("DELETE", "/api/budgets"): ADMIN,
    ("GET", "/api/admin/usage"): ADMIN,
    ("GET", "/api/admin/ai-usage"): ADMIN,
    ("GET", "/api/admin/charges.csv"): ADMIN,
    ("GET", "/posts/admin"): ADMIN,
    ("POST", "/posts/admin/{post_id:int}/{what}"): ADMIN,
    ("GET", "/posts/admin/{post_id:int}/images/{name}"): ADMIN,
    ("GET", "/api/admin/posts"): ADMIN,
    ("GET", "/api/admin/posts/costs"): ADMIN,
    ("GET", "/api/admin/posts/{post_id:int}"): ADMIN,
    ("PATCH", "/api/admin/posts/{post_id:int}"): ADMIN,
    ("GET", "/costs"): ADMIN,
    ("GET", "/costs/now"): ADMIN,
    ("GET", "/costs/calls"): ADMIN,
    ("GET", "/costs/calls/{call_id:int}"): ADMIN,
    ("GET", "/costs/episodes/{episode_id:int}"): ADMIN,
    ("POST", "/costs/{what}"): ADMIN,
    ("GET", "/metrics"): ADMIN,
    ("GET", "/api/buying"): ADMIN,
    ("PUT", "/api/buying"): ADMIN,
}


class RuleMissing(Exception):
    """A route was added that nobody said who may use."""


def guarded(app: FastAPI, owners: Mapping[str, OwnerOf]) -> None:
    """Puts each route's rule before it; `owners` by what the address calls them. Raises RuleMissing."""
    for route in app.router.routes:
        if not isinstance(route, Route) or not route.methods:
            raise RuleMissing(f"{route!r} is no plain route")
        route.app = _Checked(route.app, _rules(route), owners)


def _rules(route: Route) -> Mapping[str, Rule]:
    rules = {}
    for method in route.methods or ():
        rule = RULES.get(("GET" if method == "HEAD" else method, route.path))
        if rule is None:
            raise RuleMissing(f"{method} {route.path}")
        rules[method] = rule
    return rules


def _is_unknown(caller: Caller, rule: Rule) -> bool:
    """Whether the caller must first say who it is."""
    if rule.scope is None and not rule.signed_in:
        return False
    return caller == NOBODY or (caller == VISITOR and not rule.keyless)


def _needs_token(caller: Caller, scope: Scope) -> bool:
    """Whether a browser may have sent this by itself: then only a page of ours can have asked it to.

    No browser sends an API key or a signature by itself. Without either and without a session programs
    of this machine call the engine; the guard keeps pages of others out of it, by their origin.
    """
    if scope["method"] in SAFE_METHODS or caller.key_id or scope["path"] in SIGNED:
        return False
    return bool(caller.session_id) or not scope["path"].startswith(("/api/", "/engine/"))


class _Checked:
    def __init__(self, app: ASGIApp, rules: Mapping[str, Rule], owners: Mapping[str, OwnerOf]) -> None:
        self.app = app
        self.rules = rules
        self.owners = owners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rule, caller = self.rules[scope["method"]], scope[CALLER]
        refused = await self._refusal(rule, caller, scope)
        if refused is not None:
            await send_refusal(scope, receive, send, refused)
        else:
            needs_token = _needs_token(caller, scope)

            def forged(body: bytes) -> Refusal | None:
                return Refusal("form_stale") if needs_token and not is_told(scope, body) else None

            await with_body(self.app, rule.body_bytes_max, forged, scope, receive, send)

    async def _refusal(self, rule: Rule, caller: Caller, scope: Scope) -> Refusal | None:
        if _is_unknown(caller, rule):
            return Refusal("key_missing", headers={"WWW-Authenticate": "Bearer"})
        if rule.signed_in and not caller.session_id:
            return Refusal("session_missing")
        if rule.scope is not None and rule.scope not in caller.scopes:
            return Refusal("scope_missing", facts={"scope": rule.scope})
        for name, said in scope["path_params"].items():
            if isinstance(said, int) and not 0 <= said <= NUMBER_MAX.get(name, ID_MAX):
                return Refusal(MISSING.get(name, "not_found"))
            if name in MISSING and rule.own and not caller.sees_all:
                owner = await run_in_threadpool(self.owners[name], said)
                if owner is None or not caller.may_see(owner):
                    return Refusal(MISSING[name])
        return None

"""Whatever happens, in whatever order, the books stay true: accounts, budgets, envelopes, crashes, verdicts.

After every step every invariant of the wing is asked again (`invariants.examine`: debits equal credits,
balances and counters derivable, settled + held + at risk within each budget and balance, rollups equal
usage rows), and the provider's own count of what it answered is held against the journal.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from metered import CATALOG, House, draft, picture, who, words
from toonverse.errors import MoneyRefused, ProviderError
from toonverse.metering.accounts import grant, stop_buying
from toonverse.metering.calls import Call, EnvelopeLine, Usage
from toonverse.metering.door import Meter
from toonverse.metering.history import import_usage
from toonverse.metering.limits import remove_budget
from toonverse.metering.old_records import OldUse
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.refusals import BalanceTooLow, KeepFailed, NotFound
from toonverse.metering.tables import attempts, budgets, envelopes, usage_rows
from toonverse.metering.unknowns import release_unknown, settle_unknown
from toonverse.metering.users import disable_user, enable_user
from toonverse.money import Nusd


class Crash(BaseException):
    """The process is gone."""


CALLS: dict[str, Call] = {"picture": picture("p"), "words": words("w"), "draft": draft("d")}
ACCOUNTS = st.sampled_from(["ada", "local"])
KINDS = st.sampled_from(sorted(CALLS))
KEYS = st.integers(0, 3)
JOBS = st.sampled_from(["job/1", "job/2"])
MONEY = st.integers(0, 200_000_000)
SCOPES = st.sampled_from(
    [("global", ""), ("account", "ada"), ("source", "studio"), ("model", "picture"), ("project", "7")]
)
WINDOWS = st.sampled_from(["day", "week", "month", "total"])
CHARGED = Usage(prompt_tokens=5, completion_tokens=0, total_tokens=5)
MORE_THAN_QUOTED = Usage(prompt_tokens=900, completion_tokens=900, total_tokens=1800)


def _raise(error: BaseException) -> Callable[[], None]:
    def meanwhile() -> None:
        raise error

    return meanwhile


class Books(RuleBasedStateMachine):
    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.house.move_in()
        self.house.account("ada", 500)
        self.meter: Meter = self.house.meter()
        self.answers: Counter[tuple[str, str]] = Counter()

    def buy(self, account: str, kind: str, key: int, envelope: str | None = None) -> None:
        name = f"{kind}/{key}"
        before = len(self.house.paid.answered)
        try:
            asyncio.run(self.meter.buy(CALLS[kind], who(account, envelope), name))
        except (MoneyRefused, ProviderError, NotFound):
            pass
        except Crash:
            self.meter = self.house.meter()
        finally:
            self.house.restore()
            self.house.paid.orders.clear()
            self.house.paid.meanwhile = self.house.draft.meanwhile = lambda: None
            self.answers[account, name] += len(self.house.paid.answered) - before

    @rule(account=ACCOUNTS, kind=KINDS, key=KEYS)
    def buy_well(self, account: str, kind: str, key: int) -> None:
        self.buy(account, kind, key)

    @rule(
        account=ACCOUNTS,
        kind=KINDS,
        key=KEYS,
        outcomes=st.lists(
            st.sampled_from(
                [Refused(reason="no"), Failed(status=503), Failed(usage=CHARGED), Unknown(), ValueError()]
            ),
            min_size=1,
            max_size=3,
        ),
    )
    def buy_badly(self, account: str, kind: str, key: int, outcomes: list[BaseException]) -> None:
        self.house.paid.orders[:] = outcomes
        self.buy(account, kind, key)

    @rule(account=ACCOUNTS, key=KEYS)
    def buy_what_costs_more_than_quoted(self, account: str, key: int) -> None:
        self.house.paid.usage = MORE_THAN_QUOTED
        self.buy(account, "words", key)
        self.house.paid.usage = Usage()

    @rule(account=ACCOUNTS, kind=KINDS, key=KEYS, things=st.integers(0, 25))
    def die_on_the_way(self, account: str, kind: str, key: int, things: int) -> None:
        left = [things]

        def before_sql(statement: str) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Crash

        self.house.before_sql = before_sql
        self.buy(account, kind, key)

    @rule(account=ACCOUNTS, kind=KINDS, key=KEYS)
    def die_in_flight(self, account: str, kind: str, key: int) -> None:
        self.house.paid.meanwhile = self.house.draft.meanwhile = _raise(Crash())
        self.buy(account, kind, key)

    @rule(account=ACCOUNTS, kind=KINDS, key=KEYS, arrived=st.booleans())
    def die_keeping(self, account: str, kind: str, key: int, arrived: bool) -> None:
        put = self.house.shelf.put

        def deadly(media: bytes, sha256: str = "") -> str:
            if arrived:
                put(media)
            raise Crash

        self.house.shelf.put = deadly  # type: ignore[method-assign]
        self.buy(account, kind, key)
        self.house.shelf.put = put  # type: ignore[method-assign]

    @rule(account=ACCOUNTS, kind=KINDS, key=KEYS)
    def lose_the_database_in_flight(self, account: str, kind: str, key: int) -> None:
        self.house.paid.meanwhile = self.house.draft.meanwhile = self.house.cut_off
        self.buy(account, kind, key)

    @rule(job=JOBS, account=ACCOUNTS, pictures=st.integers(0, 3), cap=st.none() | MONEY)
    def open_envelope(self, job: str, account: str, pictures: int, cap: int | None) -> None:
        lines = []
        for kind, count in (("picture", pictures), ("words", 1)):
            quote = self.meter.quote(CALLS[kind])
            nusd, tokens = Nusd(quote.maximum_nusd * count), quote.maximum_tokens * count
            lines.append(EnvelopeLine(CALLS[kind].service, CALLS[kind].model, nusd, tokens))
        with suppress(MoneyRefused):
            self.meter.open_envelope(job, who(account), lines, cap)

    @precondition(lambda self: self.house.rows(envelopes))
    @rule(
        data=st.data(), kind=KINDS, key=KEYS, outcome=st.sampled_from([None, Unknown(), Refused(), Crash()])
    )
    def buy_from_envelope(
        self, data: st.DataObject, kind: str, key: int, outcome: BaseException | None
    ) -> None:
        envelope = data.draw(st.sampled_from(self.house.rows(envelopes)))
        self.house.paid.orders[:] = [outcome]
        self.buy(str(envelope["account"]), kind, key, str(envelope["id"]))

    @precondition(lambda self: self.house.rows(envelopes))
    @rule(data=st.data())
    def close_envelope(self, data: st.DataObject) -> None:
        self.meter.close_envelope(str(data.draw(st.sampled_from(self.house.rows(envelopes)))["id"]))

    @rule(scope=SCOPES, window=WINDOWS, limit=MONEY, stops=st.booleans())
    def set_budget(self, scope: tuple[str, str], window: str, limit: int, stops: bool) -> None:
        self.house.budget(*scope, window, limit, stops)

    @precondition(lambda self: self.house.rows(budgets))
    @rule(data=st.data())
    def remove_budget(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.house.rows(budgets)))
        remove_budget(self.house.engine, str(row["scope"]), str(row["value"]), str(row["window"]))

    @rule(account=ACCOUNTS, number=st.integers(0, 3), days=st.integers(-2, 0), success=st.booleans())
    def import_a_use(self, account: str, number: int, days: int, success: bool) -> None:
        at = self.house.clock.now + timedelta(days=days)
        use = OldUse(
            name=f"{number}",
            user=account,
            service="text_generation",
            model="old",
            size="",
            source="webhook",
            post="",
            cost_nusd=number * 70_000_000,
            success=success,
            error="",
            at=at,
            usage=Usage(prompt_tokens=1, completion_tokens=number, total_tokens=1 + number),
        )
        import_usage(self.house.ledger, CATALOG, [use])

    @rule(disabled=st.booleans())
    def disable(self, disabled: bool) -> None:
        if disabled:
            disable_user(self.house.engine, self.house.clock, "ada")
        else:
            enable_user(self.house.engine, "ada")

    @rule(tokens=st.integers(-200, 200))
    def grant(self, tokens: int) -> None:
        with suppress(BalanceTooLow):
            grant(self.house.engine, self.house.clock, "ada", tokens, "a gift")

    @rule(hours=st.integers(1, 200))
    def time_goes_by(self, hours: int) -> None:
        self.house.clock.advance(timedelta(hours=hours, minutes=7))

    @rule(stopped=st.booleans())
    def switch(self, stopped: bool) -> None:
        stop_buying(self.house.engine, stopped)

    @rule()
    def start_anew(self) -> None:
        self.meter = self.house.meter()
        self.meter.revive()

    @precondition(lambda self: self.pick("unknown"))
    @rule(data=st.data(), cost=st.none() | MONEY, spent=st.booleans())
    def decide(self, data: st.DataObject, cost: int | None, spent: bool) -> None:
        attempt_id = data.draw(st.sampled_from(self.pick("unknown")))
        if spent:
            settle_unknown(self.house.ledger, attempt_id, cost)
        else:
            release_unknown(self.house.ledger, attempt_id)

    @precondition(lambda self: self.pick("settled"))
    @rule(data=st.data())
    def refund(self, data: st.DataObject) -> None:
        self.house.ledger.refund(data.draw(st.sampled_from(self.pick("settled"))), "as asked")

    def pick(self, status: str) -> list[int]:
        return [int(str(row["id"])) for row in self.house.rows(attempts) if row["status"] == status]

    @invariant()
    def the_books_are_true(self) -> None:
        assert self.house.broken() == []

    @invariant()
    def a_key_is_bought_at_most_once(self) -> None:
        journal = self.house.rows(attempts)
        settled = Counter((row["account"], row["key"]) for row in journal if row["status"] == "settled")
        assert all(count == 1 for count in settled.values())
        for (account, key), count in self.answers.items():
            mine = [row for row in journal if (row["account"], row["key"]) == (account, key)]
            lost = sum(
                1
                for row in mine
                if row["status"] in ("unknown", "spent", "released") or row["error_code"] == KeepFailed.code
            )
            assert count <= 1 + lost

    @invariant()
    def what_is_bought_is_kept(self) -> None:
        for row in self.house.rows(attempts):
            imported = row["owner"] == "import"
            assert row["status"] != "settled" or imported or row["sha256"] in self.house.shelf.kept

    @invariant()
    def only_results_are_debited(self) -> None:
        assert all(row["success"] or row["debit_tokens"] == 0 for row in self.house.rows(usage_rows))


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 20), ("postgresql", 4)])
def test_the_books_stay_true_whatever_happens(make_house: Callable[..., House], engine: str, examples: int):
    house = make_house(engine, day_budget_usd=1)  # one for all: what it has compiled is worth keeping
    much = settings(
        max_examples=examples,
        stateful_step_count=30,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    run_state_machine_as_test(lambda: Books(house), settings=much)

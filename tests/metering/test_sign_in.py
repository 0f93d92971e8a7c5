"""Sessions and tries on both databases: many at once come to what one after another would."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from argon2 import PasswordHasher

from metered import House
from toonverse.metering import sessions, sign_in
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.passwords import account_with, set_password
from toonverse.metering.users import add_user, disable_user

FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a long enough one"
AT_ONCE = 24


def at_once(work: Callable[[int], object]) -> list[object]:
    """What each came to: its result, or the error that it raised."""

    def done(number: int) -> object:
        try:
            return work(number)
        except (sign_in.SignInRefused, sign_in.TriedTooOften, sign_in.LinkUsed) as refused:
            return refused.code

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(done, range(AT_ONCE)))


def test_however_many_try_at_once_so_many_are_looked_at(house: House):
    engine, clock = house.engine, house.clock
    told = at_once(lambda _: sign_in.confirm(engine, clock, "ada", "wrong password", "::1", FAST))
    assert told.count("sign_in_refused") == sign_in.TRIES_OF_NAME_MAX
    assert told.count("tried_too_often") == AT_ONCE - sign_in.TRIES_OF_NAME_MAX
    clock.advance(sign_in.WINDOW)
    again = at_once(lambda _: sign_in.confirm(engine, clock, "ada", "wrong password", "::1", FAST))
    assert again.count("sign_in_refused") == sign_in.TRIES_OF_NAME_MAX


def test_a_link_that_many_follow_at_once_signs_one_in(house: House):
    engine, clock = house.engine, house.clock
    secret = sign_in.make_link(engine, clock, LOCAL_OWNER)
    told = at_once(lambda _: sign_in.follow_link(engine, clock, secret))
    assert told.count("link_used") == AT_ONCE - 1


def test_a_session_is_known_by_its_secret_until_it_ends(house: House):
    engine, clock = house.engine, house.clock
    ada = add_user(engine, clock, "ada", "creator", 0).id
    set_password(engine, clock, ada, PASSWORD, FAST)
    assert account_with(engine, clock, "ada", PASSWORD, FAST) == ada
    secret = sign_in.sign_in(engine, clock, "ada", PASSWORD, "::1", "Firefox", FAST)
    signed_in = sessions.signed_in_by(engine, clock, secret)
    assert signed_in is not None
    assert (signed_in.account, signed_in.name, signed_in.role) == (ada, "ada", "creator")
    clock.advance(timedelta(days=1))
    assert sessions.signed_in_by(engine, clock, secret) is not None
    assert [one.seen_at for one in sessions.list_sessions(engine, clock, ada)] == [clock()]
    for _ in range(sessions.OF_ONE_MAX + 3):
        sessions.open_session(engine, clock, ada)
    assert len(sessions.list_sessions(engine, clock, ada)) == sessions.OF_ONE_MAX
    disable_user(engine, clock, "ada")
    assert sessions.list_sessions(engine, clock, ada) == []

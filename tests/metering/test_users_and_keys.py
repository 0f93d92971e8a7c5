"""Users have names, roles and keys of their own; who is disabled buys nothing and opens nothing."""

import asyncio
import string

import pytest

from metered import PICTURE_NUSD, PICTURE_TOKENS, House, picture, who
from toonverse.metering.accounts import AmountUnfit, grant
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.keys import PREFIX, ScopeUnfit, add_key, list_keys, opened_by, revoke_key
from toonverse.metering.refusals import AccountDisabled, NotFound
from toonverse.metering.tables import api_keys
from toonverse.metering.users import (
    NameTaken,
    NameUnfit,
    User,
    add_user,
    disable_user,
    enable_user,
    find_user,
    list_users,
)
from toonverse.money import Nusd


def added(house: House, name: str = "ada", tokens: int = 100) -> User:
    return add_user(house.engine, house.clock, name, "creator", tokens)


def test_a_user_begins_with_the_tokens_it_was_given_and_is_found_by_name_and_by_id(house: House):
    ada = added(house)
    assert (ada.name, ada.role, ada.available_tokens, ada.used_tokens) == ("ada", "creator", 100, 0)
    assert find_user(house.engine, "ada") == find_user(house.engine, ada.id) == ada
    assert {user.name for user in list_users(house.engine)} == {"local owner", "ada"}
    with pytest.raises(NotFound):
        find_user(house.engine, "bob")


def test_two_users_never_share_a_name_and_no_name_is_anothers_id(house: House):
    ada = added(house)
    for name in ("ada", ada.id, "local"):
        with pytest.raises(NameTaken):
            added(house, name)


@pytest.mark.parametrize("name", ["", " ada", "a\nb", "a\x00", "x" * 101])
def test_a_name_is_printable_and_short(house: House, name: str):
    with pytest.raises(NameUnfit):
        added(house, name)


@pytest.mark.parametrize("tokens", [-1, 10**15 + 1])
def test_nobody_begins_with_less_than_nothing_or_more_than_there_is(house: House, tokens: int):
    with pytest.raises(AmountUnfit):
        added(house, tokens=tokens)


async def test_what_a_user_bought_comes_off_the_balance(house: House):
    ada = added(house)
    await house.meter().buy(picture(), who(ada.id), "k")
    ada = find_user(house.engine, "ada")
    assert (ada.available_tokens, ada.used_tokens) == (100 - PICTURE_TOKENS, PICTURE_TOKENS)
    assert house.ledger.refund(1, "as asked")
    ada = find_user(house.engine, "ada")
    assert (ada.available_tokens, ada.used_tokens) == (100, 0)
    grant(house.engine, house.clock, ada.id, -100, "left us")
    assert find_user(house.engine, "ada").available_tokens == 0


async def test_a_disabled_user_buys_nothing_and_what_is_in_flight_is_settled(house: House):
    ada = added(house)
    house.paid.meanwhile = lambda: disable_user(house.engine, house.clock, "ada")
    await house.meter().buy(picture(), who(ada.id), "k1")
    assert house.statuses("k1") == ["settled"]
    with pytest.raises(AccountDisabled):
        await house.meter().buy(picture("b"), who(ada.id), "k2")
    line = EnvelopeLine("image_generation", "picture", Nusd(PICTURE_NUSD), 1)
    with pytest.raises(AccountDisabled):
        house.meter().open_envelope("job", who(ada.id), [line], None)
    enable_user(house.engine, "ada")
    house.paid.meanwhile = lambda: None
    await house.meter().buy(picture("b"), who(ada.id), "k2")


def test_a_key_opens_its_account_until_it_is_revoked(house: House):
    ada = added(house)
    key, secret = add_key(house.engine, house.clock, ada.id, "laptop")
    principal = opened_by(house.engine, secret)
    assert principal is not None
    assert (principal.account, principal.role, principal.key_id) == (ada.id, "creator", key.id)
    assert principal.scopes == {"read", "write", "gateway"}
    assert opened_by(house.engine, secret + "x") is None
    assert opened_by(house.engine, "") is None
    revoke_key(house.engine, house.clock, key.id)
    first = list_keys(house.engine, ada.id)
    house.clock.now = house.clock.now.replace(year=2030)
    revoke_key(house.engine, house.clock, key.id)
    assert opened_by(house.engine, secret) is None
    assert list_keys(house.engine, ada.id) == first
    with pytest.raises(NotFound):
        revoke_key(house.engine, house.clock, "no such key")


def test_a_disabled_users_keys_open_nothing(house: House):
    ada = added(house)
    _, secret = add_key(house.engine, house.clock, ada.id)
    disable_user(house.engine, house.clock, "ada")
    assert opened_by(house.engine, secret) is None


def test_the_key_itself_is_nowhere_in_the_database(house: House):
    ada = added(house)
    _, secret = add_key(house.engine, house.clock, ada.id)
    assert secret.startswith(PREFIX)
    assert len(secret) > 40
    assert set(secret) <= set(string.ascii_letters + string.digits + "_-")
    assert secret not in repr(house.rows(api_keys))
    assert add_key(house.engine, house.clock, ada.id)[1] != secret


def test_a_key_has_the_scopes_that_were_asked_for_and_none_beyond_its_role(house: House):
    ada = added(house)
    boss = add_user(house.engine, house.clock, "boss", "admin", 0)
    key, _ = add_key(house.engine, house.clock, ada.id, scopes=["read"])
    assert key.scopes == ("read",)
    assert "admin" in add_key(house.engine, house.clock, boss.id)[0].scopes
    for scopes in (["admin"], ["everything"]):
        with pytest.raises(ScopeUnfit):
            add_key(house.engine, house.clock, ada.id, scopes=scopes)
    with pytest.raises(NotFound):
        add_key(house.engine, house.clock, "nobody")


def test_the_same_key_of_work_means_another_purchase_to_another_user(house: House):
    ada, bob = added(house), added(house, "bob")
    meter = house.meter()
    for user in (ada, bob):
        asyncio.run(meter.buy(picture(), who(user.id), "k"))
    assert len(house.paid.answered) == 2

"""`toonverse alerts`, and the task that sends them beside `toonverse serve`."""

import asyncio
import sys
from datetime import timedelta

from rich.console import Console

from toonverse.bootstrap import Books, House, alert_addresses, herald, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import say, tongue
from toonverse.clock import utc_now
from toonverse.errors import ProviderError, ToonverseError, UsageError
from toonverse.metering import users, watch
from toonverse.metering.outbox import Alert, Outbox, Undelivered, list_alerts
from toonverse.metering.plain import plain_alert
from toonverse.metering.transactions import answering
from toonverse.web.alert_words import AlertWords

DELIVERED_EVERY_SECONDS = 5.0
LOOKED_EVERY = timedelta(minutes=5)
LISTED = 50


class NobodyToTell(UsageError):
    """No address for alerts is set."""

    code = "nobody_to_tell"


class AlertUndelivered(ProviderError):
    """Facts: `reason`."""

    code = "alert_undelivered"


def list_all(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        found = list_alerts(books.engine, LISTED)
        words = _words(books)
    if as_json:
        write({"alerts": [plain_alert(alert, words.names) for alert in found]})
        return
    table = named_table((say("때", "at"), say("누구에게", "for"), say("무엇", "what"), say("보냄", "sent")))
    for alert in found:
        sent = alert.sent_at.strftime("%m-%d %H:%M") if alert.sent_at else alert.error or "-"
        whom = words.name_of(alert.account) if alert.account else say("운영자", "operator")
        table.add_row(alert.created_at.strftime("%Y-%m-%d %H:%M"), whom, words.sentence(alert), sent)
    Console(highlight=False).print(table)


def try_out() -> None:
    """Sends one message to the operator's addresses. Raises NobodyToTell, AlertUndelivered."""
    addresses = alert_addresses(load_settings())
    if not addresses:
        raise NobodyToTell()
    title, body = AlertWords(tongue())([_nothing()])
    for address in addresses:
        try:
            asyncio.run(herald()(address, title, body))
        except Undelivered as failure:
            raise AlertUndelivered(reason=str(failure)) from failure
    print_lines(say("보냈습니다.", "Sent."))


def tell_user(name: str, address: str) -> None:
    """Where a user hears of what concerns it; "" nowhere. Raises NotFound."""
    with open_books(load_settings()) as books:
        users.tell_user(books.engine, name, address)


async def send_alerts(house: House) -> None:
    """Looks and sends until it is cancelled. What goes wrong is said once and tried again."""
    books = house.books
    operator = alert_addresses(books.settings)
    outbox = Outbox(books.engine, utc_now, operator, herald(), lambda found: _words(books)(found))
    looked, trouble = None, ""
    while True:
        now = utc_now()
        try:
            if looked is None or now - looked >= LOOKED_EVERY:
                await asyncio.to_thread(watch.look, books.engine, books.catalog, books.zone, now)
                looked = now
            await outbox.deliver()
            trouble = ""
        except ToonverseError as failure:
            if trouble != failure.code:
                trouble = failure.code
                sys.stderr.write(
                    say("알림을 보내지 못합니다: ", "Alerts can't be sent: ") + str(failure) + "\n"
                )
        await asyncio.sleep(DELIVERED_EVERY_SECONDS)


def _words(books: Books) -> AlertWords:
    """With the users' names of now. Raises LedgerDown."""
    with answering():
        names = {user.id: user.name for user in users.list_users(books.engine)}
    return AlertWords(tongue(), names)


def _nothing() -> Alert:
    return Alert(0, "test", "test", "", {}, 1, utc_now(), 0, "", None)

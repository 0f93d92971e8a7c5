"""What the API works with: the home's books and works, and how an order is taken. Built at the top."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from argon2 import PasswordHasher

from toonverse.clock import Clock
from toonverse.domain.story import Style
from toonverse.jobs.drafting import Drafting
from toonverse.jobs.editing import Editing
from toonverse.metering.calls import Keep, Service
from toonverse.metering.catalog import Catalog
from toonverse.metering.ledger import Ledger
from toonverse.metering.passwords import HASHER
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.studio.commission import Commission
from toonverse.studio.exports.desk import Exports
from toonverse.studio.posts import Illustrated
from toonverse.studio.quote import Pricing

if TYPE_CHECKING:
    from toonverse.studio.shorts.filming import Filming


@dataclass(frozen=True, slots=True)
class Office:
    """`require` refuses what can't be bought here, `require_model` a model that can't; `take_on` makes an
    order's episode and job, `models` says who writes and who draws where nobody said, `buyable` what can be
    bought here now, `pricing` is the door's quote. `posts` judges what webhooks bring, `editing` changes what
    is made, `webhook_secrets` are what the senders of webhooks sign with. `keep` is the store, which has the
    archives.
    `shorts` makes videos, `exports` the files of a finished episode; `providers` are those at hand; `hasher`
    compares passwords. `sketch` draws a shot small, by its brief, `portrait` a look (JSON) in a style.
    """

    ledger: Ledger
    works: Works
    home: Path
    pricing: Pricing
    catalog: Callable[[], Catalog]
    require: Callable[[Commission], None]
    require_model: Callable[[str], None]
    take_on: Callable[[Commission], Episode]
    models: Callable[[], tuple[str, str]]
    buyable: Callable[[Service], list[str]]
    posts: Illustrated
    keep: Keep
    editing: Editing
    shorts: "Filming"
    providers: frozenset[str]
    exports: Exports
    webhook_secrets: tuple[str, ...] = ()
    hasher: PasswordHasher = HASHER
    sketch: Callable[[str], bytes] | None = None
    portrait: Callable[[str, Style], bytes] | None = None

    @property
    def engine(self) -> sa.Engine:
        return self.ledger.engine

    @property
    def drafting(self) -> Drafting:
        """What changes an episode before it is painted."""
        return Drafting(self.works, self.keep, self.catalog, self.pricing)

    @property
    def clock(self) -> Clock:
        return self.ledger.clock

"""The composition root: builds everything once from Settings and hands it to web, jobs and cli."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from pydantic import ValidationError

from toonverse import db
from toonverse.clock import Clock, utc_now
from toonverse.errors import StorageError, UsageError
from toonverse.jobs.editing import Editing
from toonverse.jobs.pool import DrawingPool
from toonverse.jobs.presence import Presence
from toonverse.metering import reports
from toonverse.metering.accounts import ledger_name, open_ledger
from toonverse.metering.batches import BatchBook
from toonverse.metering.calls import NO_USAGE, ImageCall, OtherDoor, PaidProvider, Provider, Service
from toonverse.metering.catalog import Catalog, load, pricing
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.models import day, still_served, unshown
from toonverse.metering.catalog.rate_sheet import FILE as RATES_FILE
from toonverse.metering.catalog.rate_sheet import Rates
from toonverse.metering.catalog.sheet import FILE as PRICES_FILE
from toonverse.metering.catalog.sheet import kept_up
from toonverse.metering.door import BATCH, Meter
from toonverse.metering.keys import opened_by
from toonverse.metering.ledger import Ledger
from toonverse.metering.outbox import Send
from toonverse.metering.refusals import ProviderMissing
from toonverse.metering.reports import Receipt
from toonverse.metering.rollups import open_zone
from toonverse.money import from_usd
from toonverse.providers.by_batch import by_batch
from toonverse.providers.draft import DraftProvider
from toonverse.providers.keyless import NAMES as WITH_KEYS
from toonverse.providers.keyless import KeylessProvider
from toonverse.settings import Settings
from toonverse.store.images import ImageStore
from toonverse.store.post_rows import Posts
from toonverse.store.works import Works
from toonverse.studio.commission import Commission
from toonverse.studio.defaults import default_models, post_model, secret
from toonverse.studio.exports.desk import Exports
from toonverse.studio.exports.platforms import platforms
from toonverse.studio.panels import DRAFT_MODEL, QUALITIES, QualityUnknown, qualities
from toonverse.studio.pipeline import Studio
from toonverse.studio.posts import Fetch, Found, Illustrated, PostPolicy
from toonverse.studio.sketches import draw_portrait, draw_sketch
from toonverse.web.engine.drawing import Engine
from toonverse.web.engine.files import EngineFiles
from toonverse.web.office import Office

if TYPE_CHECKING:
    from toonverse.studio.shorts.filming import Filming
    from toonverse.web.gateway import Gateway

OPENAI_HOST = "api.openai.com"
DRAWING_MODULES = (
    "toonverse.draw.draft",
    "toonverse.draw.letter",
    "toonverse.draw.png",
    "toonverse.store.images",
)
"""What a drawing process loads before its first task, so that the first panel is as fast as the next."""


class HomeUnusable(StorageError):
    """The home folder can't be made or written. Facts: `home`, `reason`."""

    code = "home_unusable"


class TimeZoneUnknown(UsageError):
    """Facts: `time_zone`."""

    code = "time_zone_unknown"


class SettingsUnreadable(UsageError):
    """A variable or a line of `.env` is not what it should be. Facts: `names`."""

    code = "settings_unreadable"


@dataclass(frozen=True)
class Books:
    """A home's rows and pictures: enough to look things up and to leave word for whoever does the work."""

    settings: Settings
    engine: sa.Engine
    zone: ZoneInfo
    catalog: Catalog
    images: ImageStore
    works: Works
    ledger: Ledger

    def receipt(self, episode_id: int) -> Receipt:
        """What an episode cost, by step."""
        return reports.receipt(self.engine, str(episode_id))


@dataclass(frozen=True)
class House:
    """One home, opened by one process. `studio` does the work; `pool` draws for it."""

    books: Books
    meter: Meter
    pool: DrawingPool
    studio: Studio
    providers: frozenset[str]

    @property
    def settings(self) -> Settings:
        return self.books.settings

    @property
    def works(self) -> Works:
        return self.books.works

    def checks(self) -> dict[str, bool]:
        """What `/health` reports: cheap, and asked often."""
        return {"database": db.answers(self.books.engine), "storage": self.books.images.storage_writable()}

    def gateway(self) -> "Gateway":
        """The endpoints through which other programs buy."""
        from toonverse.web.gateway import Gateway  # a web framework, which making an episode does without

        books = self.books
        return Gateway(
            self.meter,
            books.catalog,
            self.providers,
            partial(opened_by, books.engine),
            books.images.get,
            self.settings.gateway_output_tokens,
            at_once=books.engine.dialect.name == "sqlite",
        )

    def illustrated(self) -> Illustrated:
        """The posts, and what makes their pictures. Raises QualityUnknown for a setting that is none."""
        books = self.books
        quality = self.settings.post_image_quality
        if quality not in QUALITIES:
            raise QualityUnknown(model="", quality=quality, sold=", ".join(QUALITIES))
        policy = PostPolicy(
            self.settings.post_relevance_min,
            lambda: books.catalog.model(post_model(self.settings, books.catalog, books.ledger.clock())),
            next(one for one in QUALITIES if one == quality),
        )
        rows = Posts(books.engine, books.ledger.clock)
        return Illustrated(rows, books.images, self.meter, _fetch(self.settings), policy)

    def filming(self) -> "Filming":
        """What makes shorts."""
        from toonverse.studio.shorts.filming import Filming

        return Filming.over(self.studio, self.books.engine, self.books.ledger.clock)

    def require_model(self, name: str, *, by_batch: bool = False) -> None:
        """Refuses a model that can't be bought here. Raises as `require` does."""
        model = self.books.catalog.usable(name, utc_now())
        if by_batch:
            model.by_batch(day(utc_now()))
        if model.provider + (BATCH if by_batch else "") not in self.providers:
            raise ProviderMissing(model=name, provider=model.provider)

    def buyable(self, service: Service) -> list[str]:
        """The models of a service that can be bought here now, and the free ones."""
        now, found = utc_now(), []
        for model in self.books.catalog.models.values():
            if model.service == service:
                with suppress(UsageError):
                    if self.books.catalog.usable(model.name, now).provider in self.providers:
                        found.append(model.name)
        return found

    def require(self, commission: Commission) -> None:
        """Refuses what can't be bought here before anything is written, and names what is missing.

        Raises UsageError (unknown, retired or unconfirmed model; NotSoldByBatch), ProviderMissing.
        """
        for name in {commission.image_model, commission.text_model} - {DRAFT_MODEL}:
            self.require_model(name, by_batch=commission.when_cheap)
        sold = qualities(self.books.catalog.model(commission.image_model))
        if commission.quality not in sold:
            raise QualityUnknown(
                model=commission.image_model, quality=commission.quality, sold=", ".join(sold)
            )


@contextmanager
def open_books(
    settings: Settings, clock: Clock = utc_now, catalog: Catalog | None = None, *, with_days: bool = True
) -> Iterator[Books]:
    """Opens a home's rows, making and upgrading them as needed. Raises StorageError, UsageError.

    Who examines them leaves the sums by day as they are (`with_days`), or would mend what is to be found.
    """
    zone = _zone(settings.time_zone)
    _make_home(settings)
    engine = db.open_engine(settings.app_database_url)
    try:
        db.upgrade(engine)
        open_ledger(engine, clock, from_usd(settings.day_budget_usd))
        if with_days:
            open_zone(engine, zone)
        images = ImageStore(settings.images_root)
        prices = catalog_of(settings) if catalog is None else catalog
        ledger = Ledger(engine, clock, zone)
        yield Books(settings, engine, zone, prices, images, Works(engine, clock), ledger)
    except (sa.exc.DatabaseError, sa.exc.InterfaceError) as failure:
        raise HomeUnusable(home=str(settings.home), reason=str(failure.orig or failure)) from failure
    finally:
        engine.dispose()


@contextmanager
def open_house(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    catalog: Catalog | None = None,
    providers: Mapping[str, Provider] | None = None,
) -> Iterator[House]:
    """Builds all there is over one home, and closes it in order.

    `providers` come on top of the built-in ones and `catalog` replaces the shipped one: how tests put a
    priced provider behind the same door. Raises StorageError, UsageError.
    """
    with ExitStack() as closing:
        books = closing.enter_context(open_books(settings, clock, catalog))
        presence = closing.enter_context(Presence(settings.home))
        presence.sweep()
        pool = DrawingPool(settings.workers, DRAWING_MODULES)
        closing.callback(pool.shutdown)
        paid = paid_providers(books, clock)
        waiting = by_batch(paid, BatchBook(books.engine, clock), clock)
        offered = {"draft": DraftProvider(pool), **paid, **waiting, **(providers or {})}
        via_engine, engine_door = engine_providers(books, offered, clock)
        offered |= via_engine
        keyless = {name: KeylessProvider(name) for name in WITH_KEYS}
        meter = Meter(
            books.engine,
            {**keyless, **offered},
            books.images,
            books.catalog,
            clock,
            books.zone,
            presence.owner,
            settings.home / "spool",
            presence.alive,
            calls_per_minute=settings.calls_per_minute,
            other_door=engine_door,
        )
        studio = Studio(
            books.works,
            books.images,
            settings.images_root,
            meter,
            books.catalog,
            pool,
            settings.home,
        )
        yield House(books, meter, pool, studio, frozenset(offered))


def editing_of(house: House | Books) -> Editing:
    """What changes an episode of this home; the books are enough."""
    books = house.books if isinstance(house, House) else house
    return Editing(books.works, books.images, books.settings.home, lambda: books.catalog)


def office_of(house: House) -> Office:
    """What the API of a server over this house works with."""
    books = house.books
    return Office(
        books.ledger,
        books.works,
        books.settings.home,
        house.meter,
        lambda: books.catalog,
        house.require,
        house.require_model,
        partial(house.studio.take_on, new=False),
        lambda: default_models(books.settings, books.catalog, books.ledger.clock()),
        house.buyable,
        house.illustrated(),
        books.images,
        editing_of(house).at_once(books.settings.images_root, house.pool),
        house.filming(),
        house.providers,
        exports_of(house),
        tuple(books.settings.webhook_secret.get_secret_value().split()),
        sketch=lambda brief: house.pool.submit(draw_sketch, brief).result(),
        portrait=lambda look, style: house.pool.submit(draw_portrait, look, style).result(),
    )


def exports_of(house: House) -> Exports:
    """What makes the files of finished episodes."""
    home = house.settings.home
    return Exports(house.works, home, house.pool, partial(platforms, home))


def engine_of(house: House) -> Engine:
    """The image engine over this house."""
    books, settings = house.books, house.settings
    return Engine(
        house.meter,
        books.engine,
        lambda: books.catalog,
        books.images,
        EngineFiles(settings.engine_files),
        house.providers,
        lambda: default_models(settings, books.catalog, books.ledger.clock())[1],
        has_openai_key=bool(secret(settings.openai_api_key)),
        dummy=settings.image_mode == "dummy",
    )


def paid_providers(books: Books, clock: Clock = utc_now) -> dict[str, PaidProvider]:
    """One adapter for each key that is set; none without keys. Nothing is sent before something is bought."""
    settings, load_picture = books.settings, books.images.get
    found: dict[str, PaidProvider] = {}
    if key := secret(settings.openai_api_key):
        from toonverse.providers.download import downloads
        from toonverse.providers.openai import OpenAIProvider

        download = downloads(_picture_hosts(settings))
        found["openai"] = OpenAIProvider(key, load_picture, download, settings.openai_base_url, clock)
    if key := secret(settings.gemini_api_key):
        from toonverse.providers.google import GoogleProvider

        def output_tokens_max(call: ImageCall) -> int:
            return picture_tokens(books.catalog.model(call.model), call)

        found["google"] = GoogleProvider(
            key, load_picture, output_tokens_max, settings.gemini_base_url, clock
        )
        from toonverse.providers.omni import OmniProvider

        found["google-video"] = OmniProvider(key, load_picture, settings.gemini_base_url, clock)
    if project := settings.google_cloud_project.strip():
        from toonverse.providers.veo import VeoProvider

        found["google-platform"] = VeoProvider(
            project, settings.google_cloud_location, load_picture, clock=clock
        )
    return found


def alert_addresses(settings: Settings) -> list[str]:
    """Where the operator is told: Apprise addresses."""
    return settings.alert_urls.get_secret_value().split()


def herald() -> Send:
    """What takes an alert to an address."""
    from toonverse.providers import heralds

    return heralds.send


def engine_providers(
    books: Books, offered: Mapping[str, Provider], clock: Clock = utc_now
) -> tuple[dict[str, Provider], OtherDoor | None]:
    """Every provider of priced pictures by way of `AI_IMAGE_ENGINE_URL`, and that engine's door, should it
    book in this ledger; none where it is not set.

    Raises EngineUrlUnfit.
    """
    settings = books.settings
    if not (url := settings.ai_image_engine_url.strip()):
        return {}, None
    from toonverse.providers.engine_door import bought_by_engine
    from toonverse.providers.remote_engine import ENGINE, RemoteEngine
    from toonverse.providers.wire import Wire

    def maximum_of(call: ImageCall) -> int:
        return pricing.quote(books.catalog, call, clock()).maximum_nusd

    ledger, key = ledger_name(books.engine), secret(settings.ai_image_engine_key)
    engine = RemoteEngine(url, key, ledger, maximum_of, Wire(ENGINE, clock))
    return bought_by_engine(engine, books.catalog.models.values(), offered, books.ledger.last_attempt)


def _fetch(settings: Settings) -> Fetch:
    """What brings a picture from an address that somebody else wrote."""

    async def fetch(address: str) -> Found:
        from toonverse.providers.download import downloads
        from toonverse.providers.pictures import measured

        media = await downloads(_picture_hosts(settings))(address)
        _, width, height = await asyncio.to_thread(measured, "scraped", media, NO_USAGE)
        return Found(media, width, height)

    return fetch


def _picture_hosts(settings: Settings) -> list[str]:
    return [host.strip() for host in settings.picture_hosts.split(",") if host.strip()]


def catalog_of(settings: Settings) -> Catalog:
    """The shipped catalogue with the operator's prices and rates of now over it. No home is made.

    What OpenAI has retired can be bought where the operator says that another host still serves it.
    Raises SheetUnfit.
    """
    shipped, host = load(), urlsplit(settings.openai_base_url).hostname or OPENAI_HOST
    if host != OPENAI_HOST and not host.endswith(f".{OPENAI_HOST}"):
        names = {name.strip() for name in settings.openai_host_serves.split(",")}
        shipped = still_served(shipped, "openai", names)
    shipped = unshown(shipped) if settings.ai_image_engine_url.strip() else shipped  # it is told no pictures
    catalog = kept_up(shipped, settings.home / PRICES_FILE)
    return Catalog(catalog.models, Rates(catalog.rates, settings.home / RATES_FILE))


def load_settings() -> Settings:
    """The environment's settings. Raises SettingsUnreadable."""
    try:
        return Settings()  # type: ignore[call-arg]  # `home` has a default factory, which mypy does not see
    except ValidationError as wrong:
        names = ", ".join(str(error["loc"][0]) for error in wrong.errors())
        raise SettingsUnreadable(names=names) from wrong


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise TimeZoneUnknown(time_zone=name) from unknown


def _make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise HomeUnusable(home=str(settings.home), reason=str(failure)) from failure
    if not os.access(settings.home, os.W_OK):
        raise HomeUnusable(home=str(settings.home), reason="not writable")

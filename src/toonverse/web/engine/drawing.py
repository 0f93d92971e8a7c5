"""From a panel as it is asked for to a picture in the engine's folder: bought at the door, once a key."""

import asyncio
import hashlib
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from toonverse.domain.panel import Picture
from toonverse.errors import StorageError, ToonverseError, UsageError
from toonverse.metering.accounts import ledger_name
from toonverse.metering.calls import ALIKE, Bought, ImageCall, Keep, Quality, Quote, Subject, Who
from toonverse.metering.catalog import Catalog, Model
from toonverse.metering.door import Meter
from toonverse.metering.fingerprint import fingerprint
from toonverse.metering.idempotency import Named, once
from toonverse.metering.refusals import ProviderMissing
from toonverse.money import to_usd
from toonverse.studio.directing.prompts import enhance
from toonverse.studio.panels import DRAFT_MODEL, QualityUnknown, picture_of, qualities
from toonverse.studio.sizes import nearest_size
from toonverse.web.engine.documents import PanelAsked, PanelUnfit, PurchaseAsked
from toonverse.web.engine.files import EngineFiles

DUMMY = "dummy"
"""What the engine has always called a picture that no model was asked for."""

AT_ONCE = 8
"""Panels of one batch that are at the door at the same time."""

BYTES_PER_MB = 1_000_000


class PanelMalformed(UsageError):
    """One of a batch that is no panel. Facts: field."""

    code = "bad_request"


class OtherStudio(UsageError):
    """A studio that can't buy at this door. Facts: reason."""

    code = "other_studio"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One panel's picture in the engine's folder."""

    asked: PanelAsked
    path: str
    picture: Picture
    size_bytes: int
    call: ImageCall
    cost_usd: Decimal

    @property
    def model(self) -> str:
        return told_model(self.call)

    @property
    def size_mb(self) -> float:
        return round(self.size_bytes / BYTES_PER_MB, 2)


@dataclass(frozen=True, slots=True)
class Engine:
    """`painter` is the model used where a request names none. With `dummy` nothing is ever bought.

    `providers` are those that can be reached; `has_openai_key` is what the health document tells.
    """

    meter: Meter
    database: sa.Engine
    catalog: Callable[[], Catalog]
    images: Keep
    files: EngineFiles
    providers: Collection[str]
    painter: Callable[[], str]
    has_openai_key: bool
    dummy: bool = False

    async def draw(self, asked: PanelAsked, account: str, name: str | None) -> Drawn:
        """Buys one panel for this account. `name` is the caller's own name for the purchase: with it the same
        panel is bought once.

        Raises UsageError (unknown or retired model, quality), MoneyRefused, ProviderError, KeyReused,
        InFlight, StorageError.
        """
        call = self.call_for(asked)
        key = f"engine/{uuid.uuid4().hex}" if name is None else f"engine/key/{name}"
        at = await asyncio.to_thread(self._first_asked, asked, account, None if name is None else key)
        who = Who(account, "engine", Subject(panel=str(asked.panel_number)), request_type="panel_generation")
        bought = await self.meter.buy(call, who, key, join=False)
        picture = await asyncio.to_thread(picture_of, bought, self.images)
        path, size = await asyncio.to_thread(self._put, asked.panel_number, account, at, picture)
        return Drawn(asked, path, picture, size, call, to_usd(bought.cost_nusd))

    async def draw_all(
        self, panels: Sequence[PanelAsked | PanelUnfit], account: str, name: str | None
    ) -> list[Drawn | ToonverseError]:
        """Each panel's picture, or why there is none; one that fails stops no other."""
        lane = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, asked: PanelAsked | PanelUnfit) -> Drawn | ToonverseError:
            if isinstance(asked, PanelUnfit):
                return PanelMalformed(field=asked.field)
            async with lane:
                try:
                    return await self.draw(asked, account, None if name is None else f"{name}/{number}")
                except ToonverseError as failure:
                    return failure
                except (OSError, DBAPIError) as failure:
                    return StorageError(reason=type(failure).__name__)

        return await asyncio.gather(*(one(number, asked) for number, asked in enumerate(panels, 1)))

    async def purchase(self, asked: PurchaseAsked, account: str, key: str) -> Bought:
        """Buys at this door, for a studio that books in the same ledger, as it would have bought itself.

        Raises OtherStudio, ProviderMissing, and as `Meter.buy` does.
        """
        if asked.ledger != await asyncio.to_thread(ledger_name, self.database):
            raise OtherStudio(reason="it books in another ledger")
        if fingerprint(asked.call) != asked.fingerprint:
            raise OtherStudio(reason="it means another call by the same words: its version is another")
        if self.dummy:
            raise ProviderMissing(model=asked.call.model, provider="dummy")
        facts = tuple(asked.facts)
        who = Who(account, asked.source, asked.subject, asked.envelope, asked.request_type, facts)
        return await self.meter.buy_here(asked.call, who, key, asked.join)

    def call_for(self, asked: PanelAsked) -> ImageCall:
        """What is bought for a panel. Raises ModelUnknown, ModelRetired, ModelUnconfirmed, ProviderMissing,
        QualityUnknown."""
        model = self._model(asked.model)
        width, height = nearest_size(model, asked.width, asked.height)
        prompt = asked.visual_prompt
        if not asked.enhanced:
            prompt = enhance(prompt, asked.style.strip().lower())
        return ImageCall(model.name, prompt, width, height, _quality(model, asked.quality))

    def quote(self, asked: PanelAsked) -> tuple[ImageCall, Quote]:
        """What would be bought for a panel, and for how much. Raises as `call_for` does."""
        call = self.call_for(asked)
        return call, self.meter.quote(call)

    def _model(self, wanted: str | None) -> Model:
        name = DRAFT_MODEL if self.dummy or wanted == DUMMY else wanted or self.painter()
        model = self.catalog().usable(name, self.meter.clock())
        if model.provider not in self.providers:
            raise ProviderMissing(model=name[:80], provider=model.provider)
        return model

    def _first_asked(self, asked: PanelAsked, account: str, key: str | None) -> int:
        """When the panel was first asked for under this key, in whole seconds: it is in the file's name.

        Raises KeyReused for another panel under the same key.
        """
        now = int(self.meter.clock().timestamp())
        if key is None:
            return now
        digest = hashlib.sha256(asked.model_dump_json().encode()).hexdigest()
        answer, _ = once(
            self.database, self.meter.clock, Named(account, key, digest), lambda tx: {"unixtime": now}
        )
        return int(answer["unixtime"])

    def _put(self, panel_number: int, account: str, at: int, picture: Picture) -> tuple[str, int]:
        media = self.images.get(picture.sha256)
        return str(self.files.put(account, panel_number, at, media, picture.media_type)), len(media)


def told_model(call: ImageCall) -> str:
    return DUMMY if call.model == DRAFT_MODEL else call.model


def _quality(model: Model, wanted: Quality | None) -> Quality:
    """As asked for, under the name that the model has for it; the middle one where nothing was said.

    Raises QualityUnknown.
    """
    sold = qualities(model)
    for one in ("medium", "standard") if wanted is None else (wanted, ALIKE.get(wanted)):
        if one in sold:
            return one
    if wanted is None or model.free:
        return sold[0]
    raise QualityUnknown(model=model.name, quality=wanted, sold=", ".join(sold))

"""Posts: what comes in by webhook is judged, and what is approved without a picture is illustrated.

Nothing is fetched or bought while a sender or a person waits for an answer: a wanted picture is a row, and
`jobs.illustrator` makes one row after the other. What is bought has its name at the door
(`post/7/picture/1`) and is stored before the buy, so a crash neither loses nor repeats it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from toonverse.domain.wire import from_json, to_json
from toonverse.draw.illustration import FRAME_PX, frame, shrink
from toonverse.errors import MoneyRefused, ProviderError, StorageError, ToonverseError, UsageError
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.calls import Bought, EnvelopeLine, ImageCall, Quality, Source, Subject, Who
from toonverse.metering.catalog import Model
from toonverse.metering.door import Meter
from toonverse.metering.refusals import NotFound
from toonverse.money import Nusd
from toonverse.store.images import ImageStore
from toonverse.store.post_rows import Made, Notice, Post, PostPicture, Posts, PostStatus
from toonverse.studio.directing.prompts import MODIFIERS
from toonverse.studio.panels import PROMPT_BYTES_MAX, picture_of
from toonverse.studio.provenance import mark
from toonverse.studio.sizes import nearest_size
from toonverse.studio.writing import cut_bytes

REQUEST_TYPE = "post_illustration"

EQUAL_ERRORS_MAX = 3
"""A run of many posts ends after so many equal errors on end: the next ones would fail alike."""

RATIO_RANGE = (1.6, 1.9)
"""Width by height of a picture that fits where posts are shown; an illustration has 1.75."""

BATCH_SOURCE: Source = "migration_script"

PROMPT = "Editorial illustration for an article, no text or letters in the picture. Title: {title}. {summary}"
STYLE = MODIFIERS["webtoon"]


class BatchStopped(ProviderError):
    """A run of many pictures ended after equal errors. Facts: `code`, `error`, `failed`, `left`."""

    code = "batch_stopped"


@dataclass(frozen=True, slots=True)
class Found:
    """A picture fetched from elsewhere, and its size in pixels."""

    media: bytes
    width: int
    height: int


Fetch = Callable[[str], Awaitable[Found]]
"""From an address that somebody else wrote to the picture there. Raises ProviderError."""


@dataclass(frozen=True, slots=True)
class PostPolicy:
    """From which relevance on a post approves itself, and who draws how well."""

    relevance_min: float
    model: Callable[[], Model]
    quality: Quality


@dataclass(frozen=True, slots=True)
class BatchQuote:
    """`posts` are the ids of the posts whose pictures are badly shaped; amounts for all of them together."""

    model: str
    quality: Quality
    posts: tuple[int, ...]
    expected_nusd: Nusd
    maximum_nusd: Nusd
    maximum_tokens: int


@dataclass
class Illustrated:
    """Judges posts, and makes the pictures they lack."""

    rows: Posts
    images: ImageStore
    meter: Meter
    fetch: Fetch
    policy: PostPolicy
    _batches: dict[str, str] = field(default_factory=dict)

    def receive(self, delivery: str, notice: Notice) -> tuple[Post, bool]:
        """The post of that delivery, and whether it is new. Above the threshold it is approved by itself."""
        relevant = notice.relevance_score >= self.policy.relevance_min
        return self.rows.add(delivery, notice, "approved" if relevant else "pending", "webhook")

    def decide(self, post_id: int, status: PostStatus) -> Post:
        """A person's word. Raises PostMissing."""
        return self.rows.decide(post_id, status, "admin_approve")

    async def make(self, picture: PostPicture) -> bool:
        """Finds or makes it, and notes how that ended. False: it waits (for money, for the database), and is
        to be asked for again later.
        """
        try:
            made = await (self._found(picture) if picture.origin == "scraped" else self._bought(picture))
            await asyncio.to_thread(self.rows.done, picture.id, made)
        except MoneyRefused as refused:
            await asyncio.to_thread(self.rows.wait, picture.id, _facts(refused))
            return False
        except StorageError as failure:
            if failure.code != "keep_failed":  # that one was paid for: asking again would buy again
                return False
            await self._failed(picture, failure)
        except (ProviderError, UsageError) as failure:
            await self._failed(picture, failure)
        return True

    def badly_shaped(self) -> tuple[int, ...]:
        """The approved posts whose picture does not fit where it is shown."""
        least, most = RATIO_RANGE
        shapes = self.rows.approved_shapes()
        return tuple(post_id for post_id, width, height in shapes if not least <= width / height <= most)

    def quote(self, post_ids: Sequence[int]) -> BatchQuote:
        """What illustrations for these posts will cost. Raises UsageError where the model can't be bought."""
        model = self.policy.model()
        quotes = [self.meter.quote(self._call(self.rows.post(post_id))) for post_id in post_ids]
        return BatchQuote(
            model.name,
            self.policy.quality,
            tuple(post_ids),
            Nusd(sum(quote.expected_nusd for quote in quotes)),
            Nusd(sum(quote.maximum_nusd for quote in quotes)),
            sum(quote.maximum_tokens for quote in quotes),
        )

    def open_batch(self, batch: str, quote: BatchQuote, cost_max_nusd: int | None) -> None:
        """Holds the maximum of a run and asks for its pictures, both or neither. Raises MoneyRefused."""
        self._hold(
            *(batch, quote, cost_max_nusd),
            lambda tx: self.rows.want_again(tx, quote.posts, BATCH_SOURCE, batch),
        )

    def left_of(self, batch: str) -> tuple[int, ...]:
        """The posts that a stopped run did not come to."""
        return tuple(one.post_id for one in self.rows.queued(batch))

    def cap_batch(self, batch: str, quote: BatchQuote, cost_max_nusd: int) -> None:
        """Another maximum for the whole of a stopped run. Raises CapExceeded, and leaves it as it was."""
        self._hold(batch, quote, cost_max_nusd)

    def _hold(
        self,
        batch: str,
        quote: BatchQuote,
        cost_max_nusd: int | None,
        beside: Callable[[sa.Connection], object] = lambda tx: None,
    ) -> None:
        line = EnvelopeLine("image_generation", quote.model, quote.maximum_nusd, quote.maximum_tokens)
        who = self._who("", BATCH_SOURCE)
        self.meter.open_envelope(batch, who, [line], cost_max_nusd, beside=beside)

    def let_go(self) -> int:
        """Gives back what is held for runs of which nothing is left to make: whoever was to do so died, or an
        earlier release held money and died before it asked for pictures. Returns for how many.
        """
        return self.meter.close_unwanted(BATCH_SOURCE, self.rows.is_open)

    def close_batch(self, batch: str) -> None:
        """Gives back what a finished run did not draw."""
        if envelope := self.meter.find_envelope(LOCAL_OWNER, batch):
            self.meter.close_envelope(envelope)

    def trouble(self, batch: str) -> BatchStopped | None:
        """The error that the last pictures of a run all ended with, if they were too many."""
        ended = [one for one in self.rows.of_batch(batch) if one.status in ("DONE", "FAILED")]
        last = ended[-EQUAL_ERRORS_MAX:]
        codes = {one.error_code for one in last}
        if len(last) < EQUAL_ERRORS_MAX or len(codes) != 1 or last[-1].status != "FAILED":
            return None
        left = sum(one.status in ("QUEUED", "CANCELLED") for one in self.rows.of_batch(batch))
        return BatchStopped(code=last[-1].error_code, error=last[-1].error, failed=len(last), left=left)

    async def _found(self, picture: PostPicture) -> Made:
        found = await self.fetch(picture.address)
        return await asyncio.to_thread(self._keep_found, found)

    def _keep_found(self, found: Found) -> Made:
        import pyvips

        try:
            shown, width, height = shrink(found.media, b"")
        except pyvips.Error as failure:
            raise ProviderError(reason=f"a picture that can't be opened: {failure}"[:200]) from failure
        kept = self.images.put(found.media)
        return Made(kept, found.width, found.height, self.images.put(shown), width, height)

    async def _bought(self, picture: PostPicture) -> Made:
        call = await asyncio.to_thread(self._ordered, picture)
        envelope = await asyncio.to_thread(self._envelope, picture.batch)
        who = self._who(str(picture.post_id), _source(picture.source), envelope)
        bought = await self.meter.buy(call, who, f"post/{picture.post_id}/picture/{picture.number}")
        return await asyncio.to_thread(self._keep_bought, picture, call, bought)

    def _keep_bought(self, picture: PostPicture, call: ImageCall, bought: Bought) -> Made:
        came = picture_of(bought, self.images)
        xmp = mark(self.rows.post(picture.post_id).title, (call.model,))
        shown, width, height = frame(self.images.get(bought.sha256), xmp)
        kept = self.images.put(shown)
        size = (came.width, came.height)
        return Made(bought.sha256, *size, kept, width, height, call.model, bought.cost_nusd)

    def _ordered(self, picture: PostPicture) -> ImageCall:
        """What was stored for the picture before; stored now where it is asked for the first time."""
        if picture.call:
            return from_json(ImageCall, picture.call)
        call = self._call(self.rows.post(picture.post_id))
        return from_json(ImageCall, self.rows.save_call(picture.id, to_json(call)))

    def _call(self, post: Post) -> ImageCall:
        model = self.policy.model()
        said = PROMPT.format(title=post.title, summary=post.summary)
        prompt = f"{cut_bytes(said, PROMPT_BYTES_MAX - len(STYLE) - 2)}, {STYLE}"
        return ImageCall(model.name, prompt, *nearest_size(model, *FRAME_PX), self.policy.quality)

    def _envelope(self, batch: str) -> str | None:
        if batch and batch not in self._batches:
            found = self.meter.find_envelope(LOCAL_OWNER, batch)
            if not found:
                raise NotFound(what="envelope", id=batch)
            self._batches[batch] = found
        return self._batches.get(batch) if batch else None

    def _who(self, post_id: str, source: Source, envelope: str | None = None) -> Who:
        return Who(LOCAL_OWNER, source, Subject(post=post_id), envelope, REQUEST_TYPE)

    async def _failed(self, picture: PostPicture, failure: ToonverseError) -> None:
        error = str(failure.facts.get("message") or failure)[:2000]
        await asyncio.to_thread(self.rows.failed, picture.id, failure.code, error)


def _facts(refused: MoneyRefused) -> str:
    return json.dumps({"code": refused.code, **refused.facts}, ensure_ascii=False, default=str)


_SOURCES: dict[str, Source] = {name: name for name in ("webhook", "admin_approve", "migration_script")}


def _source(name: str) -> Source:
    return _SOURCES[name]

"""Video by Veo through Google's official SDK, on Google's platform (a project): paid by the second.

The platform takes a project's own credentials (what `gcloud auth application-default login` or a service
account leaves), not an API key.
"""

import asyncio
from typing import TYPE_CHECKING

from toonverse.clock import Clock, utc_now
from toonverse.metering.calls import Call, Reply, Usage, VideoCall
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.pictures import Load, loaded
from toonverse.providers.polling import Sleep, polled
from toonverse.providers.wire import Wire, client, outcomes

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from google.genai import Client, types

PROVIDER = "google-platform"
SECONDS = (4, 6, 8)


class VeoProvider:
    """Videos. Raises Refused, Limited, Failed, Unknown and nothing else."""

    name = PROVIDER
    free = False

    def __init__(
        self,
        project: str,
        location: str,
        load: Load,
        base_url: str = "",
        clock: Clock = utc_now,
        wire: Wire | None = None,
        sleep: Sleep = asyncio.sleep,
        credentials: "Credentials | None" = None,
    ) -> None:
        self._project = project
        self._location = location
        self._load = load
        self._base_url = base_url
        self._wire = wire or Wire(PROVIDER, clock)
        self._sleep = sleep
        self._credentials = credentials
        self._sdk: Client | None = None

    async def call(self, call: Call) -> Reply:
        return await self.collect(await self.submit(call))

    async def submit(self, call: Call) -> str:
        """Begins; the operation's name."""
        if not isinstance(call, VideoCall) or call.seconds not in SECONDS:
            raise Refused(provider=PROVIDER, reason=f"it makes videos of {SECONDS} seconds")
        shown = loaded(PROVIDER, self._load, (call.first_picture,) if call.first_picture else ())
        from google.genai import types

        image = types.Image(image_bytes=shown[0][0], mime_type=shown[0][1]) if shown else None
        async with outcomes(PROVIDER):
            begun = await self._client().aio.models.generate_videos(
                model=call.model,
                source=types.GenerateVideosSource(prompt=call.prompt, image=image),
                config=types.GenerateVideosConfig(
                    number_of_videos=1,
                    duration_seconds=call.seconds,
                    aspect_ratio=call.aspect_ratio,
                    resolution=call.resolution,
                ),
            )
        if not begun.name:
            raise Unknown(provider=PROVIDER, reason="an operation without a name")
        return begun.name

    async def collect(self, operation_id: str) -> Reply:
        """Waits until it is made, for so long and no longer; asked again later it goes on."""
        from google.genai import types

        async def ended() -> "types.GenerateVideosOperation | None":
            async with outcomes(PROVIDER):
                operation = types.GenerateVideosOperation.model_validate({"name": operation_id})
                found = await self._client().aio.operations.get(operation)
            return found if found.done else None

        return _made(await polled(PROVIDER, ended, self._sleep))

    async def models(self) -> frozenset[str]:
        """What the project may use. Raises Refused, Failed, Unknown."""
        async with outcomes(PROVIDER, seconds=15):
            pager = await self._client().aio.models.list(config={"page_size": 1000, "query_base": True})
            return frozenset((model.name or "").rpartition("/")[2] for model in pager.page)
        raise AssertionError("unreachable")

    async def aclose(self) -> None:
        await self._wire.aclose()

    def _client(self) -> "Client":
        if self._sdk is None:
            from google.genai import Client, types

            self._sdk = Client(
                enterprise=True,
                project=self._project,
                location=self._location,
                credentials=self._credentials,
                http_options=types.HttpOptions(
                    base_url=self._base_url or None,
                    timeout=int(self._wire.read_seconds * 1000),
                    retry_options=types.HttpRetryOptions(attempts=1),
                    httpx_async_client=client(self._wire),
                ),
            )
        return self._sdk


def _made(operation: "types.GenerateVideosOperation") -> Reply:
    """The video of an operation that ended, or why there is none. A filter's no costs nothing."""
    if operation.error:
        raise Failed(provider=PROVIDER, reason=str(operation.error.get("message") or operation.error)[:500])
    made = operation.response or operation.result
    videos = (made.generated_videos if made else None) or []
    video = videos[0].video if videos else None
    if video is None or not video.video_bytes:
        reasons = "; ".join((made.rai_media_filtered_reasons if made else None) or ())
        raise Refused(provider=PROVIDER, reason=reasons[:500] or "no video came of it")
    if video.video_bytes[4:8] != b"ftyp":
        raise Unknown(provider=PROVIDER, reason="what came is no MP4")
    return Reply(video.video_bytes, "video/mp4", Usage())

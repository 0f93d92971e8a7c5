"""A painter that looks at references, made up for tests: it uses all that it may, and notes what is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from priced import CATALOG, PAINTER, PICTURE_TOKENS, SHOWN_TOKENS, flat_picture
from toonverse.bootstrap import House, open_house
from toonverse.cli.story import Wish
from toonverse.jobs.orders import want
from toonverse.metering.calls import Call, ImageCall, Reply, Usage
from toonverse.metering.catalog import load
from toonverse.metering.catalog.pricing import MESSAGE_TOKENS
from toonverse.metering.outcomes import Refused
from toonverse.settings import Settings
from toonverse.store.records import Episode

PANELS = 4
SHEET = "Character model sheet"

STORY = """The Pier

Nora carried the lamp down to the pier. Nora stood in the rain.

"Nobody is coming," said Tom. Tom pulled his coat closer.

"He promised," said Nora.

"Look!" Tom shouted. "There!"
"""


@dataclass
class Painter:
    """Sheets whose prompt has one of the words in `refusing` are refused, as moderation does."""

    name: str = "test"
    free: bool = False
    asked: list[ImageCall] = field(default_factory=list)
    refusing: str = ""

    async def call(self, call: Call) -> Reply:
        assert isinstance(call, ImageCall)
        self.asked.append(call)
        if self.refusing and call.prompt.startswith(SHEET) and self.refusing in call.prompt:
            raise Refused(model=call.model, detail="moderation")
        shown = SHOWN_TOKENS * len(call.references)
        read = len(call.prompt.encode()) + MESSAGE_TOKENS + shown
        name = f"{len(call.prompt):06x}{len(self.asked):06x}"[::-1]
        usage = Usage(read, PICTURE_TOKENS, read + PICTURE_TOKENS, image_input_tokens=shown, images=1)
        return Reply(flat_picture(name), "image/png", usage)

    @property
    def sheets(self) -> list[ImageCall]:
        return [call for call in self.asked if call.prompt.startswith(SHEET)]

    @property
    def panels(self) -> list[ImageCall]:
        return [call for call in self.asked if not call.prompt.startswith(SHEET)]


@contextmanager
def painted_house(home: Path, painter: Painter) -> Iterator[House]:
    home.mkdir(parents=True, exist_ok=True)
    catalog = home / "catalog.toml"
    catalog.write_text(CATALOG)
    settings = Settings(home=home, workers=2)
    with open_house(settings, catalog=load(catalog), providers={"test": painter}) as house:
        yield house


def painted(
    house: House, folder: Path, text: str = STORY, *, sheets: bool = True, model: str = PAINTER
) -> Episode:
    """The episode of this story, ordered."""
    path = folder / "story.txt"
    path.write_text(text, encoding="utf-8")
    commission = Wish(path, PANELS, None, "webtoon", "en", "draft", model, sheets=sheets).commission()
    house.require(commission)
    episode = house.studio.take_on(commission, new=False)
    want(house.works, house.settings.home, episode, None)
    return episode

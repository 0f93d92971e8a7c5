"""What `make` hands back: the paths, the receipt, and how to open the reader."""

import json
import shutil
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from toonverse.bootstrap import House
from toonverse.cli.screen import step_name
from toonverse.cli.sentences import dollars, estimate, say
from toonverse.errors import StorageError
from toonverse.jobs.costs import STEP_OF_REQUEST
from toonverse.jobs.orders import output_paths
from toonverse.metering.reports import Receipt, Step
from toonverse.money import usd_number
from toonverse.store.folders import episode_folder
from toonverse.store.records import Episode, Job
from toonverse.store.works import EpisodeUnfinished
from toonverse.studio.commission import Commission
from toonverse.studio.quote import SHEET_REQUEST, SHEET_STEP, EpisodeQuote

PREVIEW_ADDRESS = "http://127.0.0.1:8000/preview/{}"
"""Where `toonverse serve` shows an episode, published or not."""

READER_FILE = "reader.html"


class CopyFailed(StorageError):
    """The folder of `--out` does not take the copies. Facts: `folder`, `reason`."""

    code = "copy_failed"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished episode. Paths are absolute; `seconds` is how long this command took.

    `reader` is one page with everything in it, which a browser opens without any server.
    """

    episode: Episode
    strip: Path
    slices: tuple[Path, ...]
    cbz: Path
    reader: Path
    panels: int
    receipt: Receipt
    steps: tuple[Job, ...]
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """The one object of `--json`."""
        return {
            "episode_id": self.episode.id,
            "strip": str(self.strip),
            "slices": [str(path) for path in self.slices],
            "cbz": str(self.cbz),
            "reader": str(self.reader),
            "cost_usd": usd_number(self.receipt.cost_nusd),
            "tokens": self.receipt.tokens,
            "panels": self.panels,
            **({"problems": told} if (told := unshown(self.steps)) else {}),
            "seconds": round(self.seconds, 3),
        }


def made(house: House, episode: Episode, started: float, *, anew: bool) -> Made:
    """Reads what the job left; writes the offline reader where the episode is made anew or has none.

    `started` is a moment of `time.monotonic`.
    """
    strip, slices, cbz = output_paths(house.works, house.settings.home, episode.id)
    return Made(
        episode,
        strip,
        slices,
        cbz,
        _reader(house, episode, anew=anew),
        house.works.panels.counts(episode.id).panels,
        house.books.receipt(episode.id),
        house.works.jobs.of_episode(episode.id)[1:],
        time.monotonic() - started,
    )


def _reader(house: House, episode: Episode, *, anew: bool) -> Path:
    folder = episode_folder(house.settings.home.resolve(), episode.id, episode.folder)
    if not anew and (folder.root / READER_FILE).is_file():
        return folder.root / READER_FILE
    from toonverse.web.offline import write_offline_reader  # templates cost a quarter of a second
    from toonverse.web.works_shelf import WorksShelf

    view = WorksShelf(house.works, house.settings.home).episode(episode.id)
    if view is None:
        raise EpisodeUnfinished(episode_id=episode.id)
    return write_offline_reader(view)


def copied(result: Made, out: Path) -> Made:
    """Copies strip, slices, CBZ and reader into the folder and names the copies. Raises CopyFailed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = out.resolve()
        strip = _copy(result.strip, folder / result.strip.name)
        cbz = _copy(result.cbz, folder / result.cbz.name)
        reader = _copy(result.reader, folder / result.reader.name)
        slices = tuple(_copy(path, folder / "slices" / path.name) for path in result.slices)
    except OSError as failure:
        raise CopyFailed(folder=str(out), reason=failure.strerror or str(failure)) from failure
    return replace(result, strip=strip, cbz=cbz, reader=reader, slices=slices)


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    return target


def print_made(result: Made) -> None:
    """The receipt, the paths and the next command."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    console.print(receipt_table(result.receipt, result.steps))
    console.print(
        say("{panels}컷, {seconds:.1f}초", "{panels} panels in {seconds:.1f} s").format(
            panels=result.panels, seconds=result.seconds
        )
    )
    if (cut := json.loads(result.steps[0].output).get("cut")) is not None:
        words = say(
            "이야기는 {of}자 가운데 {read}자까지만 읽었습니다.", "Only {read} of {of} characters were read."
        )
        console.print(words.format(**cut))
    for words in unshown(result.steps):
        console.print(words, markup=False)
    console.print(f"{say('두루마리', 'strip')}   {result.strip}", markup=False)
    console.print(f"{say('조각', 'slices')}  {len(result.slices)} × {result.slices[0].parent}", markup=False)
    console.print(f"CBZ     {result.cbz}", markup=False)
    console.print(f"{say('읽기', 'read it')} {result.reader}", markup=False)
    console.print(
        say("공개: toonverse serve 실행 뒤 {}", "publish it: run `toonverse serve`, then open {}").format(
            PREVIEW_ADDRESS.format(result.episode.id)
        ),
        markup=False,
    )


def unshown(steps: tuple[Job, ...]) -> list[str]:
    """Who was painted without a reference picture, and why."""
    output = json.loads(next(step.output for step in steps if step.kind == "image.generate"))
    told = say("참조 그림 없이 그렸습니다", "painted without a reference picture")
    return [
        f"{problem['character'] or say('모두', 'everybody')}: {told} ({problem['error']})"
        for problem in output.get("problems", ())
    ]


def quote_table(commission: Commission, quote: EpisodeQuote) -> Table:
    """One line for each step that asks a model."""
    title = f"{say('견적', 'Quote')}: {commission.story.title}"
    table = Table(title=title, title_justify="left")
    names = (say("단계", "step"), say("모델", "model"), say("호출", "calls"))
    for name in (*names, say("예상", "expected"), say("최대", "at most")):
        table.add_column(name)
    for step in quote.steps:
        amounts = estimate(step.expected_nusd), estimate(step.maximum_nusd)
        table.add_row(step_name(step.step), step.model, str(step.calls), *amounts)
    if len(quote.steps) > 1:
        table.add_section()
        total = estimate(quote.expected_nusd), estimate(quote.maximum_nusd)
        table.add_row(say("합계", "total"), "", "", *total)
    return table


def receipt_table(receipt: Receipt, steps: tuple[Job, ...]) -> Table:
    """One line for each step; steps that buy nothing cost nothing. What is at risk, where anything is."""
    table = Table(title=say("영수증", "Receipt"), title_justify="left")
    names = [say("단계", "step"), say("호출", "calls"), say("토큰", "tokens"), say("비용", "cost")]
    for name in [*names, *([say("위험", "at risk")] if receipt.unknown else [])]:
        table.add_column(name, justify="left" if not table.columns else "right")

    def row(name: str, of: Step | Receipt) -> None:
        at_risk = [dollars(of.at_risk_nusd)] if receipt.unknown else []
        table.add_row(name, str(of.calls), f"{of.tokens:,}", dollars(of.cost_nusd), *at_risk)

    bought = {step.name: step for step in receipt.steps}
    for job in steps:
        if job.kind == "image.generate" and (sheets := bought.get(SHEET_REQUEST)) is not None:
            row(step_name(SHEET_STEP), sheets)
        mine = (name for name, kind in STEP_OF_REQUEST.items() if kind == job.kind and name != SHEET_REQUEST)
        row(step_name(job.kind), next((bought[name] for name in mine if name in bought), Receipt(())))
    table.add_section()
    row(say("합계", "total"), receipt)
    return table

"""The live progress bar on stderr: which step, and panels as they come."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from toonverse.cli.sentences import tongue
from toonverse.jobs.follow import Progress as JobProgress
from toonverse.studio.quote import SHEET_STEP

STEP_NAMES: dict[str, tuple[str, str]] = {
    "pipeline.full": ("회차", "episode"),
    "text.script": ("이야기 읽기", "reading the story"),
    "director.storyboard": ("콘티 짜기", "drawing the storyboard"),
    SHEET_STEP: ("인물 시트", "character sheets"),
    "image.generate": ("컷 그리기", "drawing panels"),
    "lettering.apply": ("식자", "lettering"),
    "packaging.assemble": ("회차 조립", "assembling the episode"),
}
"""(Korean, English)"""


def step_name(kind: str) -> str:
    return STEP_NAMES[kind][0 if tongue() == "ko" else 1]


class Screen:
    """A bar on a terminal; elsewhere one line for each step, so that a log stays readable."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr)
        self._live = self._console.is_terminal
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[panels]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._last = ""

    def __enter__(self) -> Self:
        if self._live:
            self._bar.start()
            self._task = self._bar.add_task("", total=1.0, panels="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._bar.stop()

    def show(self, progress: JobProgress) -> None:
        """Called as often as one likes."""
        name = step_name(progress.now)
        if self._task is not None:
            done, total = _amount(progress)
            self._bar.update(
                self._task, description=name, completed=done, total=total, panels=_panels(progress)
            )
        elif name != self._last:
            self._last = name
            self._console.print(f"{name} ...", highlight=False)


def _amount(progress: JobProgress) -> tuple[float, float]:
    """Done and total, in half panels (a picture, a lettering) and steps."""
    steps = sum(1.0 for step in progress.steps if step.status == "DONE")
    total = len(progress.steps) + 2.0 * max(progress.panels, 1)
    return steps + progress.painted + progress.lettered, total


def _panels(progress: JobProgress) -> str:
    if not progress.panels:
        return ""
    painted, lettered, panels = progress.painted, progress.lettered, progress.panels
    if tongue() == "ko":
        return f"그림 {painted}/{panels} · 식자 {lettered}/{panels}"
    return f"drawn {painted}/{panels} · lettered {lettered}/{panels}"

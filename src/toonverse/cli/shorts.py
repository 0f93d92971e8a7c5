"""`toonverse short`: an episode as an upright video, made on this machine."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from toonverse.bootstrap import load_settings, open_house
from toonverse.cli.sentences import say
from toonverse.errors import StorageError
from toonverse.studio.shorts.orders import Wish, order_short
from toonverse.studio.shorts.selection import parse_panels
from toonverse.studio.shorts.task import MadeShort, make_short


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were typed."""

    episode: int
    panels: str
    seconds: int
    silent: bool

    def wish(self) -> Wish:
        """Raises PanelsUnknown."""
        return Wish(parse_panels(self.panels), self.seconds, self.silent)


def make(asked: Asked, out: Path | None, as_json: bool) -> None:
    """Raises UsageError, StorageError."""
    with open_house(load_settings()) as house:
        episode = house.works.episode(asked.episode)
        home, root = house.settings.home, house.settings.images_root
        task = order_short(house.works, home, root, episode, asked.wish(), {})
        if not as_json:
            Console(file=sys.stderr, highlight=False).print(
                say(
                    f"컷 {len(task.panels)}개로 영상을 만듭니다 ...", f"filming {len(task.panels)} panels ..."
                )
            )
        made = house.pool.submit(make_short, task).result()
    path = made.path if out is None else _copied(made.path, out)
    report = {
        "episode_id": asked.episode,
        "video": str(path),
        "panels": [panel.shot.number for panel in task.panels],
        **_plain(made),
    }
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        return
    size = f"{made.seconds:.1f} s, {made.size_bytes / 1e6:.1f} MB"
    Console(highlight=False, soft_wrap=True).print(f"{path}  ({size}, $0)")


def _plain(made: MadeShort) -> dict[str, object]:
    return {"seconds": round(made.seconds, 3), "size_bytes": made.size_bytes, "cost_usd": 0}


def _copied(path: Path, out: Path) -> Path:
    target = out / path.name if out.is_dir() else out
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as failure:
        raise StorageError(path=str(target), reason=str(failure)) from failure
    return target

"""What stands in an episode's way, files to take along, and what a draft is called: what the commands do."""

import asyncio
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from toonverse.bootstrap import editing_of, exports_of, load_settings, open_books, open_house
from toonverse.cli.make import followed
from toonverse.cli.sentences import say, tongue
from toonverse.errors import StorageError
from toonverse.jobs.describing import Facts, describe
from toonverse.jobs.orders import failure
from toonverse.studio.exports.desk import Export
from toonverse.studio.exports.preflight import Finding
from toonverse.web.api.publishing import plain_preflight
from toonverse.web.i18n import Voice
from toonverse.web.preflight_words import words

__all__ = ["Facts", "export", "name", "preflight"]


def preflight(episode_id: int, as_json: bool) -> None:
    """Raises EpisodeMissing, EpisodeUnfinished, PlatformsUnfit."""
    with open_house(load_settings()) as house:
        found = exports_of(house).preflight(episode_id)
    voice = Voice(tongue())
    if as_json:
        _write(plain_preflight(found, voice))
        return
    _say(say("회차", "episode"), found.ready, found.findings, voice)
    for one in found.platforms:
        _say(one.platform.title, one.ready, one.findings, voice)


def export(episode_id: int, file: str, out: Path, as_json: bool) -> None:
    """Raises EpisodeMissing, EpisodeUnfinished, ExportMissing, StorageError."""
    with open_house(load_settings()) as house:
        exports = exports_of(house)
        if not file:
            _listed(exports.listed(episode_id), as_json)
            return
        made, path = asyncio.run(exports.file(episode_id, file))
    target = out / made.filename if out.is_dir() else out
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as reason:
        raise StorageError(path=str(target), reason=str(reason)) from reason
    if as_json:
        _write({"file": str(target), "size_bytes": target.stat().st_size})
        return
    sys.stdout.write(f"{target}\n")


def name(episode_id: int, facts: Facts, as_json: bool) -> None:
    """Raises EpisodeMissing, EpisodePublished, NumberTaken, and what stopped the work."""
    with open_books(load_settings()) as books:
        episode = describe(editing_of(books), episode_id, facts)
        series = books.works.project(episode.project_id).title
    with open_house(load_settings()) as house:
        seen = asyncio.run(followed(house, episode))
        if seen.job.status != "DONE":
            raise failure(seen.job)
    if as_json:
        told = {"title": episode.title, "series": series, "number": episode.number}
        _write({"id": episode.id, **told, "description": episode.description})
        return
    sys.stdout.write(f"{episode.id}: {episode.title} ({series} {episode.number})\n")


def _say(what: str, ready: bool, findings: Iterable[Finding], voice: Voice) -> None:
    verdict = say("올릴 수 있습니다", "ready") if ready else say("고칠 것이 있습니다", "not ready")
    sys.stdout.write(f"{what}: {verdict}\n")
    for one in findings:
        where = f"{say('컷', 'panel')} {one.panel}: " if one.panel else ""
        sys.stdout.write(f"  {where}{words(voice, one)}\n")


def _listed(found: tuple[Export, ...], as_json: bool) -> None:
    if as_json:
        _write({"exports": [{"name": one.name, "size_bytes": one.size_bytes} for one in found]})
        return
    for one in found:
        sys.stdout.write(f"{one.name}\n")


def _write(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")

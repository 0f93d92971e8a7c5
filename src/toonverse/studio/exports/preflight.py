"""What a person should know before an episode goes out, platform by platform: each finding says where.

A finding's code is stable; its words are the pages' and the command line's. `problem` is what a platform
refuses or a reader trips over, `warning` what is worth a look, `note` what is good to know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toonverse.domain.episode import STRIP_WIDTH_PX, Strip, StripPanel
from toonverse.domain.geometry import Box
from toonverse.draw.slices import cut_rows
from toonverse.studio.exports.packaged import Packaged, PictureFile
from toonverse.studio.exports.platforms import Platform
from toonverse.studio.provenance import BY_HAND, UPLOADED

Severity = Literal["problem", "warning", "note"]
BY_PLATFORM = frozenset({"small_text"})
"""What lettering finds, and is judged here by each platform's own width."""
SEVERITIES: Mapping[str, Severity] = {
    "strip_outdated": "problem",
    "being_made": "warning",
    "overflow": "problem",
    "missing_glyph": "problem",
    "no_room": "problem",
    "face_covered": "warning",
    "edge": "warning",
    "order": "warning",
    "overlap": "problem",
    "tail": "warning",
    "ai_label": "note",
    "origin_unknown": "warning",
    "mark_missing": "problem",
    "small_text": "problem",
    "seam": "problem",
    "file_too_large": "problem",
    "slice_too_high": "problem",
    "slice_too_wide": "problem",
    "several_uploads": "warning",
    "enlarged": "note",
    "limits_unconfirmed": "note",
    "not_measured": "note",
}
_SMALL = 0.05
SEAM_PX = 2
"""A balloon's line may be touched by so much: it is drawn softer than a pixel."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`panel` is the panel's number, 0 for what is the whole episode's."""

    code: str
    panel: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return SEVERITIES.get(self.code, "warning")


@dataclass(frozen=True, slots=True)
class PlatformCheck:
    """`images`, `size_bytes` and `uploads` are those of the files where they are made; else `images` is what
    the cuts come to and the others are None."""

    platform: Platform
    findings: tuple[Finding, ...]
    images: int
    size_bytes: int | None
    uploads: int | None

    @property
    def ready(self) -> bool:
        return not any(finding.severity == "problem" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Preflight:
    """`findings` are the episode's own, wherever it goes."""

    episode_id: int
    panels: int
    height: int
    generative: bool
    findings: tuple[Finding, ...]
    platforms: tuple[PlatformCheck, ...]

    @property
    def ready(self) -> bool:
        return not any(finding.severity == "problem" for finding in self.findings)


def check(work: Packaged, sold: Iterable[Platform], made: Mapping[str, Sequence[PictureFile]]) -> Preflight:
    """`made` are the files there are, by platform."""
    panels = sum(panel.kind == "panel" for panel in work.strip.panels)
    return Preflight(
        work.episode.id,
        panels,
        work.strip.height,
        work.generative,
        (*_outdated(work), *_lettering(work), *_origin(work)),
        tuple(_for(work, platform, made.get(platform.name)) for platform in sold),
    )


def _outdated(work: Packaged) -> Iterator[Finding]:
    if work.working:
        yield Finding("being_made")
    for panel in work.changed:
        yield Finding("strip_outdated", panel)


def _lettering(work: Packaged) -> Iterator[Finding]:
    for number, layer in work.layers:
        for problem in layer.problems:
            if problem.code in BY_PLATFORM:
                continue
            inside = 0 <= problem.balloon < len(layer.balloons)
            text = layer.balloons[problem.balloon].text if inside else problem.detail
            yield Finding(problem.code, number, {"text": text, "detail": problem.detail})


def _origin(work: Packaged) -> Iterator[Finding]:
    trained = sorted({model for model in work.models if model not in ("draft", BY_HAND, UPLOADED)})
    if trained:
        yield Finding("ai_label", 0, {"models": ", ".join(trained)})
    if UPLOADED in work.models:
        yield Finding("origin_unknown")


def _for(work: Packaged, platform: Platform, made: Sequence[PictureFile] | None) -> PlatformCheck:
    strip = scaled(work.strip, platform.width_px)
    ends = _ends(made) if made is not None else cut_rows(strip, platform.slice_height_px)
    findings = [*_small(work, platform), *_seams(strip, ends)]
    if platform.width_px > STRIP_WIDTH_PX:
        findings.append(Finding("enlarged", 0, {"width": platform.width_px}))
    if not platform.confirmed:
        findings.append(Finding("limits_unconfirmed", 0, {"platform": platform.title}))
    if made is None:
        findings.append(Finding("not_measured"))
        return PlatformCheck(platform, tuple(findings), len(ends), None, None)
    uploads = len({file.upload for file in made})
    findings += _files(platform, made, uploads)
    return PlatformCheck(platform, tuple(findings), len(made), sum(f.size_bytes for f in made), uploads)


def _small(work: Packaged, platform: Platform) -> Iterator[Finding]:
    for number, layer in work.layers:
        sizes = [balloon.font_px * platform.width_px / layer.width for balloon in layer.balloons]
        least = min(sizes, default=platform.text_px_min)
        if least < platform.text_px_min - _SMALL:
            text = layer.balloons[sizes.index(least)].text
            facts = {"text": text, "px": f"{least:.1f}", "least": f"{platform.text_px_min:g}"}
            yield Finding("small_text", number, facts)


def _seams(strip: Strip, ends: Sequence[int]) -> Iterator[Finding]:
    for panel in strip.panels:
        whole = [(box.top + SEAM_PX, box.bottom - SEAM_PX) for box in panel.keep_whole]
        through = [number for number, row in enumerate(ends, 1) if any(a < row < b for a, b in whole)]
        if through:
            yield Finding("seam", panel.number, {"slice": through[0]})


def _files(platform: Platform, made: Sequence[PictureFile], uploads: int) -> Iterator[Finding]:
    for number, file in enumerate(made, 1):
        if file.size_bytes > platform.file_bytes:
            yield Finding("file_too_large", 0, _sizes(number, file.size_bytes, platform.file_bytes))
        if file.height > platform.slice_height_px:
            facts = {"slice": number, "height": file.height, "limit": platform.slice_height_px}
            yield Finding("slice_too_high", 0, facts)
        if file.width > platform.width_px:
            facts = {"slice": number, "width": file.width, "limit": platform.width_px}
            yield Finding("slice_too_wide", 0, facts)
        if not file.marked:
            yield Finding("mark_missing", 0, {"slice": number})
    if uploads > 1:
        yield Finding("several_uploads", 0, {"uploads": uploads})


def _sizes(number: int, size: int, limit: int) -> dict[str, object]:
    return {"slice": number, "size": f"{size / 1e6:.2f}", "limit": f"{limit / 1e6:.1f}"}


def _ends(made: Sequence[PictureFile]) -> tuple[int, ...]:
    """The rows at which the files end."""
    row, found = 0, []
    for file in made:
        row += file.height
        found.append(row)
    return tuple(found)


def scaled(strip: Strip, width: int) -> Strip:
    """The strip as wide as a platform wants it."""
    by = width / strip.width

    def row(y: float) -> int:
        return round(y * by)

    def boxes(some: Sequence[Box]) -> tuple[Box, ...]:
        return tuple(Box(b.left * by, b.top * by, b.right * by, b.bottom * by) for b in some)

    panels = tuple(
        StripPanel(
            panel.number,
            row(panel.top),
            row(panel.bottom) - row(panel.top),
            boxes(panel.keep_whole),
            boxes(panel.spare),
            panel.kind,
            row(panel.gap_px),
        )
        for panel in strip.panels
    )
    return Strip(width, row(strip.height), panels)

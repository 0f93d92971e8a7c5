"""Hand labels beside a story, written before the reader ever saw it, and how a reading compares.

A `.labels` file has tab-separated lines: `character name aliases age gender`, then every utterance in
order as `speakers kinds opening` (alternatives by `/`), then `scene place times weathers openings`.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STORIES = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class Quote:
    speakers: frozenset[str]
    kinds: frozenset[str]
    opening: str


@dataclass(frozen=True)
class Cut:
    places: frozenset[str]
    times: frozenset[str]
    weathers: frozenset[str]
    openings: tuple[str, ...]


@dataclass
class Labels:
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split("/"))


def labels_of(name: str) -> Labels:
    labels = Labels()
    for line in (STORIES / f"{name}.labels").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == "character":
            labels.aliases[cells[1]] = frozenset([cells[1], *cells[2].split(",")])
        elif cells[0] == "scene":
            labels.cuts.append(
                Cut(_set(cells[1]), _set(cells[2]), _set(cells[3]), tuple(cells[4].split("/")))
            )
        else:
            labels.quotes.append(Quote(_set(cells[0]), _set(cells[1]), cells[2]))
    return labels


def right_names(labels: Labels, quote: Quote) -> set[str]:
    """Every name that counts as right: the labelled ones and their aliases."""
    names = set(quote.speakers)
    for speaker in quote.speakers:
        names |= labels.aliases.get(speaker, frozenset())
    return names


@dataclass(frozen=True)
class Score:
    lost: list[str]
    wrong_speakers: list[str]
    wrong_kinds: list[str]
    missed_cuts: list[str]
    false_cuts: list[str]
    wrong_settings: list[str]
    quotes: int

    @property
    def speakers(self) -> float:
        return 1 - len(self.wrong_speakers) / self.quotes

    @property
    def kinds(self) -> float:
        return 1 - len(self.wrong_kinds) / self.quotes


def score(labels: Labels, told: dict[str, Any]) -> Score:
    """Compares a report with the labels; quotes pair in order by their openings."""
    lost, speakers, kinds = [], [], []
    rest = list(told["quotes"])
    for quote in labels.quotes:
        at = next((i for i, q in enumerate(rest) if q["text"].startswith(quote.opening)), None)
        if at is None:
            lost.append(quote.opening)
            continue
        found = rest[at]
        rest = rest[at + 1 :]
        if found["speaker"] not in right_names(labels, quote):
            speakers.append(f"{quote.opening!r}: {found['speaker']}, not {'/'.join(sorted(quote.speakers))}")
        if found["kind"] not in quote.kinds:
            kinds.append(f"{quote.opening!r}: {found['kind']}, not {'/'.join(sorted(quote.kinds))}")
    missed, wrong = [], []
    false = list(told["scenes"])[1:]
    for at, cut in enumerate(labels.cuts):
        hit = told["scenes"][0] if at == 0 else next((s for s in false if _starts(s, cut)), None)
        if hit is None:
            missed.append(cut.openings[0])
            continue
        false = [s for s in false if s is not hit]
        for key, right in (("place_kind", cut.places), ("time", cut.times), ("weather", cut.weathers)):
            if hit[key] not in right:
                wrong.append(f"{cut.openings[0]!r} {key}: {hit[key]}, not {'/'.join(sorted(right))}")
    return Score(lost, speakers, kinds, missed, [s["starts"] for s in false], wrong, len(labels.quotes))


def _starts(scene: dict[str, Any], cut: Cut) -> bool:
    return any(scene["starts"].lstrip("“\"'‘「").startswith(o[:20]) for o in cut.openings)

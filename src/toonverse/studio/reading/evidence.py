"""What speaks for and against each candidate for a line: named cues and how strongly each was seen."""

from collections.abc import Mapping

from toonverse.studio.reading.document import UNKNOWN


class Evidence:
    """Candidate -> cue -> strength; what a cue is worth is told by the weights."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, float]] = {}

    def add(self, name: str, cue: str, strength: float = 1.0) -> None:
        cues = self.found.setdefault(name, {})
        cues[cue] = cues.get(cue, 0.0) + strength

    def weigh(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Candidate -> score."""
        return {
            name: sum(weights.get(cue, 0.0) * strength for cue, strength in cues.items())
            for name, cues in self.found.items()
        }

    def known(self, name: str) -> None:
        """Makes somebody a candidate for whom nothing speaks yet."""
        self.found.setdefault(name, {})


def shortlists(evidence: list[Evidence], weights: Mapping[str, float], most: int) -> list[dict[str, float]]:
    """The best candidates of each line, at most `most`, with their scores, and the unknown."""
    lists = []
    for found in evidence:
        scores = found.weigh(weights)
        ranked = sorted(scores.items(), key=lambda kv: -kv[1])[:most]
        lists.append({**dict(ranked), UNKNOWN: scores[UNKNOWN]})
    return lists

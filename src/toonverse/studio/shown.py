"""Which of a character's pictures painters are shown."""

from collections.abc import Sequence

from toonverse.domain.storyboard import Storyboard
from toonverse.store.records import Episode, Reference
from toonverse.store.works import Works
from toonverse.studio.references import mark_of
from toonverse.studio.texts import wants_sheets


def shown_of(pictures: Sequence[Reference], chosen: int | None, mark: str) -> Reference | None:
    """What a person chose of one character's pictures, else its newest sheet of the look."""
    there = [one for one in pictures if one.status == "made"]
    if chosen is not None:
        return next((one for one in there if one.number == chosen), None)
    return next((one for one in reversed(there) if (one.origin, one.mark) == ("sheet", mark)), None)


def shown_in(works: Works, episode: Episode, board: Storyboard) -> dict[str, str]:
    """Name -> SHA-256 of what there is of a storyboard's cast: sheets where the episode was ordered with
    them, and what a person chose in any case."""
    rows = works.characters.of_project(episode.project_id)
    kept, found = works.characters.references(episode.project_id), {}
    for member in board.cast:
        chosen = rows[member.name].chosen if member.name in rows else None
        if chosen is not None or wants_sheets(episode):
            mine = [one for one in kept if one.character == member.name]
            if (one := shown_of(mine, chosen, mark_of(member.look, board.style))) is not None:
                found[member.name] = one.sha256
    return found

"""A picture that a person brings becomes an episode of one panel: what a short is made of, like any other.

Nothing is bought for it. Its picture is marked as what models make, unless it is said to be drawn by hand.
"""

from toonverse.domain.panel import Picture
from toonverse.domain.story import Language, Story
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.jobs.editing import Editing
from toonverse.store.records import Episode
from toonverse.studio.art import taken_in
from toonverse.studio.commission import Commission
from toonverse.studio.provenance import BY_HAND, UPLOADED

PANEL = 1


def bring_picture(
    editing: Editing, account: str, title: str, media: bytes, *, by_hand: bool = False
) -> Episode:
    """The episode of this picture under this title, made and queued where there is none yet. `media` is PNG,
    JPEG or WebP. Raises ArtUnfit.
    """
    works = editing.works
    png, width, height = taken_in(media)
    picture = Picture(editing.images.put(png), "image/png", width, height)
    language: Language = "ko" if any("가" <= c <= "힣" for c in title) else "en"
    story = Story(title, title, language, "prose")
    wanted = Commission(story, title, panels=1, account=account, edition=picture.sha256)
    project = works.find_or_create_project(account, title)
    episode = works.find_or_create_episode(
        wanted.identity,
        story,
        wanted.style,
        project_id=project.id,
        target_panels=1,
        options=wanted.stored_options,
    )
    works.save_storyboard(episode.id, _board(title, language, picture))
    if not works.panels.takes(episode.id):
        take = works.panels.bring(episode.id, PANEL, picture, BY_HAND if by_hand else UPLOADED)
        works.panels.accept_take(episode.id, PANEL, take.number)
    works.jobs.open(episode.id)
    return episode


def _board(title: str, language: Language, picture: Picture) -> Storyboard:
    """One shot, of which nobody knows more than its title."""
    shot = Shot(
        PANEL, 0, "medium", "eye", "other", "", "modern", "day", "unknown", (), title,
        width_px=picture.width, height_px=picture.height, prompt=title, alt=title,
    )  # fmt: skip
    return Storyboard(title, language, "webtoon", (), (shot,))

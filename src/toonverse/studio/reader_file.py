"""What packaging leaves for the reader page: `final/reading.json`."""

from toonverse.domain.episode import Reading
from toonverse.domain.wire import from_json
from toonverse.store.folders import EpisodeFolder

READING_FILE = "reading.json"
SOCIAL_FILE = "social.jpg"
"""The card that a shared address shows, beside it."""


def read_reading(folder: EpisodeFolder) -> Reading | None:
    """What the reader page needs of a packaged episode; None when there is no `final/`."""
    path = folder.final / READING_FILE
    return from_json(Reading, path.read_bytes()) if path.is_file() else None

import pytest

from shared_data import without_shared
from toonverse.draw.typeset import Typefaces
from toonverse.store.fonts import typefaces

collect_ignore = without_shared("test_artists_pages.py")


@pytest.fixture(scope="session")
def fonts() -> Typefaces:
    return typefaces()

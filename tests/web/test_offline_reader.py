"""`reader.html` is whole: everything is inside, nothing is fetched, nothing runs."""

import re
from pathlib import Path

import pytest

from made_episodes import make_episode
from toonverse.errors import StorageError
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.web.offline import render_offline_reader, write_offline_reader
from toonverse.web.shelf import EpisodeView
from toonverse.web.works_shelf import WorksShelf


@pytest.fixture
def view(shelf: WorksShelf, published: Episode) -> EpisodeView:
    found = shelf.episode(published.id)
    assert found
    return found


def test_everything_is_inside(view: EpisodeView):
    html = render_offline_reader(view)
    assert all(source.startswith("data:image/webp;base64,") for source in re.findall(r'src="([^"]+)"', html))
    assert html.count("<img ") == len(view.reading.leaves)
    assert all(address.startswith("#") for address in re.findall(r'href="([^"]+)"', html))
    assert "<script" not in html
    assert not re.search(r"url\((?!data:font/woff2|#gap-)", html)


def test_it_is_written_into_the_episodes_folder_the_same_each_time(view: EpisodeView):
    path = write_offline_reader(view)
    assert path == view.folder.resolve() / "reader.html"
    before = path.read_bytes()
    assert write_offline_reader(view).read_bytes() == before


def test_a_storys_words_can_do_no_harm_there(works: Works, home: Path, shelf: WorksShelf):
    nasty = "</title><script>alert(1)</script>"
    episode = make_episode(works, home, nasty, panels=1, alts=(nasty,))
    view = shelf.episode(episode.id)
    assert view
    assert "<script" not in render_offline_reader(view)


def test_a_picture_that_is_gone_is_an_error_and_leaves_no_page(view: EpisodeView):
    (view.folder / view.reading.leaves[1].images[-1].name).unlink()
    with pytest.raises(StorageError):
        write_offline_reader(view)
    assert not (view.folder / "reader.html").exists()

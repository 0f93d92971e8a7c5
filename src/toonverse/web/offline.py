"""`reader.html`: one file with everything in it, which a browser opens without any server."""

from base64 import b64encode
from pathlib import Path

from markupsafe import Markup

from toonverse.domain.episode import WebImage
from toonverse.errors import StorageError
from toonverse.store.durable import write_file
from toonverse.web.i18n import Voice
from toonverse.web.page_fonts import PLACE, letters_of, sheet
from toonverse.web.shelf import EpisodeView
from toonverse.web.static_files import static_files
from toonverse.web.templating import environment

FILE = "reader.html"


def write_offline_reader(view: EpisodeView) -> Path:
    """Writes the page into the episode's folder and says where. Raises StorageError."""
    path = view.folder.resolve() / FILE
    try:
        write_file(path, render_offline_reader(view).encode())
    except OSError as failure:
        raise StorageError(path=str(path), reason=str(failure)) from failure
    return path


def render_offline_reader(view: EpisodeView) -> str:
    """The page in the episode's language, its widest pictures inside (about 90 KB a panel).

    Raises StorageError when a picture is gone.
    """

    def inside(image: WebImage) -> str:
        try:
            content = (view.folder / image.name).read_bytes()
        except OSError as failure:
            raise StorageError(image=image.name, reason=type(failure).__name__) from failure
        return f"data:image/webp;base64,{b64encode(content).decode()}"

    style = Markup(static_files()["app.css"].content.decode())  # our own file, nobody's words
    template = environment().get_template("offline.html")
    html = template.render(
        t=Voice(view.card.language), view=view, source=inside, style=style, sizes="", eager=1
    )
    return html.replace(PLACE, f"<style>{sheet(letters_of(html))}</style>", 1)

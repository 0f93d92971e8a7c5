"""Pictures for the reader page: `web/<name>_<mark>_<width>.webp`, made once for each lettered panel.

`mark` is the beginning of the hash of what the picture was made from, so a file that is there is the
right one, and its address may be cached for ever.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.episode import WebImage
from toonverse.draw.web_images import COVER_WIDTHS, WEB_WIDTHS, web_height, web_image
from toonverse.store.folders import EpisodeFolder

Pixels = NDArray[np.uint8]

MARK_CHARACTERS = 12


def save_panel_pictures(
    folder: EpisodeFolder, panel: int, sha256: str, pixels: Pixels, mark: bytes
) -> tuple[WebImage, ...]:
    """A lettered panel's pictures. Called as soon as a panel is lettered, it spares packaging the work.

    `sha256` is the lettered PNG's, `pixels` its rows 800 px wide (`draw.strip.fit`), `mark` how its
    picture was made (`studio.provenance.mark`).
    """
    return save_pictures(folder, f"panel_{panel:03d}", sha256, pixels, mark)


def save_cover_pictures(
    folder: EpisodeFolder, sha256: str, pixels: Pixels, mark: bytes
) -> tuple[WebImage, ...]:
    """The cover's pictures, for the page's head and for the shelves; `sha256` is the cover file's."""
    return save_pictures(folder, "cover", sha256, pixels, mark, COVER_WIDTHS)


def save_pictures(
    folder: EpisodeFolder,
    name: str,
    made_from: str,
    pixels: Pixels,
    xmp: bytes,
    widths: Sequence[int] = WEB_WIDTHS,
) -> tuple[WebImage, ...]:
    """The picture at every width, narrow to wide; those that are there are not made again."""
    return tuple(_saved(folder, name, made_from, pixels, width, xmp) for width in widths)


def _saved(
    folder: EpisodeFolder, name: str, made_from: str, pixels: Pixels, width: int, xmp: bytes
) -> WebImage:
    path = folder.web / f"{name}_{made_from[:MARK_CHARACTERS]}_{width}.webp"
    height = web_height(pixels.shape[1], len(pixels), width)
    if path.is_file():
        encoded = path.read_bytes()
    else:
        encoded = web_image(pixels, width, xmp)
        folder.write(path, encoded)
    sha256 = hashlib.sha256(encoded).hexdigest()
    return WebImage(path.relative_to(folder.root).as_posix(), width, height, len(encoded), sha256)


def drop_others(folder: EpisodeFolder, kept: set[str]) -> None:
    """Removes reader pictures of panels lettered anew since; `kept` are the names still in use."""
    for path in folder.web.glob("*.webp"):
        if path.relative_to(folder.root).as_posix() not in kept:
            path.unlink(missing_ok=True)

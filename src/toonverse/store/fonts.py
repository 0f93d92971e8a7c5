"""The faces that lettering needs, from the package's own assets."""

from functools import cache
from importlib.resources import files

from toonverse.draw.typeset import Typefaces
from toonverse.errors import StorageError


class FontsMissing(StorageError):
    """The package was put together without its fonts: `make setup` brings them."""

    code = "fonts_missing"


@cache
def typefaces() -> Typefaces:
    """Every face of `assets/fonts`, read once per process. Raises `FontsMissing`."""
    folder = files("toonverse") / "assets" / "fonts"
    found = {}
    if folder.is_dir():
        found = {
            f.name.removesuffix(".ttf"): f.read_bytes() for f in folder.iterdir() if f.name.endswith(".ttf")
        }
    if "Jua_400Regular" not in found or "GothicA1_700Bold" not in found:
        raise FontsMissing(folder=str(folder), remedy="make setup")
    return Typefaces(found)

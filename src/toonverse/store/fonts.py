"""The faces that lettering needs, from the package's own assets."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from toonverse.draw.typeset import Typefaces
from toonverse.errors import StorageError


class FontsMissing(StorageError):
    """The package was put together without its fonts: `make setup` brings them."""

    code = "fonts_missing"


class FontFiles(Mapping[str, bytes]):
    """The folder's faces by name, read when they are asked for: a page needs three of 31 MB of them."""

    def __init__(self, folder: Traversable) -> None:
        listed = folder.iterdir() if folder.is_dir() else ()
        self._files = {f.name.removesuffix(".ttf"): f for f in listed if f.name.endswith(".ttf")}

    def __getitem__(self, name: str) -> bytes:
        return self._files[name].read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self._files  # asking must not read

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def font_files() -> FontFiles:
    """Every face of `assets/fonts`. Raises `FontsMissing`."""
    folder = files("toonverse") / "assets" / "fonts"
    found = FontFiles(folder)
    if "Jua_400Regular" not in found or "GothicA1_700Bold" not in found:
        raise FontsMissing(folder=str(folder), remedy="make setup")
    return found


@cache
def typefaces() -> Typefaces:
    """Every face, each read once per process. Raises `FontsMissing`."""
    return Typefaces(font_files())

"""CBZ: the slices as a comic-book archive with ComicInfo 2.1, for reader apps.

ComicInfo's elements and their order: https://anansi-project.github.io/docs/comicinfo/schemas/v2.1
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed time: the same episode gives the same bytes
_REGULAR_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """`path` is the file; `cover` marks the one that shelves show."""

    path: Path
    width: int
    height: int
    cover: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a shelf says of the episode. `notes` tells how it was made (the AI label, for people)."""

    series: str
    title: str
    number: int
    language: str
    summary: str
    notes: str
    made_at: datetime
    characters: tuple[str, ...] = ()


def comic_info(about: About, pages: Sequence[Page]) -> bytes:
    """ComicInfo.xml; what the stories say is escaped, what XML cannot hold is left out."""
    root = ElementTree.Element(
        "ComicInfo",
        {
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xmlns:xsd": "http://www.w3.org/2001/XMLSchema",
        },
    )
    fields = {
        "Title": about.title,
        "Series": about.series,
        "Number": str(about.number),
        "Summary": about.summary,
        "Notes": about.notes,
        "Year": str(about.made_at.year),
        "Month": str(about.made_at.month),
        "Day": str(about.made_at.day),
        "PageCount": str(len(pages)),
        "LanguageISO": about.language,
        "Format": "Web",
        "Manga": "No",
        "Characters": ", ".join(about.characters),
    }
    for name, text in fields.items():
        if text:
            ElementTree.SubElement(root, name).text = _allowed(text)
    listed = ElementTree.SubElement(root, "Pages")
    for index, page in enumerate(pages):
        facts = {"Image": str(index), "ImageSize": str(page.path.stat().st_size)}
        if page.cover:
            facts["Type"] = "FrontCover"
        facts |= {"ImageWidth": str(page.width), "ImageHeight": str(page.height)}
        ElementTree.SubElement(listed, "Page", facts)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def write_cbz(target: Path, about: About, pages: Sequence[Page]) -> None:
    """Writes the archive: pictures stored as they are (they are packed already), one at a time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(stored_entry("ComicInfo.xml"), comic_info(about, pages))
        for index, page in enumerate(pages):
            archive.writestr(stored_entry(f"{index:04d}{page.path.suffix}"), page.path.read_bytes())


def stored_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.external_attr = _REGULAR_FILE
    entry.create_system = 3  # Unix, wherever it is written
    return entry


def _allowed(text: str) -> str:
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c < "\ufffe")
    )

"""PDF: one page for each slice of the strip, so that a reader scrolls as on a phone.

The smallest PDF there is: pages that show one JPEG each, stored as it is (ISO 32000-1, 7.4.8), the title in
Unicode, and the mark of origin as XMP metadata (14.3.2). Equal pages give equal bytes: there are no dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from toonverse.domain.story import Language

POINTS_PER_PX = 0.75
"""96 pixels an inch, as browsers have it; 72 points."""
CATALOG, PAGES, METADATA, INFO, FIRST = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class JpegPage:
    """Sizes in pixels; RGB."""

    jpeg: bytes
    width: int
    height: int


@dataclass
class _Writer:
    out: BinaryIO
    at: int = 0
    offsets: dict[int, int] = field(default_factory=dict)

    def write(self, data: bytes) -> None:
        self.at += self.out.write(data)

    def object(self, number: int, body: bytes) -> None:
        self.offsets[number] = self.at
        self.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def stream(self, number: int, facts: str, data: bytes) -> None:
        head = f"<< {facts} /Length {len(data)} >>\nstream\n".encode()
        self.object(number, head + data + b"\nendstream")


def write_pdf(out: BinaryIO, title: str, language: Language, xmp: bytes, pages: Iterable[JpegPage]) -> None:
    """Writes page by page, holding one. `xmp` is the packet of `draw.marks`."""
    pdf = _Writer(out)
    pdf.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    kids = [_page(pdf, FIRST + 3 * index, page) for index, page in enumerate(pages)]
    listed = " ".join(f"{number} 0 R" for number in kids)
    pdf.object(PAGES, f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode())
    pdf.stream(METADATA, "/Type /Metadata /Subtype /XML", xmp)
    pdf.object(INFO, b"<< /Title %b /Producer (Toonverse) >>" % _text(title))
    shown = f"/Lang ({language}) /PageLayout /OneColumn /ViewerPreferences << /DisplayDocTitle true >>"
    root = f"<< /Type /Catalog /Pages {PAGES} 0 R /Metadata {METADATA} 0 R {shown} >>"
    pdf.object(CATALOG, root.encode())
    _close(pdf)


def _page(pdf: _Writer, number: int, page: JpegPage) -> int:
    """The page's object, its drawing and its picture. Returns its number."""
    width, height = page.width * POINTS_PER_PX, page.height * POINTS_PER_PX
    colours = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    size = f"/Width {page.width} /Height {page.height}"
    pdf.stream(number + 2, f"/Type /XObject /Subtype /Image {size} {colours}", page.jpeg)
    pdf.stream(number + 1, "", f"{width:g} 0 0 {height:g} 0 0 cm /P Do".encode())
    uses = f"/Resources << /XObject << /P {number + 2} 0 R >> >> /Contents {number + 1} 0 R"
    box = f"/MediaBox [0 0 {width:g} {height:g}]"
    pdf.object(number, f"<< /Type /Page /Parent {PAGES} 0 R {box} {uses} >>".encode())
    return number


def _text(text: str) -> bytes:
    """A text string in UTF-16, as hexadecimal: nothing in it can end it."""
    return b"<FEFF%b>" % text.encode("utf-16-be", "ignore").hex().upper().encode()


def _close(pdf: _Writer) -> None:
    start, count = pdf.at, max(pdf.offsets) + 1
    rows = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % pdf.offsets[n] for n in range(1, count))]
    pdf.write(b"xref\n0 %d\n%b" % (count, b"".join(rows)))
    pdf.write(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (count, CATALOG, INFO))
    pdf.write(b"startxref\n%d\n%%%%EOF\n" % start)

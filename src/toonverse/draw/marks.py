"""The mark every exported picture carries: how it came to be, in the words platforms read.

IPTC DigitalSourceType inside XMP (https://cv.iptc.org/newscodes/digitalsourcetype/), as an iTXt chunk
in PNG (PNG specification, 11.3.3.4, keyword `XML:com.adobe.xmp`) and an APP1 segment in JPEG (XMP
specification, part 3, 1.1.3). Korea's AI Basic Act asks for a machine-readable mark on AI works.
"""

import struct
import zlib
from typing import Literal
from xml.sax.saxutils import escape

from toonverse import __version__

Source = Literal[
    "algorithmicMedia",  # made by rules alone: our draft renderer is no trained model
    "trainedAlgorithmicMedia",  # made by a trained model
    "compositeWithTrainedAlgorithmicMedia",  # put together, with parts made by a trained model
]

_XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"


def xmp_packet(title: str, source: Source) -> bytes:
    """The XMP packet; equal titles and sources give equal bytes."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<xmp:CreatorTool>Toonverse {__version__}</xmp:CreatorTool>"
        "<Iptc4xmpExt:DigitalSourceType>"
        f"http://cv.iptc.org/newscodes/digitalsourcetype/{source}"
        "</Iptc4xmpExt:DigitalSourceType>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def png_mark(xmp: bytes) -> bytes:
    """The iTXt chunk that holds the packet, uncompressed as XMP asks."""
    return png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)


def mark_jpeg(jpeg: bytes, xmp: bytes) -> bytes:
    """The JPEG with the packet after its JFIF segment (which must stay first)."""
    body = _XMP_IN_JPEG + xmp
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    at = 2
    if jpeg[2:4] == b"\xff\xe0":
        at = 4 + int.from_bytes(jpeg[4:6], "big")
    return jpeg[:at] + segment + jpeg[at:]

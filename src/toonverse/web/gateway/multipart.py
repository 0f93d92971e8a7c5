"""`multipart/form-data` (RFC 7578), read whole and written anew.

The boundary is made of the content, so that the same form is the same body, however often it is sent.
"""

import hashlib
import re
from dataclasses import dataclass, field

from toonverse.web.gateway.fields import Malformed

PARTS_MAX = 64
HEAD_BYTES_MAX = 4096
_BOUNDARY = re.compile(r"""multipart/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))""", re.I)
_NAME = re.compile(rb'(?:^|;)\s*name="([^"\r\n]{1,100})"', re.I)
_FILE = re.compile(rb"(?:^|;)\s*filename\*?=", re.I)
_FILENAME = re.compile(rb'(?:^|;)\s*filename="([^"\r\n]{1,400})"', re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """One field. A file has a `media_type`; its name is not passed on."""

    name: str
    content: bytes
    media_type: str = ""
    filename: str = field(default="", compare=False)


def read_form(media_type: str, body: bytes) -> list[Part]:
    """Every field in its order. Raises Malformed."""
    found = _BOUNDARY.match(media_type)
    if found is None:
        raise Malformed(field="body", reason="it must be multipart/form-data with a boundary")
    mark = b"\r\n--" + (found[1] or found[2]).encode("latin-1", "replace")
    _, *pieces = (b"\r\n" + body).split(mark)
    if not pieces or not pieces[-1].startswith(b"--"):
        raise Malformed(field="body", reason="the form does not end")
    if len(pieces) > PARTS_MAX + 1:
        raise Malformed(field="body", reason=f"more than {PARTS_MAX} fields")
    return [_read_part(piece) for piece in pieces[:-1]]


def _read_part(piece: bytes) -> Part:
    head, blank, content = piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not blank or len(head) > HEAD_BYTES_MAX:
        raise Malformed(field="body", reason="a field of the form has no head")
    said = {}
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        said[name.strip().lower()] = value.strip()
    disposition = said.get(b"content-disposition", b"")
    name_said = _NAME.search(disposition)
    if name_said is None or b"content-transfer-encoding" in said:
        raise Malformed(field="body", reason="a field of the form has no name, or is encoded")
    kind = said.get(b"content-type", b"application/octet-stream").decode("latin-1")[:100]
    named = name_said[1].decode("utf-8", "replace")
    if _FILE.search(disposition) is None:
        return Part(named, content)
    file = _FILENAME.search(disposition)
    return Part(named, content, kind, "" if file is None else file[1].decode("utf-8", "replace"))


def write_form(parts: list[Part]) -> tuple[str, bytes]:
    """Media type and body. Names and media types must be plain words of ours."""
    told = hashlib.sha256()
    for part in parts:
        for value in (part.name.encode(), part.media_type.encode(), part.content):
            told.update(len(value).to_bytes(8, "big") + value)
    boundary = f"toonverse-{told.hexdigest()[:40]}"
    pieces: list[bytes] = []
    for number, part in enumerate(parts):
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{part.name}"'
        if part.media_type:
            end = part.media_type.removeprefix("image/")
            head += f'; filename="picture{number}.{end}"\r\nContent-Type: {part.media_type}'
        pieces += [head.encode(), b"\r\n\r\n", part.content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", b"".join(pieces)

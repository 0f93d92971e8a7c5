"""From a file's bytes to text: encodings and Word files, with limits on both."""

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax import SAXException

from toonverse.errors import UsageError

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

TEXT_BYTES_MAX = 2_000_000
"""A long novel; an episode needs a hundredth of it."""
DOCX_BYTES_MAX = 8_000_000
"""Word files carry pictures and styles that we do not read."""
DOCX_UNPACKED_BYTES_MAX = 40_000_000
DOCX_PARTS_MAX = 2_000

MAGIC_BYTES = 4
"""How much of a file's beginning tells a Word file from text."""

_ZIP = b"PK\x03\x04"
_OTHER_FORMATS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0", "doc or hwp"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DOCX_FAULTS = (
    SAXException,
    AttributeError,  # what python-docx raises where a part is not the XML it should be
    KeyError,
    SyntaxError,
    ValueError,
    zipfile.BadZipFile,
)
_HANGUL = range(0xAC00, 0xD7A4)


class EmptyStory(UsageError):
    """There is nothing in the file, or only white space."""

    code = "empty_story"


class BinaryStory(UsageError):
    """The file is not text: a picture, a program, another kind of document. Fact: `looks_like`."""

    code = "binary_story"


class StoryTooLarge(UsageError):
    """Facts: `size_bytes`, `limit_bytes`."""

    code = "story_too_large"


class UndecodableStory(UsageError):
    """Text in an encoding that could not be told, or damaged. Fact: `position_bytes` of the first damage."""

    code = "undecodable_story"


class BrokenDocument(UsageError):
    """A Word file that cannot be opened. Fact: `reason`."""

    code = "broken_document"


def decode(data: bytes) -> str:
    """The text in a file's bytes: UTF-8, UTF-16, CP949 or another encoding, or a Word file.

    Raises EmptyStory, BinaryStory, StoryTooLarge, UndecodableStory or BrokenDocument.
    """
    if not data.strip():
        raise EmptyStory()
    refuse_size(len(data), data[:MAGIC_BYTES])
    if data.startswith(_ZIP):
        return _docx_text(data)
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise BinaryStory(looks_like=kind)
    text = _plain_text(data)
    _refuse_control_characters(text)
    return text


def refuse_size(size_bytes: int, head: bytes) -> None:
    """Raises StoryTooLarge where a file of this size that begins so is more than a story may be."""
    limit = DOCX_BYTES_MAX if head.startswith(_ZIP) else TEXT_BYTES_MAX
    if size_bytes > limit:
        raise StoryTooLarge(size_bytes=size_bytes, limit_bytes=limit)


def _plain_text(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, offset=len(bom))
    if b"\x00" in data:
        return _utf16_without_bom(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as bad:
        if _is_damaged_utf8(data):
            raise UndecodableStory(position_bytes=bad.start) from bad
        position = bad.start
    korean = _cp949(data)
    if korean is not None:
        return korean
    import charset_normalizer

    guess = charset_normalizer.from_bytes(data).best()
    if guess is None or not _is_mostly_readable(str(guess)):
        raise UndecodableStory(position_bytes=position)
    return str(guess)


def _strictly(data: bytes, encoding: str, offset: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as bad:
        raise UndecodableStory(position_bytes=offset + bad.start) from bad


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 in the byte order that makes Korean or Western text of it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(1 for c in text if _is_expected(c)) * 10 >= len(text) * 9:
            return text
    raise BinaryStory(looks_like="binary data")


def _is_expected(c: str) -> bool:
    """A letter, mark or space of Korean or Western prose."""
    code = ord(c)
    return c in "\t\n\r" or 32 <= code < 0x250 or 0x2000 <= code < 0x3020 or code in _HANGUL


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 with a few bad bytes, as against another encoding: most multi-byte characters are whole."""
    text = data.decode("utf-8", errors="replace")
    whole = sum(1 for c in text if ord(c) > 0x7F and c != "�")
    return whole > 4 * text.count("�")


def _cp949(data: bytes) -> str | None:
    """The text if it is CP949, else None.

    CP949's extension area swallows Western quotation marks together with the letter behind them; those
    syllables are rare in Korean, so many of them mean that the text is not Korean at all.
    """
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    syllables = [c for c in text if ord(c) in _HANGUL]
    rare = sum(1 for c in syllables if c.encode("cp949")[1] < 0xA1 or c.encode("cp949")[0] < 0xB0)
    return text if syllables and rare * 5 < len(syllables) else None


def _is_mostly_readable(text: str) -> bool:
    readable = sum(1 for c in text if c.isalnum() or c.isspace() or c in ".,!?\"'()-:;“”‘’…—「」『』")
    return readable * 10 >= len(text) * 8


def _refuse_control_characters(text: str) -> None:
    strange = sum(1 for c in text if ord(c) < 32 and c not in "\t\n\r\f\v\x1a")
    if strange * 200 > len(text):
        raise BinaryStory(looks_like="binary data")


def _marked(paragraph: "Paragraph") -> str:
    """A paragraph's text, with `# ` before what Word's own style says is the title."""
    text = paragraph.text
    style = paragraph.style.name if paragraph.style is not None else ""
    return f"# {' '.join(text.split())}\n" if style == "Title" and text.strip() else text


def _docx_text(data: bytes) -> str:
    """Paragraphs of a Word file, one a line, after its parts were counted and measured unopened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            if "word/document.xml" not in parts.namelist():
                raise BinaryStory(looks_like="zip")
    except zipfile.BadZipFile as bad:
        raise BrokenDocument(reason="not a whole zip file") from bad
    unpacked = sum(info.file_size for info in infos)
    if unpacked > DOCX_UNPACKED_BYTES_MAX or len(infos) > DOCX_PARTS_MAX:
        raise StoryTooLarge(size_bytes=unpacked, limit_bytes=DOCX_UNPACKED_BYTES_MAX)
    import docx  # most stories are plain text, and the library costs as much as reading one
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_marked(paragraph) for paragraph in document.paragraphs)
    except (OpcError, *_DOCX_FAULTS) as bad:
        raise BrokenDocument(reason=type(bad).__name__) from bad
    if not text.strip():
        raise EmptyStory()
    size = len(text.encode())
    if size > TEXT_BYTES_MAX:
        raise StoryTooLarge(size_bytes=size, limit_bytes=TEXT_BYTES_MAX)
    return text

"""What may be brought in, and how what may not is refused."""

import io
import zipfile
from pathlib import Path
from typing import Literal

import docx
import pytest

from toonverse.cli.story import read_bytes
from toonverse.domain.story import Story
from toonverse.errors import UsageError
from toonverse.studio import decoding
from toonverse.studio.intake import StoryWithoutLetters, take_in

KOREAN = "비가 내렸다. 우산은 없었다.\n\n“늦었네.”\n\n지우가 웃으며 말했다."


def taken(
    data: bytes,
    filename: str = "story.txt",
    title: str | None = None,
    language: Literal["auto", "ko", "en"] = "auto",
) -> Story:
    return take_in(data, filename, title, language)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_korean_is_read_in_every_usual_encoding(encoding: str):
    story = taken(KOREAN.encode(encoding))
    assert story.text == KOREAN
    assert story.language == "ko"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_english_with_curly_quotes_is_read_in_every_usual_encoding(encoding: str):
    text = "“I know,” said Ann. “It’s raining — again.” She shut the door and looked at the café.\n" * 4
    assert taken(text.encode(encoding)).text.strip() == text.strip()


def test_line_ends_and_composition_are_made_one():
    story = taken("한글\r\n두 줄\r세 줄 이야기".encode())
    assert story.text == "한글\n두 줄\n세 줄 이야기"


@pytest.mark.parametrize("data", [b"", b"   \n\t \r\n"])
def test_an_empty_file_is_refused(data: bytes):
    with pytest.raises(decoding.EmptyStory):
        taken(data)


def test_an_empty_story_behind_a_byte_order_mark_is_refused():
    with pytest.raises(UsageError):
        taken(b"\xef\xbb\xbf   \n")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 xxxx",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        bytes(range(256)) * 20,
        b"\x00" * 500,
        b"\x7fELF" + bytes(100),
        b"text with \x01\x02\x03\x04\x05 bytes",
    ],
)
def test_binary_data_is_refused(data: bytes):
    with pytest.raises(decoding.BinaryStory):
        taken(data)


def test_a_story_over_the_limit_is_refused_before_it_is_decoded():
    with pytest.raises(decoding.StoryTooLarge) as refused:
        taken(b"a" * 50_000_000)
    assert refused.value.facts == {"size_bytes": 50_000_000, "limit_bytes": decoding.TEXT_BYTES_MAX}


@pytest.mark.parametrize(
    ("head", "limit"), [(b"It rained.", decoding.TEXT_BYTES_MAX), (b"PK\x03\x04", decoding.DOCX_BYTES_MAX)]
)
def test_a_file_of_many_megabytes_is_refused_with_its_own_size(head: bytes, limit: int, tmp_path: Path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(52_000_000)
    with pytest.raises(decoding.StoryTooLarge) as refused:
        read_bytes(path)
    assert refused.value.facts == {"size_bytes": 52_000_000, "limit_bytes": limit}


def test_damaged_utf8_is_refused_with_the_place_of_the_damage():
    good = "비가 내리는 날이었다. ".encode() * 20
    with pytest.raises(decoding.UndecodableStory) as refused:
        taken(good + b"\xff\xfe" + good)
    assert refused.value.facts["position_bytes"] == len(good)


def test_damaged_utf16_is_refused():
    with pytest.raises(decoding.UndecodableStory):
        taken(KOREAN.encode("utf-16") + b"\x00")


def test_a_story_without_letters_is_refused():
    with pytest.raises(StoryWithoutLetters):
        taken(b"123 456 --- ... 789")


def test_every_refusal_has_a_code_of_its_own():
    kinds = [
        decoding.EmptyStory,
        decoding.BinaryStory,
        decoding.StoryTooLarge,
        decoding.UndecodableStory,
        decoding.BrokenDocument,
        StoryWithoutLetters,
    ]
    assert len({kind.code for kind in kinds}) == len(kinds)


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_is_read():
    story = taken(word_file("우산", "", "비가 내렸다. 우산이 없었다.", "“늦었네.” 지우가 말했다."), "a.docx")
    assert story.title == "우산"
    assert "“늦었네.” 지우가 말했다." in story.text


def test_a_word_file_without_text_is_refused():
    with pytest.raises(decoding.EmptyStory):
        taken(word_file(), "a.docx")


def test_a_zip_that_is_no_word_file_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("readme.txt", "hello")
    with pytest.raises(decoding.BinaryStory):
        taken(out.getvalue(), "a.docx")


def test_a_word_file_that_would_unpack_to_a_flood_is_refused_unopened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"\x00" * (decoding.DOCX_UNPACKED_BYTES_MAX + 1))
    with pytest.raises(decoding.StoryTooLarge):
        taken(out.getvalue(), "a.docx")


def test_a_torn_word_file_is_refused():
    with pytest.raises(decoding.BrokenDocument):
        taken(word_file("비가 내렸다.")[:-300], "a.docx")


def test_a_word_file_with_a_broken_part_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<not><closed>")
        parts.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(decoding.BrokenDocument):
        taken(out.getvalue(), "a.docx")


def test_a_given_title_wins_over_the_one_found():
    assert taken("제목 줄\n\n비가 내렸다.".encode(), title="  새 제목 ").title == "새 제목"


def test_a_title_line_and_a_byline_are_taken_off_the_story():
    story = taken("        우산\n                    김 아무개\n\n비가 내렸다. 우산이 없었다.".encode())
    assert (story.title, story.text) == ("우산", "비가 내렸다. 우산이 없었다.")


def test_a_first_sentence_is_no_title():
    story = taken("비가 내렸다.\n\n우산이 없었다.".encode(), "우산_이야기.txt")
    assert (story.title, story.text.splitlines()[0]) == ("우산 이야기", "비가 내렸다.")


def test_a_story_of_one_line_keeps_its_line():
    story = taken("비 오는 날".encode(), ".txt")
    assert story.text == "비 오는 날"
    assert story.title


def test_a_licence_around_the_story_is_taken_off():
    text = (
        "The Project Gutenberg EBook of Rain\n\nTitle: Rain\n\nAuthor: Nobody\n\n"
        "*** START OF THIS PROJECT GUTENBERG EBOOK RAIN ***\n\nProduced by Somebody\n\nRAIN\n\nby Nobody\n\n"
        "It rained. Ann had no umbrella.\n\n*** END OF THIS PROJECT GUTENBERG EBOOK RAIN ***\n\nLicence text"
    )
    story = taken(text.encode())
    assert (story.title, story.text) == ("Rain", "It rained. Ann had no umbrella.")


@pytest.mark.parametrize(
    ("text", "filename", "form"),
    [
        ("비가 내렸다. 우산이 없었다.", "a.txt", "prose"),
        ("INT. HOUSE - DAY\n\nMINA\nHello.", "a.txt", "fountain"),
        ("Somebody walks.", "a.fountain", "fountain"),
        ("PANEL 1\nA street.\nMINA: Hello.", "a.txt", "panels"),
        ("컷 1\n거리.\n미나: 안녕.", "a.txt", "panels"),
        ("1컷\n거리.\n미나: 안녕.", "a.txt", "panels"),
    ],
)
def test_the_form_of_a_story_is_told_from_its_text(text: str, filename: str, form: str):
    assert taken(text.encode(), filename).form == form


def test_a_language_asked_for_is_kept():
    assert taken(b"OK, Mina.", language="ko").language == "ko"
    assert taken(b"OK, Mina.").language == "en"


def test_marks_of_italics_leave_the_words_they_stood_around():
    story = take_in(
        "It was _so_ late.\n\n“_Bob: come._” She saved it as a_b_c.".encode(), "a.txt", None, "en"
    )
    assert story.text == "It was so late.\n\n“Bob: come.” She saved it as a_b_c."


@pytest.mark.parametrize("title", ["우산", "어디 가니?"])
def test_the_title_style_of_a_word_file_is_the_title(title: str):
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    document.add_paragraph("비가 내렸다.")
    document.add_paragraph("“늦었네.” 지우가 말했다.")
    out = io.BytesIO()
    document.save(out)
    story = taken(out.getvalue(), "a.docx")
    assert story.title == title
    assert story.text.startswith("비가 내렸다.")


def test_a_korean_name_right_below_the_title_is_its_author():
    story = taken(
        "동백나무\n김아무\n\n오늘도 비가 내렸다. 나는 집에 있었다.\n\n밤이 왔다.\n".encode(), "a.txt"
    )
    assert story.title == "동백나무"
    assert story.text.startswith("오늘도")

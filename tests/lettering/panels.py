"""Random panels to letter: sizes, faces, lines in Korean, English, Japanese and mixtures."""

from dataclasses import dataclass

from hypothesis import strategies as st

from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face
from toonverse.domain.script import Line, LineKind
from toonverse.domain.story import Language

CAST = ("민수", "지은", "Della")
KINDS: tuple[LineKind, ...] = ("speech", "thought", "shout", "whisper", "letter", "sign", "caption")
HANGUL = "가나다라마바사아자차카타파하이그저말없었다는을를에서도만지요네괜찮뷁똠햏"
KOREAN = st.text(alphabet=HANGUL, min_size=1, max_size=7)
ENGLISH = st.text(alphabet="abcdefghijklmnopqrstuvwxyzI'", min_size=1, max_size=9)
OTHER = st.sampled_from(
    ["…", "--", "100%", "ㅋㅋㅋ", "♥", "人力車", "💙", "カンペキ", "OK!", "“그래”", "3시"]
)
ENDS = st.sampled_from(["", "", "", ".", "!", "?", "…", ",", "?!", "~"])


@dataclass(frozen=True)
class Scene:
    width: int
    height: int
    lines: tuple[Line, ...]
    sounds: tuple[str, ...]
    faces: tuple[Face, ...]
    language: Language


@st.composite
def texts(draw: st.DrawFn, words_max: int = 12) -> str:
    word = st.one_of(KOREAN, KOREAN, ENGLISH, OTHER)
    words = draw(st.lists(st.tuples(word, ENDS), min_size=1, max_size=words_max))
    return " ".join(word + end for word, end in words)


@st.composite
def faces(draw: st.DrawFn, width: int, height: int) -> tuple[Face, ...]:
    found: list[Face] = []
    for name in CAST[: draw(st.integers(0, 3))]:
        size = draw(st.floats(0.08, 0.3)) * width
        x = draw(st.floats(0, width - size))
        y = draw(st.floats(0, max(1.0, height - size * 1.2)))
        head = Box(x, y, x + size, min(height, y + size * 1.2))
        body = Box(max(0, x - size / 2), y, min(width, x + size * 1.5), min(height, y + size * 6))
        found.append(Face(name, head, Point(x + size / 2, y + size * 0.95), body))
    return tuple(found)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    width = draw(st.sampled_from([800, 1024]))
    height = draw(st.integers(int(width * 0.6), int(width * 1.8)))
    speakers = st.sampled_from(["", "unknown", *CAST])
    lines = draw(st.lists(st.builds(Line, texts(), speakers, st.sampled_from(KINDS)), max_size=4))
    sounds = draw(
        st.lists(st.sampled_from(["콰앙!!", "두근두근", "BOOM!", "tap tap", "쏴아아아"]), max_size=2)
    )
    people = draw(faces(width, height))
    return Scene(width, height, tuple(lines), tuple(sounds), people, draw(st.sampled_from(["ko", "en"])))

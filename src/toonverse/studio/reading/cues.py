"""What scripts share: names in capitals, remarks in brackets, quoted lines."""

import re

from toonverse.domain.script import LineKind

_KINDS: tuple[tuple[LineKind, str], ...] = (
    (
        "whisper",
        r"whisper|quiet|under (?:his|her|their) breath|softly|hushed|mutter|murmur|sotto|속삭|작게|"
        r"작은 ?소리|조용|중얼|나직",
    ),
    ("shout", r"shout|yell|scream|loud|cry|roar|bellow|외치|외침|소리치|소리침|버럭|크게|고함|비명|절규"),
    ("thought", r"think|thought|to (?:him|her|them)sel(?:f|ves)|mind|생각|속마음|독백|속으로|마음속"),
    ("letter", r"letter|reading|text message|e-?mail|편지|문자|쪽지|메시지|읽"),
    ("sign", r"\bsign\b|간판|표지|화면"),
)


VOICE_OVER = re.compile(r"\bV\.? ?O\b|\bvoice.?over\b", re.I)
OFF_SCREEN = re.compile(r"\bO\.? ?[SC]\b|\boff.?(?:screen|camera)\b", re.I)


def kind_of_remark(remark: str) -> LineKind:
    """How a line is given, from the words in brackets beside it."""
    for kind, pattern in _KINDS:
        if re.search(pattern, remark, re.I):
            return kind
    return "speech"


def given_loudly(text: str, kind: LineKind) -> LineKind:
    """A spoken line all in capitals with a mark of exclamation is shouted."""
    capitals = text.isupper() and sum(c.isalpha() for c in text) > 1
    return "shout" if kind == "speech" and capitals and "!" in text else kind


def display_name(name: str) -> str:
    """`MINA` -> `Mina`; names with digits or lower case stay as they are; `(CONT'D)` and `^` go."""
    name = re.sub(r"\s*[(（][^)）]*[)）]?\s*|\s*\^\s*$", " ", name)
    name = re.sub(r"\s+", " ", name).strip(" *_@:：")
    if name.isupper() and not any(c.isdigit() for c in name) and len(name) > 1:
        return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda m: m[0].capitalize(), name)
    return name


def bare_line(text: str) -> str:
    """The words without the marks that enclose all of them."""
    text = text.strip()
    for left, right in ("“”", '""', "‘’", "''", "「」", "『』"):
        if len(text) > 1 and text[0] == left and text[-1] == right and right not in text[1:-1]:
            return text[1:-1].strip()
    return text

"""One catalogue, two languages. Korean unless the reader's choice or browser prefers English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from starlette.requests import HTTPConnection

from toonverse.domain.story import Language

COOKIE = "lang"
CATALOGUE = Path(__file__).parent / "locale" / "catalogue.toml"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Message key -> {"ko": ..., "en": ..., optionally "en_one": ...}; `{count}` picks `en_one` at 1."""
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language: `voice("panels", count=12)`. A key that is not in the catalogue is a KeyError."""

    language: Language

    def __call__(self, key: str, /, **facts: object) -> str:
        forms = catalogue()[key]
        one = forms.get(f"{self.language}_one")
        return (one if one and facts.get("count") == 1 else forms[self.language]).format(**facts)

    def known(self, kind: str, name: str) -> str:
        """The word for a name (`source`, `studio`); the name itself where there is none, as of an import."""
        key = f"{kind}.{name}"
        return self(key) if key in catalogue() else name

    def day(self, day: date) -> str:
        month = self("months").split()[day.month - 1]
        return self("day", year=day.year, month=month, day=day.day)

    def short_day(self, day: date) -> str:
        month = self("months.short").split()[day.month - 1]
        return self("day.short", year=day.year, month=month, day=day.day)


def language_of(connection: HTTPConnection) -> Language:
    """The page's language: `?lang=`, else the cookie that a former `?lang=` left, else the browser's."""
    return (
        _supported(connection.query_params.get("lang"))
        or _supported(connection.cookies.get(COOKIE))
        or accepted_language(connection)
    )


def asked_language(connection: HTTPConnection) -> Language | None:
    """The language that this very address asks for, to be remembered."""
    return _supported(connection.query_params.get("lang"))


def accepted_language(connection: HTTPConnection) -> Language:
    """English where `Accept-Language` prefers it to Korean, else Korean (RFC 9110, 12.5.4)."""
    weights = _weights(",".join(connection.headers.getlist("accept-language")))
    korean, english = weights.get("ko", 0.0), weights.get("en", 0.0)
    return "en" if english > korean else "ko"


def _supported(code: str | None) -> Language | None:
    if code == "ko":
        return "ko"
    return "en" if code == "en" else None


def _weights(header: str) -> dict[str, float]:
    """Primary language -> highest weight; among equal weights the one named first is the higher."""
    weights: dict[str, float] = {}
    for place, part in enumerate(header[:1000].split(",")):
        tag, _, parameter = part.partition(";")
        language = tag.strip().split("-")[0].lower()
        weight = _quality(parameter) - place * 1e-6
        if weight > 0:
            weights[language] = max(weight, weights.get(language, 0.0))
    return weights


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0

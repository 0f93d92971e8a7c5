"""Who would say a Korean line by its words alone: a man or a woman, somebody above or below."""

import re

from toonverse.studio.reading.document import People
from toonverse.studio.reading.evidence import Evidence
from toonverse.studio.reading.people import EQUAL
from toonverse.studio.reading.words import people as people_words

_OF_MEN = re.compile(
    r"(?<![가-힣])(?:허허|껄껄|여보게|이 사람아|자네|이놈|이년|마누라|형님|누나|누님|계집|임자|예끼|엑)"
)
"""Words that women of older prose hardly use, such as 자네 and the names that men call their kin by."""
_DOWNWARD = re.compile(r"(?<![가-힣])(?:얘|이놈|이년|이 자식|이 녀석|너는|네가|너희|아가|자네)(?![가-힣])")
_TO_THE_HOUSE = re.compile(
    r"(?<![가-힣])(?:아씨|새아씨|작은 ?아씨|나리|서방님|도련님|마님|대감마님)(?=[,!?.… ]|$)"
)
_SERVANTS = frozenset(people_words.SERVANTS_KO.split())


def add_bearing(evidence: Evidence, text: str, people: People) -> None:
    """Adds to each candidate already found what the words of the line say for or against."""
    of_men, downward = bool(_OF_MEN.search(text)), bool(_DOWNWARD.search(text))
    to_the_house = bool(_TO_THE_HOUSE.search(text))
    for name in evidence.found:
        if to_the_house and name.split()[-1] in _SERVANTS:
            evidence.add(name, "serves")
        gender = people.gender(name)
        if of_men and gender != "unknown":
            evidence.add(name, "words_of_men", 1.0 if gender == "male" else -1.0)
        standing = people.standing.get(name, EQUAL)
        if downward and standing != EQUAL:
            evidence.add(name, "downward", float(standing - EQUAL))

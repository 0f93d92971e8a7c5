"""Who would say a Korean line by its words alone: a man or a woman, somebody above or below."""

import re

from toonverse.studio.reading.document import People
from toonverse.studio.reading.evidence import Evidence
from toonverse.studio.reading.people import EQUAL

_OF_MEN = re.compile(
    r"(?<![가-힣])(?:허허|껄껄|여보게|이 사람아|자네|이놈|이년|마누라|형님|누나|누님|계집|임자|예끼|엑)"
)
"""Words that women of older prose hardly use, such as 자네 and the names that men call their kin by."""
_DOWNWARD = re.compile(r"(?<![가-힣])(?:얘|이놈|이년|이 자식|이 녀석|너는|네가|너희|아가|자네)(?![가-힣])")


def add_bearing(evidence: Evidence, text: str, people: People) -> None:
    """Adds to each candidate already found what the words of the line say for or against."""
    of_men, downward = bool(_OF_MEN.search(text)), bool(_DOWNWARD.search(text))
    for name in evidence.found:
        gender = people.gender(name)
        if of_men and gender != "unknown":
            evidence.add(name, "words_of_men", 1.0 if gender == "male" else -1.0)
        standing = people.standing.get(name, EQUAL)
        if downward and standing != EQUAL:
            evidence.add(name, "downward", float(standing - EQUAL))

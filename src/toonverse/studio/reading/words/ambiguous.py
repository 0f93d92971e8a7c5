"""Words that name a place only where they stand as one."""

ONLY_AT_KO = "고개 절 역 차 들 강 대로 인도 정상 논 섬 둑 배 거리 시청 부동산"
"""`고개를 젓다`, `쿨룩거리는`: places only before 에, 에서, 로 and the like."""

ONLY_AFTER_ARTICLE_EN = """
well plain study court
bank ward port bar deck coach park pass lane square stream field cell counter plane
"""
"""`as well`, `he studies`: places only after an article, a possessive or in, at, to."""

LEFTOVERS = "우산 우비 비옷 빗물 빗방울 눈밭 눈길 눈더미 umbrella puddle puddles snowdrifts"
"""Signs of rain and snow that last when nothing falls any more."""

"""Things that tell the age a story plays in."""

ERAS_KO = """
modern: 스마트폰 휴대폰 핸드폰 휴대전화 컴퓨터 노트북 편의점 아파트 지하철 버스 텔레비전 티비 인터넷
    카톡 문자 메시지 이어폰 엘리베이터 라면 카페 택시 냉장고 에어컨 자동차 회사 팀장 알바 유튜브
    국군 권총 군의관 야전병원 포탄 헬기 기관총
    게임 컵라면 치킨 커피 사무실 헬멧 오토바이 교복 형광등 자판기 카메라
period: 인력거 전차 한양 임금 사또 선비 나무꾼 초가 주막 엽전 도령 대감 양반 머슴 옛날 호롱불 짚신
    두루마기 전찻길 백동화 여학교 야소 기생 나룻배 포졸 상투 도포 한복 장터 가마 물동이 등잔 아궁이
    서당 마님 첨지 원님 막걸리 저고리 지게 냥 관아 나루터 도깨비 산신령
    전하 주상 내관 상선 대군 세자 편전 용상 곤룡포 옥새 상궁 궁녀 중전 대비 영의정 어명 역모 사약 조정
    서찰 파발 봉수 훈장 유생 과거시험 암행어사 마패 수라 도성 한성 나으리 나리 소인 궁궐
fantasy: 황녀 황자 대공 영애 제국군 제국의 황궁 알현실 왕좌 마녀 신탁 왕국
    마법 마법사 용사 마왕 던전 엘프 드래곤 마나 길드 검기 기사단 황제 공작 몬스터 정령 마물
    성녀 소환 헌터 게이트 마탑 공녀 황태자
future: 우주복 함선 에어록 무중력 복제인간 항성 성간 우주선
    우주선 로봇 외계인 안드로이드 은하 홀로그램 인공지능 행성 우주정거장 사이보그 화성 궤도
"""

ERAS_EN = """
modern: phone smartphone computer laptop internet email text bus subway television tv apartment
    elevator microwave car airport website headphones app taxi texted screen coffee keyboard freezer
    refrigerator truck flashlight sneakers parking microphone spotlight helicopter auditorium video
period: carriage gaslight gas horseman telegraph parlor parlour corset lantern musket servant
    governess bonnet gentleman shilling sixpence coachman candle plough fob janitor petticoat
    waistcoat inkwell lamplighter
fantasy: prophecy realm highness cursed enchanted
    wizard dragon elf sword magic spell knight castle sorcerer kingdom quest dwarf goblin wand
    potion throne
future: astronaut spacesuit freighter thruster zero_gravity escape_pod the_pod starfighter terraform
    space_station
    spaceship starship robot android galaxy hologram planet cyborg airlock orbit drone asteroid
"""

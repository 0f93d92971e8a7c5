"""Place, time and weather words by kind; `_` stands for a space inside a term."""

PLACES_KO = """
tavern: 선술집 술집 주막 포장마차 호프집 객주 여관 주점 맥줏집 목로
kitchen: 부엌 주방 싱크대 식탁 부뚜막 아궁이 취사장
shop: 가게 상점 편의점 서점 책방 마트 슈퍼 시장 백화점 카페 커피숍 다방 식당 빵집 꽃집 약국 미용실
    이발소 사진관 문방구 정육점 옷가게 악기점 분식집 장터 점포 매장 문구점 세탁소 국밥집 찻집 만화방
    피시방 노래방 레스토랑 공방 철물점 시계방 떡집 빨래방
    공장 제분소 방앗간 정비소 카센터 작업장 휴게소 수선집 양장점 양복점 전당포 한약방
school: 학교 교실 운동장 복도 강의실 도서관 체육관 기숙사 교무실 음악실 미술실 과학실 강당 대학
    캠퍼스 교정 서당 여학교 학원 유치원 양호실 보건실 동아리방 매점 교문
    헬스장
office: 사무실 회의실 회사 사무소 관청 경찰서 파출소 법원 탕비실 작업실 연구실 연구소 사장실 동헌
    관아 편집부 방송국 스튜디오 사감실
    복덕방 부동산 중개소 우체국 은행 소방서 주민센터 구청 군청 시청
hospital: 병원 응급실 병실 수술실 진료실 중환자실 의원 한의원 병동 영안실 보건소
    요양원 치과 의무실
station: 정거장 정류장 역 기차역 지하철역 승강장 플랫폼 대합실 터미널 공항 버스정류장 개찰구 간이역
vehicle: 버스 기차 열차 지하철 택시 자동차 차_안 전철 비행기 마차 가마 배_위 갑판 우주선 트럭 조수석
    뒷좌석 백미러 운전대 함교 우주정거장 우주_정거장 에어록 기관실
    운전석 객차 승용차 선실
forest: 숲 숲속 수풀 대숲 덤불 산속 밀림 나무숲 솔숲 숲길
mountain: 산 산길 고개 고갯마루 절벽 산꼭대기 산등성이 봉우리 산골 벼랑 언덕 바위산 산중 골짜기 정상
    산기슭 동굴 고갯길 고원 화산 분화구 빙하 산비탈 천문대
harbour: 항구 부두 포구 선착장 나루 나루터 방파제 등대
sea: 바다 바닷가 해변 해안 백사장 모래사장 갯벌 섬 수평선 바닷속 용궁
river: 강 강가 강변 개울 냇가 시냇가 다리_위 연못 호수 우물가 둑 계곡 우물 한강 개천 연못가 호숫가 천변
field: 들 들판 밭 논 논둑 과수원 초원 벌판 풀밭 밭두렁 논두렁 목장 갈대밭 보리밭 꽃밭
    양봉장 벌통 사막 황무지 평원 들녘 습지 늪
temple: 절 사찰 암자 법당 성당 교회 사당 서낭당 당집 신전 성황당 예배당 무덤 산소 묘지
village: 마을 고을 동네 동구 초가 초가집 오두막 마당 시골 장승 툇마루 대청마루 앞마당 뒷마당 기와집
    한옥 외양간 헛간 사립문
alley: 골목 골목길 뒷골목 담벼락 막다른_골목
street: 거리 길가 한길 큰길 도로 횡단보도 건널목 차도 인도 대로 네거리 사거리 신작로 길목 육교
    전찻길 길거리 길바닥 골목시장 가로등 비탈길 하굣길 등굣길 출근길 퇴근길
    주차장 주유소
city: 도시 시내 빌딩 옥상 광장 도심 전망대 고층 성벽 한양 번화가 공원 놀이터 성문 빌딩숲
room: 방 방안 안방 거실 침실 원룸 자취방 아파트 침대 소파 서재 다락방 다락 하숙방 사랑방 골방 응접실
    현관 고시원 옥탑방 지하실 반지하 연립 이불 행랑방 객실 호텔 집
    집안 빌라 방문 베란다 발코니 창고 별당 처소 대전 궁궐 왕궁
    알현실 왕좌 황궁 황성 연회장 무도회장 접견실 집무실 
    엘리베이터 승강기 비상계단 계단참 거울_앞 방송실
    목욕탕 찜질방 사우나 공연장 무대 온천
    미술관 박물관 극장 영화관 교도소 감옥 감방 유치장 장례식장 예식장 모텔 펜션
"""

PLACES_EN = """
tavern: tavern inn bar pub saloon alehouse taproom nightclub
kitchen: kitchen stove pantry scullery galley
shop: shop store stores market cafe café coffee_shop bakery bookshop bookstore supermarket diner
    restaurant pharmacy grocery boutique laundromat
    drug_store drugstore
    laundry laundrette launderette dry_cleaner's mall pawnshop florist barbershop salon
    convenience_store counter hair_goods workshop smithy forge
    factory foundry tailor's dressmaker's repair_shop
school: school classroom schoolyard gym library campus dormitory dorm cafeteria lecture_hall
    playground locker_room university college
office: office police_station precinct meeting_room conference_room cubicle courtroom court
    laboratory lab newsroom boardroom studio headquarters embassy
    bank estate_agent's estate_agency realtor's post_office fire_station town_hall city_hall
hospital: hospital clinic ward emergency_room operating_room infirmary waiting_room morgue
    nursing_home
    dentist's sickroom
station: station platform bus_stop airport terminal depot ticket_office turnstile departure_gate
vehicle: train bus car taxi cab subway carriage truck van plane airplane spaceship cockpit tram
    dashboard windscreen windshield steering_wheel driver's_seat rear-view_mirror
    ferry back_seat backseat passenger_seat coach porsche ship boat deck shuttle
forest: forest woods wood jungle grove thicket trees undergrowth clearing
mountain: mountain mountains cliff hill hilltop ridge peak summit cave pass ravine canyon slope
    hillside gorge cavern plateau observatory volcano crater glacier foothills
harbour: harbour harbor dock docks pier wharf quay lighthouse marina port jetty breakwater
sea: sea ocean beach shore coast island seaside dunes surf
river: river riverbank bridge stream lake pond creek canal pool waterfall brook embankment
field: field fields meadow farm pasture prairie orchard vineyard plain moor barn cornfield paddock
    apiary beehives desert wasteland steppe savanna marsh swamp valley heath
temple: temple church chapel shrine cathedral monastery abbey graveyard cemetery churchyard mosque
village: village hamlet cottage courtyard yard backyard garden patio porch shack hut well farmhouse
alley: alley alleyway back_street backstreet dead_end
street: street streets road sidewalk sidewalks thoroughfare pavement avenue highway crossing
    intersection lane boulevard curb crosswalk street_corner square parking_lot driveway
    gas_station petrol_station toll_booth phone_booth
city: city skyline rooftop on_the_roof downtown skyscraper plaza park castle_wall ramparts
room: room bedroom flat apartment living_room house hall hallway parlour parlor attic basement
    cellar study hotel motel bathroom bed sofa couch home cabin trailer mansion garage cell tent
    elevator ballroom banquet_hall audience_chamber great_hall
    dining_room greenhouse airlock control_room office_chair
    landing stairwell lobby bunker palace throne_room castle chamber
    nursery studio_apartment
    corridor bathhouse sauna museum exhibition_hall gallery
    art_gallery theatre theater cinema prison jail warehouse
    storeroom funeral_home wedding_hall dungeon auditorium concert_hall
"""

TIMES_KO = """
dawn: 새벽 동틀 동트 동이 여명 첫닭 먼동
evening: 저녁 해질 해_질 황혼 노을 석양 땅거미 해거름 퇴근 저물 어스름 초저녁 저녁놀
night: 밤 달이 한밤 한밤중 자정 심야 밤중 달빛 별빛 밤늦 오밤중 야밤 깊은밤 밤길 보름달 그믐 야자 야근
    새로한점
day: 아침 낮에 낮이 낮부터 한낮 정오 오전 오후 대낮 점심 햇살 햇볕 햇빛 등교 출근 대낮에 방과 수업 하학 백주
"""

TIMES_EN = """
dawn: dawn daybreak sunrise first_light before_sunrise cockcrow
evening: evening dusk sunset twilight nightfall sundown gloaming seven_o'clock 7_o'clock dinner
    supper magic_hour
night: night midnight moonlight stars tonight moon overnight two_in_the_morning three_in_the_morning
    after_dark streetlight streetlights later_that_night
day: day morning noon midday afternoon daylight sunlight sunshine lunch breakfast lunchtime
"""

WEATHER_KO = """
storm: 폭풍 폭풍우 천둥 번개 태풍 벼락 폭우 눈보라 장대비
rain: 비가 빗물 빗방울 빗소리 빗줄기 소나기 우산 이슬비 가랑비 장마 궂은비 보슬비 비를 우중 봄비
    빗속 비는 부슬비 여우비 비옷
snow: 눈송이 함박눈 첫눈 눈발 싸락눈 눈밭 눈길 눈더미 폭설 눈사람
fog: 안개 물안개 연무
wind: 바람이 강풍 바람결 찬바람 돌풍 칼바람 비바람 바닷바람
cloudy: 흐린 먹구름 구름이 흐렸
clear: 햇살 햇볕 햇빛 화창 쨍쨍 맑게 달빛 별이 별빛 맑았 보름달 땡볕 뙤약볕 노을
"""

WEATHER_EN = """
storm: storm thunder lightning thunderstorm hurricane blizzard tempest typhoon gale
rain: rain raining rained drizzle downpour umbrella raindrops shower rainy rain-soaked puddles
    puddle
snow: snow snowing snowed snowflakes snowfall snowy sleet snowdrifts
fog: fog mist foggy misty haze
wind: windy gusts gust the_wind
cloudy: cloudy overcast clouds grey_sky gray_sky
clear: sunny sunshine sunlight clear_sky blue_sky bright_sun starlight moonlight sun_is_shining
    the_sun stars
"""

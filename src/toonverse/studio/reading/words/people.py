"""Words for people: kinship, callings, titles, given names.

In the person tables a key is gender (f, m, u) and age (c child, y young, m middle, o old, u not said).
"""

PERSONS_KO = """
fu: 아내 마누라 처 부인 안사람 여자 여인 계집 여편네 마님 마마 마마님 아낙 아낙네 여선생 여사
    사모님 여사장 새댁 무당 여왕 왕비 황후 과부 해녀 여배우
fm: 엄마 어머니 어미 어멈 이모 고모 숙모 아주머니 아줌마 아주먼네 장모 시어머니 올케 주모 중전 계모
    새엄마 상궁 대비
fy: 공녀 황비
fm: 공작부인 백작부인
fy: 누나 언니 아가씨 처녀 여동생 딸 며느리 공주 여학생 낭자 아씨 신부 그녀 여친 색시 기생 선녀 시녀
    궁녀 여대생 여고생 여중생 따님 마녀 성녀 영애 황녀 옹주 하녀 수녀
fc: 소녀 계집애 여자아이 손녀 꼬마아가씨 계집아이
fo: 할머니 할미 할멈 노파 외할머니 노부인
mu: 남편 사내 남자 서방 신랑 왕 임금 장군 병사 인력거꾼 차부 나무꾼 사냥꾼 농부 어부 머슴
    상인 장수 도둑 도적 기사 신사 양복쟁이 대장장이 목수 포졸 원님 사또
    스님 신부님 군인 대장 황제
mm: 재상 승상 정승 판서 총독 제독 대주교 추기경 시종장
    아빠 아버지 아비 아저씨 삼촌 이모부 고모부 외삼촌 숙부 첨지 대감 장인 시아버지 가장 양반 나리
    생원 진사 주사 영주 공작 백작 후작 남작
my: 형 오빠 총각 청년 남동생 아들 왕자 도련님 남학생 도령 선비 머슴애 남친 남고생 아드님 신랑감 무사
    황자 태자 세자 집사
mc: 소년 사내아이 손자 꼬마 동자 남자아이 중대가리
mo: 할아버지 할아범 노인 영감 영감님 외할아버지 노승 신령 산신령
uy: 학생 동생 후배 제자 조카 친구 애인 동료 알바 알바생 신입 인턴 막내 연습생 조교 학우 반장 짝꿍
    젊은이 용사 대학생 고등학생 중학생
uc: 아이 어린애 애 아기 꼬맹이 어린이 아가 초등학생 갓난아기 갓난애
fy: 누이 누님 매씨
my: 오라버니 오라비 오래비 도련
fu: 여급 작부 첩 본처 시누이 여주인 여교사 전도부인 여편 아낙네들 여의사 여종 계집종 식모 유모 침모 새아씨
    새색시
fm: 행랑어멈 안잠자기 백모 조모 형수 제수 동서 사돈댁
mu: 순사 순검 헌병 병정 마름 광대 백정 머슴꾼 지게꾼 엿장수 선원 선장 뱃사람 갖바치 미장이 십장 하인
mm: 부친 행랑아범 아범 당숙 백부 계부 매부 매형 형부 처남 외숙 이장 구장 면장 군수
fu: 무녀
mu: 장정 청지기 무장 강도
mo: 조부 소경 봉사 증조부
um: 서기 간수 죄수 전도사 교사 훈도 한의사 주지 지주 소작인 점쟁이 약장수 방물장수 소리꾼 농군 품팔이 목사
    하사 중사 상사
    중위 대위 소령 중령 대령 사령관 사돈
uy: 동무 동지 하숙생 급우 종 노복 사위 아우 급사 보이
uu: 벙어리 곰보 절름발이
um: 편집자 담당자 피디 프로듀서 헌터 길드장 부길드장 길드원 기사단장 궁수 힐러 해커 과학자 코치 셰프
    바리스타 승무원 조종사 항해사 해적 회장 부회장 세입자 의뢰인 목격자 경관 구급대원 작곡가 디자이너
    개발자 유튜버 스트리머 교관 총장 학장
mu: 대공 마왕
uy: 아이돌 룸메이트 쌍둥이
uu: 엘프 드워프 뱀파이어 늑대인간 구미호 안드로이드
um: 전무 전무님 상무 상무님 이사 이사님 본부장 사령 부사장 지배인 경호원 기장 부기장 정비사 통신사 교도관
    수사관 의장 총리 대통령 장관 국왕 원수 사제 신관 집행관
um: 선생 선생님 스승 사장 사장님 의사 간호사 형사 경찰 경찰관 감독 교수 부장 과장 차장 팀장 실장 대표
    기자 작가 사감 교장 담임 국장 소장 반장님 점장 원장 교감 손님 주인
    집주인 기사님 경비 경비원 변호사 검사 판사 박사 편집장 운전사 기관사 차장님 종업원 점원 승객
    우체부 집배원 배달부 배달원 청소부 소방관 등대지기 문지기 산지기 묘지기 파수꾼 경비병 보초
    역무원 역장 이발사
    정원사 재단사 사진사 요리사 마부 뱃사공 사공 광부 석공 도공 인부 일꾼 택배기사 수리공 약사 구두장이
    시계공
    관리인 형사님 마법사 교원
uo: 노인네 어르신 촌장 조상
uy: 대리 주임 사원 선배 요원 탐정 비서 매니저 배우 가수 화가 순경 조수
uu: 이웃 범인 괴물 귀신 유령 도깨비 용왕 천사 악마 로봇 외계인 요정 주인공 병인 환자 병자
    주정꾼 주정뱅이 뚱뚱보 말라깽이 거지 나그네 길손 난쟁이 거인 저승사자
    여행자 행인 낯선이
uu: 호랑이 토끼 여우 늑대 곰 까치 두꺼비 거북 거북이 자라 사슴 고양이 강아지 개 쥐 원숭이 사자
    까마귀 제비 개구리 구렁이 뱀 용 참새 다람쥐 두더지 너구리 당나귀 황소
    백호 학 부엉이 올빼미 고래
"""

TITLES_KO = """
소사 선달 참봉 주부 풍헌 좌수 별감 초시 의관 감역 씨 님 군 양 선생 선생님 스승 첨지 서방 여사 사감 팀장
    대리 과장 부장 차장 사장 대표 실장 주임 사원 이사
교수 박사 선배 후배 형사 기자 작가 감독 코치 영감 대감 도령 낭자
아씨 아가씨 아저씨 아줌마 아주머니 할머니 할아버지 할멈 영감님 엄마 아빠 어머니 어멈 형 누나 언니
오빠 이모 삼촌 사또 장군 왕자 공주 의원 의사 간호사 원장 소장 반장 점장
매니저 국장 편집장 순경 경사 경위 반장님 팀장님 부인 마님 댁 생원 진사 주사 처녀 총각 소년 소녀 노인
학생 스님 신부 수녀 목사 검사 판사 변호사 할아범 비서 공작 백작 남작
후작 경 대위 중위 소위 병장 상병 요원 탐정 누이 선장 함장 대공 회장 길드장 피디 편집자
"""
"""Nouns that follow a name and with it make one."""

SURNAMES_KO = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함"
    "변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)

FEMALE_ENDINGS_KO = "희숙자순미은연아나경란옥선례화린애원이예비별솔봄빛늬채정분녀월향심매령빈"
MALE_ENDINGS_KO = "수호준석철훈우혁식태성환민섭욱규재현기범찬근광돌쇠복만길룡걸진도한국일건웅무학동칠삼팔봉솨"
"""Last syllables of given names, by whom they mostly name; a leaning, not a rule."""
EITHER_ENDINGS_KO = "진현하영주인민정지서윤원우경유안"
FEMALE_OPENINGS_KO = "혜미예소다유보채아나은세희연초슬설순숙옥금춘애서수하선"
MALE_OPENINGS_KO = "동태성철준재도광병용기상대종건강석승우민형진"
"""Last syllables that name both; the first syllable tells then (`은하`, `동하`, `미영`, `준영`)."""

PERSONS_EN = """
fu: woman lady mistress wife mrs ms madame madam waitress actress queen witch landlady widow
    girlfriend bride nun goddess hostess female
fm: mother mom mum mama mommy aunt auntie
fy: daughter sister maid princess schoolgirl miss gal
fc: girl granddaughter
fo: grandmother grandma granny nana crone
mu: man gentleman husband mr sir king lord fellow guy boyfriend sailor fisherman soldier knight monk
    priest waiter policeman fireman salesman wizard minion male chief
mm: father dad daddy papa uncle postman mailman milkman watchman repairman doorman boatman ferryman
my: son brother prince schoolboy lad
mc: boy grandson
mo: grandfather grandpa granddad
uy: student friend stranger teenager kid intern apprentice roommate lover cousin barista recruit
    rookie assistant squire messenger
uc: child baby toddler infant
um: captain doctor teacher professor boss manager detective officer driver judge nurse lawyer
    inspector sergeant innkeeper merchant baker keeper butcher owner guard cook chef mayor sheriff
    clerk bartender shopkeeper librarian pilot engineer commander general colonel editor reporter
    postman mailman milkman watchman fireman repairman doorman boatman lighthousekeeper
    gardener farmer carpenter blacksmith watchmaker clockmaker cobbler tailor shepherd miner courier
    barber plumber mechanic porter caretaker cleaner gravedigger beekeeper goalkeeper sweeper
    janitor landlord conductor principal coach dispatcher ferryman
fu: spinster chambermaid housemaid housekeeper nursemaid governess schoolmistress headmistress sorceress
    enchantress empress duchess countess baroness fiancée stenographer stewardess seamstress washerwoman
    charwoman nymph priestess bridesmaid matron heiress
fm: godmother stepmother mother-in-law
fy: niece stepsister stepdaughter sister-in-law daughter-in-law lass maiden
mu: bachelor curate vicar parson bishop deacon rector friar abbot preacher reverend miller weaver potter
    mason
    woodcutter woodman woodsman huntsman gamekeeper ostler coachman cabman cabby footman butler valet
    schoolmaster headmaster constable cop copper policeman patrolman gaoler jailer
    convict emperor duke earl baron marquis viscount widower bridegroom suitor cowboy rancher herdsman
    ploughman boatswain bosun skipper helmsman steersman pirate corporal lieutenant admiral sentry
    sentinel warrior archer sorcerer magician conjuror wizard hermit highwayman burglar foreman workman
    countryman clergyman nobleman salesman chairman madman drunkard tramp vagabond peasant squire
    hangman executioner woodchopper swineherd stableman stationmaster bellboy bellhop postmaster
mm: godfather stepfather father-in-law grocer
my: nephew brother-in-law son-in-law stepson errand-boy
uc: pupil grandchild orphan urchin schoolchild
um: deputy trooper marshal
um: warden magistrate attorney solicitor barrister notary banker broker cashier secretary typist
    publisher printer journalist author poet novelist painter sculptor musician fiddler pianist
    violinist dancer actor clown draper hatter chemist druggist apothecary tobacconist pedlar peddler
    tinker surgeon physician dentist scholar tutor scientist astronomer philosopher minister governor
    president senator consul ambassador manageress proprietor conductor stoker signalman housewife
    sexton verger undertaker auctioneer moneylender pawnbroker spy guide waitperson
uu: lodger guest host hostess boarder tenant prisoner witness foreigner newcomer bystander passer-by
    dwarf fairy elf goblin ogre troll imp genie demon devil angel giant sage invalid fool lion tiger
    elephant monkey ape donkey ass mule horse mare pony goat sheep lamb pig hen cock rooster duck goose
    gander swan eagle hawk raven sparrow robin nightingale lark swallow stork crane peacock frog toad
    snake serpent turtle tortoise hare squirrel mouse rat mole badger hedgehog weasel otter beaver deer
    stag whale ant grasshopper spider butterfly cricket beetle
uu: voice thief beggar neighbor neighbour customer visitor ghost monster robot killer android alien
    dragon fox wolf cat dog bear rabbit crow owl hunter traveler traveller writer artist passenger
    patient singer
uo: elder
"""

TITLES_EN = """
mr mrs ms miss mme mlle madame madam dr doctor professor prof captain capt sir lady lord king queen
prince princess aunt uncle father mother sister brother officer detective inspector sergeant sgt
lieutenant lt colonel col general gen judge major reverend rev old nurse agent commander chief mayor
sheriff deputy constable marshal coach grandma grandpa mistress master saint
"""

NAMES_F_EN = """
    Fanny Fannie Hattie Minnie Bessie Jessie Nellie Tilly Louisa Jemima Lilia Dinah Marilla Emmeline
    Augusta Arabella Beatrix Henrietta Philippa Adela Hetty Letty Dolly Effie Mattie Millie Carrie
    Trixie Winifred Gwendolen Prudence Constance Felicity Rosamund Thea Emmy Sissy Cissy Polina
    Blanche Annette Antoinette Yvonne Juliet Portia Cordelia Ophelia Hermione
Abigail Ada Adele Agnes Alice Alma Amanda Amber Amelia Amy Ana Andrea Angela Ann Anna Anne Annie April
Aria Ashley Audrey Aurora Ava Barbara Beatrice Becky Bella Betty Beth Bonnie Brenda Bridget Carla
Carmen Carol Caroline Catherine Cecilia Celia Charlotte Chloe Christina Claire Clara Claudia Cora
Daisy Dana Daphne Deborah Delia Della Diana Donna Dora Doris Dorothy Edith Edna Eileen Elaine
Eleanor Elena Eliza Elizabeth Ella Ellen Elsa Elsie Emily Emma Erica Erin Esther Ethel Eva Eve
Evelyn Faith Fiona Flora Florence Frances Gabriela Gail Gemma Georgia Gina Ginny Gloria Grace Greta
Gwen Hannah Harriet Hazel Heather Heidi Helen Helena Holly Hope Ida Ingrid Irene Iris Isabel
Isabella Ivy Jane Janet Jean Jenna Jennifer Jenny Jessica Jill Joan Joanna Josephine Joy Joyce
Judith Judy Julia Julie June Karen Kate Katherine Kathleen Katie Kayla Kim Kitty Laura Lauren Leah
Lena Lila Lily Linda Lisa Liz Lois Lola Lorna Louise Lucy Luna Lydia Mabel Maggie Mara Margaret
Maria Marian Marie Marina Marta Martha Mary Matilda Maud May Maya Megan Melanie Melissa Mia Mildred
Mina Miranda Moira Molly Monica Nadia Nancy Naomi Natalie Nell Nina Nora Odile Olive Olivia Opal
Paige Pamela Patricia Paula Pauline Pearl Peggy Penelope Penny Phoebe Polly Priya Rachel Rebecca
Rita Roberta Rosa Rosalind Rose Rosemary Rosie Ruby Ruth Sabrina Sally Samantha Sandra Sara Sarah
Sasha Selma Sheila Shirley Silvia Sofia Sonia Sophia Sophie Stella Susan Susie Suzanne Sylvia Tanya
Tara Teresa Tess Tessa Thelma Theresa Tina Tracy Ursula Valerie Vanessa Vera Veronica Victoria Viola
Violet Virginia Vivian Wanda Wendy Willa Wilma Winnie Yolanda Yuna Zoe
"""

NAMES_M_EN = """
    Gabriel Fitzwilliam Ebenezer Basil Dorian Percival Cuthbert Algernon Montague Ambrose Barnaby
    Obadiah Ezekiel Jeremiah Josiah Nathaniel Zachary Thaddeus Augustus Lucius Titus Hamish Alasdair
    Seamus Declan Pierre Jacques Henri Giovanni Gino Luigi Hans Fritz Heinrich Sergei Dmitri Alexei
    Nikolai Boris Pavel Huckleberry Huck Sid Amory Newland Sherlock
Aaron Abe Abel Abraham Adam Adrian Al Alan Albert Alec Alex Alexander Alfred Allen Alvin Amos Andrew
Andy Angus Anthony Archie Arnold Arthur Barney Barry Ben Benjamin Bernard Bert Bill Billy Bob Bobby
Brad Brandon Brett Brian Bruce Caleb Calvin Carl Carlos Cecil Cedric Chad Charles Charlie Chester
Chris Christopher Clarence Clark Claude Clay Clement Clifford Clive Clyde Colin Conrad Cyril Dale
Damon Dan Daniel Danny Dave David Dean Dennis Derek Desmond Dexter Diego Dick Dominic Don Donald
Doug Douglas Duncan Dwight Earl Ed Eddie Edgar Edmund Edward Edwin Eli Elias Elijah Elliot Elmer
Emil Eric Ernest Ethan Eugene Evan Felix Finn Floyd Francis Frank Franklin Fred Frederick Gary
George Gerald Gilbert Giles Glen Gordon Graham Grant Greg Gregory Gus Guy Hal Hank Harold Harry
Harvey Henry Herbert Herman Homer Horace Howard Hugh Hugo Ian Ira Isaac Ivan Jack Jacob Jake James
Jamie Jason Jasper Jay Jed Jeff Jeffrey Jeremy Jerome Jerry Jesse Jim Jimmy Joe Joel John Johnny
Jonah Jonas Jonathan Joseph Josh Joshua Juan Julian Julius Justin Karl Keith Ken Kenneth Kevin Kurt
Kyle Lance Larry Lars Lawrence Lee Leo Leon Leonard Leroy Leslie Lester Lewis Liam Lionel Lloyd
Logan Lorenzo Louis Lucas Luke Luther Malcolm Manuel Marcus Mario Mark Marshall Martin Marvin Mason
Matt Matthew Maurice Max Melvin Michael Miguel Mike Miles Milo Milton Mitchell Mort Moses Nathan Ned
Neil Nicholas Nick Nigel Noah Noel Norman Oliver Omar Orson Oscar Otis Otto Owen Pablo Patrick Paul
Pedro Percy Pete Peter Phil Philip Quentin Ralph Ramon Randolph Randy Ray Raymond Reginald Rex
Richard Rick Rob Robert Robin Rodney Roger Roland Ron Ronald Rory Ross Roy Rufus Rupert Russell Ryan
Sam Samuel Saul Scott Sean Seth Shane Sidney Silas Simon Stan Stanley Stefan Stephen Steve Steven
Stuart Ted Terence Terry Theo Theodore Thomas Tim Timothy Toby Todd Tom Tobias Tommy Tony Travis Trevor
Tyler Vernon Victor Vince Vincent Virgil Wade Wallace Walter Warren Wayne Wesley Wilbur Will William
Winston Wyatt Xavier Zach
"""

RELATIONS_KO = """
아내 마누라 처 안사람 집사람 어머니 엄마 어미 어멈 할머니 할미 딸 누나 누이 언니 여동생 며느리 남편 서방
아버지 아빠 아비 할아버지 아들 형 오빠 남동생
"""
"""Those of a household, any of whom may be called the patient."""

TIMES_AND_PLACES_KO = """
때 적 제 날 하나 그때 이때 다음 전 후 뒤 속 앞 안 밖 위 곁 옆 밤 낮 아침 저녁 오늘 어제 내일 이튿날 순간 동안
장래 대신 나라 집 상 중 끝 처음 나중 이번 요새 지금 시방 이제 인제 만주 서울 평양 결국 우리 자기 그중 혼자
"""

GROUPS_KO = (
    "사람들 아이들 학생들 친구들 모두 군중 병사들 직원들 여자들 남자들 처녀들 손님들 구경꾼들 일동 "
    "다들 동네사람들"
)
GROUPS_EN = """
crowd everyone everybody men women people children boys girls students guards soldiers voices others
villagers kids all passengers
"""

KIN_TITLES_KO = "엄마 아빠 어머니 아버지 어멈 할머니 할아버지 할멈 할아범 부인 댁 삼촌 이모"
"""After a name these tell of somebody else: the child or the husband is named."""

KIN_EN = """
f2: grandmother grandma granny gran nana
m2: grandfather grandpa grandad granddad gramps
f1: mother mom mum mama mommy mummy
m1: father dad daddy papa
u-1: son daughter
u-2: grandson granddaughter grandchild
"""
KIN_KO = """
f2: 할머니 외할머니 할멈
m2: 할아버지 외할아버지
f1: 어머니 엄마 어머님
m1: 아버지 아빠 아버님
u-1: 딸 아들
u-2: 손녀 손자 손주
"""
"""Words of kin: gender and generations above whoever says `my`."""

SERVANTS_KO = "할멈 어멈 행랑어멈 하인 하녀 식모 계집종 여종 안잠자기 침모 종 노복"
"""Who calls the couple of the house 나리 and 아씨."""

DESCRIPTIONS_KO = """
남자 여자 사내 여인 계집 계집애 여편네 소년 소녀 노인 노파 청년 처녀 총각 아가씨 남편 서방 환자 병인 병자
주정꾼 주정뱅이 취객 뚱뚱보 말라깽이 꼬마 사내아이 여자아이 계집아이 남자아이 차부 인력거꾼 나그네
길손 젊은이 옹기장수 장수 나무꾼 사냥꾼 어부 농부 낯선이 학생 남학생 여학생 선비 아씨 아이 영감
"""
DESCRIPTIONS_EN = """
man woman boy girl lady gentleman stranger kid child fellow guy teenager lad gal youth
"""
"""Words that only describe: whoever bears a name may be meant by one of them."""

NEWCOMERS_KO = """
남자 여자 사내 여인 소년 소녀 노인 노파 청년 처녀 총각 아가씨 아이 꼬마 학생 여학생 남학생 사내아이 여자아이
나그네 선비
"""
"""Descriptions that, with 이/가 at their first mention, bring in somebody new."""

STANDINGS_KO = """
3: 황녀 황자 황후 황비 전무 상무 본부장
3: 대공 마왕 길드장 기사단장 회장 교관 총장 학장
3: 선생 선생님 스승 과장 부장 차장 팀장 실장 대표 사장 사장님 이사 교수 교장 교감 담임 원장 국장 소장 점장
    편집장 감독 형사 순사
    경찰 의사 박사 노인 영감 대감 나리 사또 원님 왕 임금 황제 왕비 대왕 마님 사감 지주 주인 할아버지
    할머니 조부 조모
    노파 할멈 어르신 촌장 아버지 어머니 시어머니 장모 장인 장군 대장 선장 함장 스님 목사 신부님 손님 판사
    검사 신령 산신령
    용왕 양반 생원 진사 군수 선배 숙부 백부 부인 여왕 중전 대비
1: 학생 여학생 남학생 소년 소녀 아이 애 꼬마 손자 손녀 동생 아우 제자 후배 인턴 신입 사원 막내 하인 하녀
    종 노복 머슴
    마름 소작인 행랑어멈 어멈 행랑아범 아범 인력거꾼 차부 마부 죄수 점원 종업원 알바 딸 아들 며느리 사위
    조카 시녀 궁녀
    병사 보초 보이 급사 여급 식모 포졸 나졸 집사 비서 대리 주임
"""
"""Whom others look up to (3) or down on (1)."""

TRADES_OF_MEN_EN = (
    "driver guard conductor sheriff plumber mechanic butcher boatman gravedigger janitor engineer captain"
)
"""Whoever is called by these alone is drawn as a man, where nothing else is told."""

STANDINGS_EN = """
3: king queen captain colonel general judge lord lady father mother teacher professor grandfather
    grandmother
    master mistress doctor inspector bishop
1: boy girl child servant maid footman valet butler clerk apprentice page pupil waiter waitress
"""

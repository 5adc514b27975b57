/** The words of a text, which may be wrapped anywhere. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that any question may hold and that say nothing of its topic, in the forms in which they are typed. */
export const fillers: ReadonlySet<string> = words(`
  ㄱ 가끔 가능한 가능한가요 가능할까요 가능해요 가르쳐 가르쳐주세요 가르쳐줘 가장 각각 간단하게 간단한 간단히 간략하게 간략히
  갑자기 같은 같은거 같이 개 개념 걍 걔 거 거기 거야 거에요 거예요 거의 거죠 건 건가요 건지 걸 걸로 것 것들 것들만
  것만 게 경우 계속 계속해서 공부 공부중 공부중인데 공부하다가 관련 관한 관해 괜찮나요 괜찮아 괜찮은가요 궁금
  궁금한데 궁금합니다 궁금해 궁금해요 그 그거 그게 그냥 그대로 그래서 그래요 그러니까 그러면 그런데 그럼 그렇게
  그리고 근데 꼭 나 나오네요 나오는데 나오는데요 나오면서 나와요 나요 나중에 내 내가 너 너무 네 누가 누구 다 다른 다섯
  다시 다음 대신 대한 대해 대해서 더 덜 동안 돼 돼서 돼요 됐는데 됐어요 되게 되고 되나 되나요 되냐 되네요 되는
  되는거 되는거죠 되는건가요 되는건지 되는지 되더라 되더라고요 되도록 되면 되어 되죠 된 된다 될까 될까요 됩니다 두
  뒤에 들어있는 따라 따로 딱 때 때마다 때문 때문에 또 또는 뜻 뜻이 뜻이야 뜻이에요 뜻이죠 뜻인가요
  라고 라는데 리스트 마지막 막혔는데 막혔어요 만약 만약에 만큼 많아요 많은데 말고 말씀 말이야 말인데 맞나요 맞는지
  맞아 맞죠 매번 매우 머야 머에여 머임 먼저 몇 몇개 몇초 모든 모르겠네 모르겠는데 모르겠어 모르겠어요 모아 모아서 모야 모음
  목록 몰라 몰라요 무슨 무얼 무엇 무엇인가요 무엇인지 무조건 문제 문제인가요 문제일까요 뭐 뭐가 뭐고 뭐냐 뭐더라
  뭐라고 뭐를 뭐야 뭐에여 뭐에요 뭐에용 뭐였더라 뭐였죠 뭐였지 뭐예여 뭐예요 뭐임 뭐죠 뭐지 뭐하는 뭐하는거
  뭐하는거야 뭐하는거임 뭐하는건가요 뭔가 뭔가요 뭔데 뭔데요 뭔지 뭘 뭘로 미리 밑에 밑에있는 바로 반드시 방금 벌써
  보고 보기 보는 보려면 보여 보여주세요 보여주실 보여줘 보통 볼 봐 봐야 봐야돼요 부분 부탁 부탁드려요 부탁해
  불가능 빼고 사용 사용하나요 사용하는 사용하는지 사용해 사이 상황 상황에 새로 서로 설명 설명좀 설명해 설명해줘 세
  수 수가 쉬운 쉽게 시키는 시키는거 싫다 싶다 싶습니다 싶어 싶어서 싶어요 싶으면 싶은데 싶은데요 써 써야 써야돼
  써야되나요 써야하나요 써요 쓰나 쓰나요 쓰는 쓰는거 쓰는건가요 쓰려면 쓰죠 쓰지 쓸 쓸까 아까 아는 아니 아무 아주
  아직 안 안가요 안돼 안돼요 안되 안되나요 안되네 안되네요 안되는데 안되면 안되요 안됩니다 안에 안에서
  안으로 안의 알고 알려 알려주세요 알려주실 알려줄래 알려줘 알려줘요 알아서 앞에 얘 어느 어디 어디다 어디부터
  어디서 어디에 어디에다 어떤 어떤가요 어떤거 어떤게 어떨때 어떻게되나요 어려워 어려워요 얼마나 엄청 없나 없나요
  없는 없는데 없어 없어서 없어요 없으면 없이 에러 에러나는데 에여 여기 여러번 역할 예요 오늘 오류 오류가 완전
  왜그래 왜냐면 왜이래 왜죠 요 요즘 우리 우선 원래 위에 위한 위해 위해서 음 의미 의미예요 의미인가요 이 이거 이게
  이라고 이래요 이런 이런거 이럴때 이렇게 이미 이에여 이에요 이용 이제 이해 이후 일단 입문 있게 있고 있나요 있는
  있는데 있다 있던 있던데 있어 있어서 있어요 있으면 있을 있을까 있을까요 있을때 있음 있잖아 있잖아요 있지 자꾸 자주
  자동 자세히 잠깐 저 저거 저런 저렇게 저희 적나여 적나요 전부 전에 절대 정도 정말 정의 정확히 제 제가 제대로 제발
  제외하고 제일 조회 조회하려면 좀 좀요 좋나요 좋아 좋은 좋은가요 좋을까 좋을까요 주로 주세요 주실 중간에 줘 지금
  직접 진짜 질문 질문이요 질문있어요 짧게 짤막하게 찾아줘 처음 초 초보 초보인데 치면 쿠버 쿠버네티스 쿠베 클러스터 통틀어서 통해
  통해서 플리즈 필요 필요한데 필요해요 하게 하고 하고싶어 하고싶은데 하기 하나 하나로 하나만 하나씩 하나요 하는
  하는거 하는거에요 하는거죠 하는건 하는건가요 하는건지 하는지 하니까 하다 하다가 하더라 하도록 하라고 하려면 하면
  하죠 하지 하지만 한 한번 한번에 할 할까 할까요 할때 할래 할수 할지 함께 합니다 항상 해 해도 해서 해야 해야돼
  해야되나요 해야하나요 해야할까요 해야해 해요 해주세요 해주실 해줘 했는데 했더니 했을때 현재 혹시 혹은 혼자 후에
  훨씬 흔한 흔히 ㅠ
  a about actually all already also am amount an and another any anything are as at basically be been being
  between by can certain cluster common commonly could describe did do does doesn doing don done each every everything exactly
  explain familiar few first five for four from get gets give had hand has have hello here hey hi i if in instead
  into is isn it its itself just k8s know kube kubernetes last learn let like list long made make makes many may
  me mean meaning means might much must my need needs next not nothing number of old on one ones only or other our
  out please pls plz put really s second seconds see several shall sheet should shouldn show six so some someone
  something still such t tell ten than thank thanks that the then there these this those three time to together
  too two typical typically understand up use used uses using usual usually very view want wants was way we what whats when where which who whom
  will with won work working works would you your
`);

/** Things of other fields: a question that names one is hardly about a cluster, whatever else it says. */
export const elsewhere: ReadonlySet<string> = words(`
  가격 가계부 강아지 갤럭시 건강검진 게임 고객 고양이 골프 공유기 공항 관리비 교통 구글 국민연금 김치 김치찌개 깃 깃허브 나스닥 날씨 냉장고 네이버 넷플릭스 노래 노마드
  노션 노트북 논문 닌텐도 다이어트 대출 대학교 디스코드 디즈니 라면 람다 런닝 레디스 레시피 로또 리그오브레전드 리눅스 리액트 마라톤 마리아디비 마이크 마인크래프트 맛집
  맞춤법 맥 맥북 머리 메소스 면접 면허 몽고디비 무릎 미분 미용실 미적분 방정식 배경화면 배그 배달 배터리 백신 버스 변호사 병원 보일러 보험 볼펜 부동산 블루투스 비용
  비자 비트코인 비행기 빨래 사진 삼성 샐러드 세금 세탁기 소개팅 쇼핑 수능 수영 스마트워치 스마트폰 스웜 스위프트 스크린샷 스키 스타벅스 스팀 스프링 스프링부트 스피커
  슬랙 시험지 신발 쌀 아마존 아이패드 아이폰 아파트 안경 안드로이드 야구 약국 에어컨 에어팟 엑셀 여권 여자친구 여행 연말정산 연봉 영화 예금 오라클 오사카 오픈스택
  온라인강의 와이파이 요금 요리 우분투 우유 운동 운전 워드 월급 월세 웹팩 윈도우 윈도우10 윈도우11 유니티 유튜브 은행 음악 이력서 이메일 이어폰 인스타 인스타그램
  인테리어 자격증 자동차 자바 자바스크립트 자소서 자전거 잔액 장고 저녁 적금 적분 전기차 전세 전화번호 점심 제주도 주식 주차 줌 지라 지메일 지하철 창문 청소기 축구
  축제 치과 치킨 카메라 카카오톡 카톡 카프카 캠핑 커피 케이크 코틀린 크롬 키보드 타이어 타입스크립트 태블릿 택배 택시 테슬라 텔레그램 토익 통장 통증 트위터 티비 파스타
  파워포인트 파이썬 페이스북 편의점 포스트그레 포스트그레스 포켓몬 포토샵 프린터 플러터 플스 피그마 피부 피자 하둡 학교 항공권 항공사 핸드폰 헤로쿠 헬스장 혈압 호텔
  화장품 환불 환율 환전 회계 휴대폰
  airpods airport amazon android angular apache aws azure battery bicycle bios bitcoin bluetooth bread cake
  camera chatgpt chrome coffee cpp crontab css customer dentist diet discord django dog dropbox ec2 excel
  facebook figma firebase flight flutter fridge galaxy git github gmail golang golf google gpt guitar
  hadoop hdmi headphones heroku hotel html hwp illustrator instagram insurance ipad iphone javascript jira
  jquery kafka kakaotalk keyboard kotlin lambda laptop laravel lawyer linux loan macos mariadb mesos
  minecraft mongodb mortgage movie music mysql naver netflix nextjs nintendo nomad notion openstack oracle
  outlook pasta perl phone photo photoshop php pizza playstation postgres postgresql powerpoint powershell
  price printer python rails react recipe redis refund restaurant router ruby rust s3 salad salary samsung
  selenium slack song spotify sql starbucks swarm swiftui tax telegram tensorflow tesla twitter typescript
  ubuntu unity vercel vim visa vue weather webpack wifi windows wordpress xbox youtube zoom
`);

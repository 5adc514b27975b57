# What the bot says in Korean. Placeables are plain text.

part-summary = 한눈에
part-points = 핵심
part-when = 언제 쓰나
part-example = 예제
part-commands = 명령
part-confusions = 헷갈리는 것

docs = 공식 문서
docs-in-english = 공식 문서(영어)
compare = { $a } vs { $b }
empty-part = 이 노트에는 ‘{ $part }’ 부분이 없어요. 대신 전체를 보여 드릴게요.

rescued = '{ $words }'{ $by } 찾았어요.
other-language = 이 노트는 아직 한국어로 없어서 영어로 보여 드려요.
unknown = ‘{ $query }’에 답할 만한 노트를 찾지 못했어요.
unknown-nearest = 가장 가까운 제목은 이것들이에요.
unknown-none = 다른 말로 물어보거나, 낱말 하나만 적어 보세요. 예: pvc
empty = 노트에 ‘{ $title }’ 제목은 있지만 아직 내용이 없어요.
empty-below = 아래 제목에서 찾아보세요.
gone = 이 버튼이 가리키던 노트가 없어졌어요. 이름으로 다시 찾아보세요. 예: /k8s pvc
old-button = 이 버튼은 이제 쓰지 않아요. 이름으로 다시 찾아보세요. 예: /k8s pvc
failed = 잠시 문제가 생겼어요. 다시 시도해 보고, 계속되면 관리자에게 이 번호를 알려 주세요: { $reference }
no-notes = 읽을 수 있는 노트가 없어요. 관리자에게 NOTES_DIR 설정을 확인해 달라고 해 주세요.
flood = 너무 빨라서 따라가지 못하겠어요. { $seconds }초 뒤에 다시 물어봐 주세요.
cut = 길어서 여기까지만 보여 드려요. 아래 버튼이나 공식 문서에서 이어서 볼 수 있어요.
share = 채널에 공유
shared-by = { $name } 님이 공유했어요.

help-title = 쿠버네티스 노트를 찾아 드려요
help-body =
    이름이나 질문을 그대로 적으면 돼요. 줄임말, 오타, 한영 전환 실수도 알아들어요.

    - `/k8s pvc`: 노트 찾기
    - `/k8s pvc yaml`, `/k8s deployment 명령`: 예제나 명령만 보기
    - `/k8s PV와 PVC 차이`: 둘을 나란히 비교
    - `파드를 어떻게 늘려?`: 말하듯이 물어보기
help-topics = 자주 찾는 주제예요.

# The local page
page-title = k8s-study-bot
page-channel = 쿠버네티스-스터디
page-topic = 이 컴퓨터에서만 보이는 연습 채널
page-input = 메시지
page-placeholder = 예: pvc, 파드를 어떻게 늘려?, PV와 PVC 차이
page-send = 보내기
page-you = 나
page-bot = k8s-study-bot
page-only-you = 나에게만 보여요
page-copy = 복사
page-copied = 복사했어요
page-log = 대화
page-language = 언어
page-suggestions = 제안
page-offline = 봇에 연결할 수 없어요. 봇이 켜져 있는지 확인하고 다시 보내 주세요.
page-skip = 메시지 입력으로 건너뛰기
page-welcome = 안녕하세요! 쿠버네티스 노트를 찾아 드려요. 아래에 이름이나 질문을 적어 보세요.

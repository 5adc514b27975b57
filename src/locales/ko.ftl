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

# k8s-study-bot doctor
doctor-ok = 괜찮음
doctor-warning = 주의
doctor-broken = 고장
doctor-notes = 노트 { $count }개를 읽었어요({ $path }).
doctor-notes-none = { $path }에 노트가 없어요. 그 폴더에 마크다운 파일을 두거나 NOTES_DIR를 바꾸세요.
doctor-notes-errors = 노트에서 고칠 곳 { $count }군데를 찾았어요. `k8s-study-bot check`를 실행하면 어디인지 알려 줘요.
doctor-notes-unreadable = 노트를 읽을 수 없어요: { $reason }
doctor-clock = 지금은 { $time }이에요({ $zone }).
doctor-clock-off = 이 컴퓨터의 시계가 { $seconds }초 어긋나 있어요. 시간을 맞추지 않으면 Slack이 보낸 요청을 거절하게 돼요.
doctor-page = 페이지와 Slack 요청은 { $url }에서 받아요.
doctor-page-taken = { $reason } 봇이 이미 켜져 있다면 괜찮아요.
doctor-discord-unset = DISCORD_TOKEN이 없어서 Discord에는 연결하지 않아요.
doctor-slack-unset = SLACK_BOT_TOKEN이 없어서 Slack에는 연결하지 않아요.
doctor-unfinished = 살펴보다가 문제가 생겼어요: { $reason }

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

# Discord
discord-command = 쿠버네티스 노트 찾기
discord-query-name = 검색어
discord-query = 이름이나 질문. 예: pvc yaml. 비워 두면 사용법이 나와요.
discord-hide-name = 나만보기
discord-hide = 답을 나에게만 보여 주기

# What the doctor says of Slack
doctor-slack-bot-missing = SLACK_BOT_TOKEN이 없어요. https://api.slack.com/apps 에서 앱의 “OAuth & Permissions”에 있는 Bot User OAuth Token(xoxb-…)을 복사해 넣어 주세요.
doctor-slack-bot-other = SLACK_BOT_TOKEN이 봇 토큰이 아니에요. https://api.slack.com/apps 에서 앱의 “OAuth & Permissions”에 있는 Bot User OAuth Token(xoxb-…)을 넣어 주세요.
doctor-slack-bot-refused = 슬랙이 SLACK_BOT_TOKEN을 받아 주지 않아요({ $error }). 앱을 워크스페이스에 다시 설치하고 새 Bot User OAuth Token(xoxb-…)을 복사해 주세요.
doctor-slack-bot = 봇 토큰이 잘 동작해요: ‘{ $team }’ 워크스페이스의 @{ $user }.
doctor-slack-scopes-missing = 앱에 권한이 모자라요: { $scopes }. “OAuth & Permissions”에서 더하거나 adapters/slack/manifest.yaml을 “App Manifest”에 붙여 넣은 다음, “Reinstall to Workspace”를 눌러 주세요.
doctor-slack-scopes = 앱에 필요한 권한이 다 있어요: { $scopes }.
doctor-slack-way-missing = 슬랙이 봇에 닿을 길이 없어요. 소켓 모드를 쓰려면 SLACK_APP_TOKEN(xapp-…)을, HTTP로 받으려면 SLACK_SIGNING_SECRET을 넣어 주세요.
doctor-slack-way-both = SLACK_APP_TOKEN과 SLACK_SIGNING_SECRET이 둘 다 있어요. 봇은 소켓 모드를 쓰니 하나는 빼 주세요.
doctor-slack-app-other = SLACK_APP_TOKEN이 앱 토큰이 아니에요. https://api.slack.com/apps 에서 앱의 “Basic Information”에 가서 connections:write 권한으로 앱 토큰(xapp-…)을 만들어 주세요.
doctor-slack-app-refused = 슬랙이 SLACK_APP_TOKEN을 받아 주지 않아요({ $error }). 소켓 모드가 켜져 있는지 보고, “Basic Information”에서 connections:write 권한으로 앱 토큰을 새로 만들어 주세요.
doctor-slack-app-scope = 앱 토큰에 connections:write 권한이 없어요. 앱의 “Basic Information”에서 그 권한으로 새로 만들어 주세요.
doctor-slack-app = 앱 토큰이 잘 동작해요. 소켓 모드로 연결할 수 있어요.
doctor-slack-secret-token = SLACK_SIGNING_SECRET에 토큰이 들어 있어요. 앱의 “Basic Information”에 있는 Signing Secret(숫자와 글자 32개)을 넣어 주세요.
doctor-slack-secret-odd = SLACK_SIGNING_SECRET의 모양이 달라요. 숫자와 a부터 f까지의 글자 32개여야 해요. 앱의 “Basic Information”과 견주어 보세요.
doctor-slack-secret = 서명 비밀 값이 올바른 모양이에요. 슬랙이 https://봇-주소/slack/events 에 닿을 수 있어야 하고, 앱의 명령과 이벤트와 버튼에 그 주소를 적어야 해요.
doctor-slack-events = 앱의 나머지 설정은 슬랙이 알려 주지 않아요. 멘션이나 DM, 버튼에 답이 없으면 adapters/slack/manifest.yaml과 견주어 보세요: 이벤트 app_home_opened, app_mention, message.im, 켜진 Interactivity, 명령 /k8s.
doctor-slack-unreachable = { $address } 에서 슬랙에 닿을 수 없어요({ $reason }). 네트워크를 확인하고, SLACK_API_URL을 정했다면 그것도 봐 주세요.

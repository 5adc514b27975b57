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
    - `/k8s 퀴즈 파드`: 문제 풀기. `/k8s 복습`, `/k8s 오답`, `/k8s 기록`도 있어요
    - `/k8s 매일 09:00`: 이 채널에 매일 한 문제. `/k8s 지난 문제`, `/k8s 알림 20:00`도 있어요
help-topics = 자주 찾는 주제예요.

# The quiz
question-title = 문제 { $number }/{ $of } · { $topic }
channel-title = 다 함께 문제 · { $topic }
channel-sealed = 닫힐 때까지 답은 나만 알고, 바꿀 수 있어요.
channel-sealed-until = { $until }에 닫혀요. 그때까지 답은 나만 알고, 바꿀 수 있어요.
type-answer = 답 적기
type-title = 답 적기
type-label = 정답을 적어 주세요
close-quiz = 닫고 결과 보기
right = ✅ 맞았어요
wrong = ❌ 틀렸어요
your-choice = 내가 고른 답
you-typed = 내가 적은 답: { $answer }
accepted = 정답: { $answers }
next-question = 다음 문제
guessed = 찍었어요
guess-noted = 찍은 답으로 적어 두었어요. 오답 노트에서 다시 물어볼게요.
open-note = 노트 보기
quiz-me = 문제 풀기
set-result = 결과 보기
set-score = 결과: { $of }문제 중 { $correct }문제를 맞혔어요
set-perfect = 모두 알고 있어요. 며칠 뒤 복습에서 다시 물어볼게요.
set-missed = 틀리거나 찍은 문제는 오답 노트에 담았어요. 아래 노트를 읽어 보세요.
set-resumed = 풀던 문제를 이어서 풀어요.
practise-more = 문제 풀기
notebook = 오답 노트
notebook-title = 오답 노트: { $count }문제
notebook-empty = 오답 노트가 비어 있어요. 틀리거나 찍은 문제가 여기에 모여요. /k8s 퀴즈로 풀어 보세요.
notebook-file = 오답 노트를 파일로 담았어요.
notebook-rule = 서로 다른 두 날에 맞히면 오답 노트에서 빠져요.
notebook-again = 오답 다시 풀기
away-until = { $until }까지 복습을 쉬어요. 그동안 연속 기록도 끊기지 않아요. 일찍 돌아오면 /k8s 휴가 를 입력하세요.
away-over = 이제 쉬지 않아요. 다시 복습할 문제를 알려 드려요. 쉬려면 날짜를 함께 적으세요. 예: /k8s 휴가 2026-12-01
review-none = 오늘 복습할 문제가 없어요. 새 문제는 /k8s 퀴즈로 풀어 보세요.
review-due = 복습할 문제가 { $count }개 있어요.
quiz-none = 이 주제에는 아직 문제가 없어요. 다른 주제를 골라 보세요. 예: /k8s 퀴즈 파드
quiz-topic-unknown = ‘{ $topic }’ 주제를 찾지 못했어요. 예: /k8s 퀴즈 파드 5
quiz-not-here = 여기에서는 문제를 풀 수 없어요. npm start로 페이지를 열거나 디스코드, 슬랙에서 풀어 보세요.
question-gone = 이 문제는 이제 없어요. 새 문제는 /k8s 퀴즈로 풀어 보세요.
not-yours = 다른 사람이 풀고 있는 문제예요. /k8s 퀴즈로 내 문제를 시작해 보세요.
answer-sealed = ‘{ $answer }’(으)로 받아 두었어요. 닫힐 때까지 바꿀 수 있고, 결과는 그때 함께 봐요.
answer-late = 이미 닫힌 문제예요. 순위에는 들어가지 않고 연습으로 적어 두었어요.
channel-only = 다 함께 푸는 문제는 채널에서 열 수 있어요.
close-others = 문제를 낸 사람이나 관리자만 닫을 수 있어요.
closed-already = 이미 닫힌 문제예요.
reveal-title = 결과 · { $topic }
reveal-count = { $count }명 가운데 { $correct }명이 맞혔어요. 왜 그렇게 골랐는지 이야기해 보세요.
reveal-nobody = 아무도 답하지 않았어요.
reveal-streaks = 🔥 연속 기록: { $people }
reveal-streak = { $name } { $days }일
channel-closed = 닫힌 문제예요. 결과는 아래에 있어요.
again = 다시 풀기
flag = 🚩 신고
flag-title = 문제 신고
flag-label = 무엇이 잘못됐나요?
flag-done = 알려 줘서 고마워요. 관리자가 볼 수 있게 적어 두었어요.
stats-title = 내 기록
stats-none = 아직 푼 문제가 없어요.
stats-answered = 푼 문제 { $answered }개, 정답률 { $share }
stats-streak = 연속 { $days }일
stats-due = 복습할 문제 { $due }개, 오답 노트 { $wrong }개
stats-topics = 주제별 정답(약한 것부터)
stats-next = 다음에는 ‘{ $topic }’ 주제를 공부해 보세요.
board-title = 이번 주 순위({ $from } ~ { $until })
board-chart = 맞힌 문제
board-none = 이번 주에는 아직 아무도 풀지 않았어요. 첫 번째가 되어 보세요!
board-line = { $name }: { $days }일 참여, { $answered }문제 중 { $correct }문제 정답
board-team = 우리 스터디는 { $days }일째 이어서 풀고 있어요.
host-only = 서버나 워크스페이스 관리자만 할 수 있어요.
reports-title = 신고 { $count }건
reports-none = 신고된 문제가 없어요.
reports-paused = 쉬고 있는 문제
pause-question = 쉬게 하기
unpause-question = 다시 내기
pause-done = 이 문제는 이제 이 스터디에 나오지 않아요.
unpause-done = 이 문제를 다시 내요.
data-title = 내 데이터
data-body = 여기에 나에 대해 저장된 것이 모두 들어 있어요.
forget-me = 모두 지우기
forget-sure = 푼 기록, 오답 노트, 설정을 모두 지워요. 되돌릴 수 없어요.
forget-yes = 네, 모두 지워요
forget-done = 모두 지웠어요. 순위에는 이름 없는 합계만 남아요.
hidden-on = 이제 순위에 나오지 않아요.
hidden-off = 이제 순위에 나와요.
language-set = 이제 이 스터디에서 모두에게 하는 말은 한국어로 해요.
zone-set = 이 스터디의 하루를 { $zone } 시간으로 세어요. 이미 정해 둔 매일 문제의 시간대는 그대로예요.

# What comes round
daily-title-new = 오늘의 문제 · { $topic }
daily-title-review = 오늘의 문제(복습) · { $topic }
daily-title-preview = 오늘의 문제(예습) · { $topic }
daily-title = 매일 문제
daily-set = 매일 문제를 올릴게요
daily-next = 다음 문제: { $runs } ({ $zone })
daily-reveal = 결과 공개: { $at }
daily-topics = 주제: { $topics }
daily-level = 난이도: { $level }단계
daily-generated = 스키마에서 만든 문제: 100개 가운데 { $percent }개
daily-plan = 예습할 주제: { $topics }
daily-waiting = 지금 올리는 중이에요.
daily-hint = 바꾸기: /k8s 매일 지금 · 건너뛰기 · 쉬기 2026-12-31 · 다시 · 끄기
daily-none = 이 채널에는 정해 둔 매일 문제가 없어요.
daily-off = 매일 문제를 껐어요. 이미 올라간 문제의 결과는 그대로 공개해요.
daily-now = 곧 이 채널에 문제를 올릴게요.
daily-channel-only = 채널에서 정할 수 있어요. 문제를 올릴 채널에서 다시 입력해 주세요.
daily-host-only = 서버나 워크스페이스 관리자, 또는 이 채널을 만든 사람만 바꿀 수 있어요.
daily-examples =
    /k8s 매일 오전 9시 평일
    /k8s 매일 09:00 월,수,금 결과 21:00
    /k8s 매일 20:30 파드 2단계
    /k8s 매일 08:00 America/New_York
    /k8s 매일 0 9 * * 1-5
daily-missed = { $when }에 올릴 문제를 제때 올리지 못해서 그날은 건너뛰었어요. 다음 문제는 정해 둔 시간에 올릴게요.
daily-stopped = { $when }에 올릴 문제를 채널에 올릴 수 없어서 멈췄어요. { $reason } 고친 다음 그 채널에서 다시 정해 주세요.
open-channel = 채널 열기
when-time = ‘{ $what }’에서 시각을 읽지 못했어요. 이렇게 적어 보세요.
when-zone = ‘{ $what }’은(는) 없는 시간대예요. Asia/Seoul처럼 적어 주세요.
when-pattern = ‘{ $what }’은(는) cron 형식이 아니에요. 분 시 일 월 요일, 다섯 칸을 적어 주세요.
when-never = ‘{ $what }’에 맞는 날은 오지 않아요.
when-often = ‘{ $what }’은(는) 너무 잦아요. 한 시간에 한 번까지 올릴 수 있어요.
when-until = 내일 이후의 날짜를 2026-12-31처럼 적어 주세요.
when-percent = ‘{ $what }’ 대신 0%부터 100%까지 적어 주세요.
weekly-none = 이 채널에는 정해 둔 주간 요약이 없어요.
weekly-set = 주간 요약을 올려요. 다음: { $runs } ({ $zone })
weekly-off = 주간 요약을 껐어요.
weekly-examples =
    /k8s 주간 월 오전 9시
    /k8s 주간 일 20:00
    /k8s 주간 끄기
weekly-title = 지난 한 주({ $from } ~ { $until })
weekly-nobody = 이번에는 아무도 풀지 않았어요. 새 한 주를 가볍게 시작해 봐요.
weekly-turnout = { $people }명이 { $answered }문제를 풀었고, 정답률은 { $share }예요.
weekly-hardest = 가장 어려웠던 문제({ $answered }명 가운데 { $correct }명 정답)
weekly-confused = 가장 헷갈린 두 가지: { $a } ↔ { $b }
weekly-board = 많이 참여한 사람
weekly-compare = 둘을 비교하기
remind-none = 복습 알림이 꺼져 있어요. 정한 시각에 복습할 문제가 있으면 나에게만 알려 드려요.
remind-set = 복습할 문제가 있으면 나에게만 알려 드릴게요. 다음: { $runs } ({ $zone })
remind-off = 복습 알림을 껐어요. 언제든 /k8s 복습으로 볼 수 있어요.
remind-examples =
    /k8s 알림 저녁 8시
    /k8s 알림 08:00 평일
    /k8s 알림 끄기
remind-title = 복습할 시간이에요
remind-off-hint = 그만 받으려면 /k8s 알림 끄기
review-now = 복습하기
archive-title = 지난 문제
archive-none = 이 채널에서 끝난 문제가 아직 없어요.
archive-nobody = 답 없음
archive-older = 더 오래된 문제

# k8s-study-bot export
export-title = 문제와 결과: { $group }
export-private = 개인 채팅
export-result = { $asked }번 냈고, 받은 답 { $answered }개 가운데 { $correct }개가 맞았어요({ $share }).
export-unanswered = { $asked }번 냈지만 아직 결과가 없어요.
export-gone = 이 문제는 이제 노트에 없어요.

# k8s-study-bot doctor
doctor-ok = 괜찮음
doctor-warning = 주의
doctor-broken = 고장
doctor-notes = 노트 { $count }개를 읽었어요({ $path }).
doctor-notes-none = { $path }에 노트가 없어요. 그 폴더에 마크다운 파일을 두거나 NOTES_DIR를 바꾸세요.
doctor-notes-errors = 노트에서 고칠 곳 { $count }군데를 찾았어요. `k8s-study-bot check`를 실행하면 어디인지 알려 줘요.
doctor-notes-unreadable = 노트를 읽을 수 없어요: { $reason }
doctor-database = 데이터베이스를 열 수 있고 온전해요({ $name }).
doctor-database-new = 데이터베이스는 봇을 처음 켤 때 만들어져요({ $name }).
doctor-database-in-use = 다른 봇이 데이터베이스를 쓰고 있어요({ $name }). 그 봇이 지금 켜 둔 봇이면 괜찮아요.
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
discord-k8s-name = k8s
discord-k8s = 쿠버네티스 노트 찾기
discord-query-name = 검색어
discord-query = 이름이나 질문. 예: pvc yaml. 비워 두면 사용법이 나와요.
discord-hide-name = 나만보기
discord-hide = 답을 나에게만 보여 주기
discord-quiz-name = 퀴즈
discord-quiz = 쿠버네티스 문제 풀기
discord-topic-name = 주제
discord-topic = 무엇에 대한 문제를 풀까요? 비워 두면 아무 주제나 나와요.
discord-count-name = 문제수
discord-count = 풀 문제 수. 1부터 20까지
discord-here-name = 다같이
discord-here = 이 채널의 모두에게 한 문제 내기
discord-minutes-name = 분
discord-minutes = 다같이 풀 때, 몇 분 뒤에 닫을지
discord-review-name = 복습
discord-review = 복습할 때가 된 문제 다시 풀기
discord-wrong-name = 오답
discord-wrong = 나의 오답노트 보기
discord-stats-name = 기록
discord-stats = 나의 기록과 다음에 공부할 것 보기
discord-rank-name = 순위
discord-rank = 이번 주 순위를 모두에게 보여 주기
discord-daily-name = 매일
discord-daily = 이 채널에 매일 한 문제 올리기. 비워 두면 지금 설정을 보여 줘요.
discord-when-name = 언제
discord-when = 예: 오전 9시 평일, 09:00 파드 2단계, 지금, 건너뛰기, 끄기
discord-archive-name = 지난문제
discord-archive = 이 채널에 나왔던 문제와 결과 보기
discord-personal = 혼자만 볼 내용인데 여기는 모두가 읽을 수 있어요. `/k8s 기록`처럼 명령으로 입력하면 나에게만 보여 드려요.
discord-again = 제때 열지 못했어요. 버튼을 한 번 더 눌러 주세요.
discord-file-failed = 파일을 보내지 못했어요. 잠시 뒤에 다시 시도해 주세요.
discord-file-large = 파일이 디스코드에서 보낼 수 있는 크기({ $limit } MB)를 넘어서 보내지 못했어요. 봇을 운영하는 분에게 파일을 요청해 주세요.
post-discord-gone = 채널이나 스레드가 없어졌어요. 다른 곳을 골라 주세요.
post-discord-unseen = 봇에게 채널이 보이지 않아요. 채널 설정의 ‘권한’에서 봇에게 ‘채널 보기’와 ‘메시지 보내기’를 허용해 주세요. 봇이 서버에서 나갔다면 다시 초대해 주세요.
post-discord-forbidden = 봇에게 채널 권한이 부족해요. 채널 설정의 ‘권한’에서 봇에게 다음을 허용해 주세요: { $permissions }
post-discord-no-text = 이런 종류의 채널에는 메시지를 쓸 수 없어요. 텍스트 채널을 써 주세요.
post-discord-locked = 스레드가 잠겼거나 닫혔어요. 스레드를 다시 열거나 채널을 써 주세요.
post-discord-closed = 봇의 DM을 받지 않도록 설정돼 있어요. 서버의 ‘개인정보 보호 설정’에서 다이렉트 메시지를 허용하면 받을 수 있어요.

# Slack
slack-send = 보내기
slack-again = 제때 열지 못했어요. 버튼을 한 번 더 눌러 주세요.
slack-file-sent = 파일은 이 봇과의 DM으로 보냈어요.
slack-file-failed = 파일을 보내지 못했어요. 잠시 뒤에 다시 시도해 주세요.
slack-file-barred = 슬랙이 봇의 파일 전송을 막아서({ $error }) 앞부분만 보여 드려요. 앱에 어떤 권한이 있는지 워크스페이스 관리자에게 확인해 주세요.
post-slack-gone = 채널을 찾을 수 없어요. 없어졌거나, 봇이 들어가 있지 않은 비공개 채널이에요. 채널이 아직 있으면 그곳에 /invite @{ $name } 명령을 입력해 봇을 초대해 주세요.
post-slack-not-in-channel = 봇이 채널에 들어가 있지 않아요. 채널에 /invite @{ $name } 명령을 입력해 초대해 주세요.
post-slack-archived = 채널이 보관되어 있어요. 보관을 풀거나 다른 채널에서 설정해 주세요.
post-slack-forbidden = 슬랙이 봇의 글을 막았어요({ $error }). 채널에 누가 글을 쓸 수 있는지, 앱에 어떤 권한이 있는지 워크스페이스 관리자에게 확인해 주세요.
post-slack-closed = 봇이 DM을 보낼 수 없어요({ $error }). 앱이 아직 설치되어 있는지, 앱의 ‘메시지’ 탭이 켜져 있는지 워크스페이스 관리자에게 확인해 주세요.

# What the doctor says of Slack
doctor-slack-bot-missing = SLACK_BOT_TOKEN이 없어요. https://api.slack.com/apps 에서 앱의 “OAuth & Permissions”에 있는 Bot User OAuth Token(xoxb-…)을 복사해 넣어 주세요.
doctor-slack-bot-other = SLACK_BOT_TOKEN이 봇 토큰이 아니에요. https://api.slack.com/apps 에서 앱의 “OAuth & Permissions”에 있는 Bot User OAuth Token(xoxb-…)을 넣어 주세요.
doctor-slack-bot-refused = 슬랙이 SLACK_BOT_TOKEN을 받아 주지 않아요({ $error }). 앱을 워크스페이스에 다시 설치하고 새 Bot User OAuth Token(xoxb-…)을 복사해 주세요.
doctor-slack-bot = 봇 토큰이 잘 동작해요: ‘{ $team }’ 워크스페이스의 @{ $user }.
doctor-slack-scopes-missing = 앱에 권한이 모자라요: { $scopes }. “OAuth & Permissions”에서 더하거나 adapters/slack/manifest.yaml을 “App Manifest”에 붙여 넣은 다음, “Reinstall to Workspace”를 눌러 주세요.
doctor-slack-scopes-wished = 질문에는 답하지만, 앱에 모자란 권한이 있어요: { $scopes }. files:write나 im:write가 없으면 데이터를 파일로 보내지 못해요. 다른 권한이 없으면 장애가 났을 때 오늘의 문제가 두 번 올라갈 수 있고, 채널에 글을 쓸 수 있는지 미리 확인하지 못해요. “OAuth & Permissions”에서 더하거나 adapters/slack/manifest.yaml을 “App Manifest”에 붙여 넣은 다음, “Reinstall to Workspace”를 눌러 주세요.
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

# What the doctor says of Discord
doctor-discord-token = 토큰이 잘 동작해요: 봇 이름은 ‘{ $name }’이에요.
doctor-discord-token-missing = DISCORD_TOKEN이 비어 있어요. https://discord.com/developers/applications 에서 앱의 “Bot” 페이지에 있는 토큰을 복사해 넣어 주세요.
doctor-discord-token-odd = DISCORD_TOKEN이 토큰이 아니에요. 빈칸이나 토큰에 없는 글자가 들어 있어요. https://discord.com/developers/applications 에서 앱의 “Bot” 페이지에 있는 토큰을 다시 복사해 주세요.
doctor-discord-token-refused = 디스코드가 DISCORD_TOKEN을 받아 주지 않아요. https://discord.com/developers/applications 에서 앱의 “Bot” 페이지에 있는 “Reset Token”을 누르고 새 토큰을 복사해 주세요.
doctor-discord-invite = 앱 ID는 { $id }예요. 꼭 필요한 권한만 담은 초대 링크: { $link }
doctor-discord-intents = 특권 인텐트는 필요 없고, 켜진 것도 없어요.
doctor-discord-intents-unneeded = 특권 인텐트는 필요 없어요. 앱의 “Bot” 페이지에서 켜 둔 것을 꺼도 돼요: { $intents }.
doctor-discord-server = 봇이 DISCORD_GUILD_ID의 서버 ‘{ $name }’에 들어가 있어요.
doctor-discord-servers = 봇이 들어가 있는 서버: { $count }개.
doctor-discord-no-server = 봇이 아직 아무 서버에도 없어요. 초대해 주세요: { $link }
doctor-discord-not-in-server = DISCORD_GUILD_ID의 서버 { $guild }에 봇이 없어요. 그 서버에 초대하거나({ $link }) ID를 고쳐 주세요.
doctor-discord-command = /k8s와 다른 명령이 모두 등록돼 있어요.
doctor-discord-command-missing = 아직 등록되지 않은 명령이 있어요. 봇이 켜질 때 등록해요.
doctor-discord-command-old = 명령이 예전 버전의 것으로 등록돼 있어요. 봇이 켜질 때 고쳐요.
doctor-discord-twice-everywhere = { $commands } 명령이 두 번 보여요. 모든 서버용으로도 등록돼 있어요. `k8s-study-bot doctor --fix`를 실행하면 지워 드려요.
doctor-discord-twice-server = 서버 { $guild }에서 { $commands } 명령이 두 번 보여요. 그 서버에만 따로 등록된 것이 있어요. `k8s-study-bot doctor --fix`를 실행하면 지워 드려요.
doctor-discord-removed-everywhere = 두 번 보이던 { $commands } 명령에서 모든 서버용을 지웠어요.
doctor-discord-removed-server = 서버 { $guild }에서 두 번 보이던 { $commands } 명령에서 그 서버에만 있던 것을 지웠어요.
doctor-discord-refused = 디스코드가 확인 요청을 거절했어요({ $code }: { $reason }). 앱이 제한되지 않았는지 보고 다시 해 보세요.
doctor-discord-unreachable = { $address } 에서 디스코드에 닿을 수 없어요({ $reason }). 네트워크를 확인하고, DISCORD_API_URL을 정했다면 그것도 봐 주세요.

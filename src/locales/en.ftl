# What the bot says in English. Placeables are plain text.

part-summary = At a glance
part-points = Key points
part-when = When to use it
part-example = Example
part-commands = Commands
part-confusions = Often confused

docs = Official docs
docs-in-english = Official docs (English)
compare = { $a } vs { $b }
empty-part = This note has no part “{ $part }”, so here is the whole of it.

rescued = Found as “{ $words }”.
other-language = This note is not there in English yet, so here it is in Korean.
unknown = No note answers “{ $query }”.
unknown-nearest = These headings come nearest.
unknown-none = Try other words, or just one name, such as pvc.
empty = The notes have a heading “{ $title }”, but nothing is written there yet.
empty-below = Have a look at the headings below it.
gone = The note behind this button is gone. Look it up by name, such as /k8s pvc.
old-button = This button is no longer in use. Look it up by name, such as /k8s pvc.
failed = Something went wrong. Please try again; if it stays, give the host this number: { $reference }
no-notes = There are no notes that can be read. Please ask the host to check the setting NOTES_DIR.
flood = That was more than I can keep up with. Please ask again in { $seconds } s.
cut = This is as much as fits here. The buttons below and the official docs have more.
share = Share with the channel
shared-by = Shared by { $name }.

help-title = I look up Kubernetes notes
help-body =
    Type a name or a question as it comes. Short names, typing errors and the wrong keyboard layout are fine.

    - `/k8s pvc`: look up a note
    - `/k8s pvc yaml`, `/k8s deployment commands`: just the example, or the commands
    - `/k8s PV vs PVC`: two topics side by side
    - `how do I roll back a deployment`: ask in your own words
    - `/k8s quiz pod`: practise. There are `/k8s review`, `/k8s wrong` and `/k8s stats` as well
    - `/k8s daily 09:00`: a question a day in this channel. Also `/k8s archive` and `/k8s remind 20:00`
help-topics = Topics that many look for:

# The quiz
question-title = Question { $number } of { $of } · { $topic }
channel-title = A question for all · { $topic }
channel-sealed = Your answer is yours alone until this closes, and you may change it.
channel-sealed-until = This closes on { $until }. Until then your answer is yours alone, and you may change it.
type-answer = Type the answer
type-title = Type the answer
type-label = What is the answer?
close-quiz = Close and show the result
right = ✅ Right
wrong = ❌ Not quite
your-choice = your choice
you-typed = You typed: { $answer }
accepted = Right is: { $answers }
next-question = Next question
guessed = That was a guess
guess-noted = Noted as a guess. The notebook will ask it again.
open-note = Open the note
quiz-me = Quiz me on this
set-result = Show the result
set-score = Result: { $correct } of { $of } right
set-perfect = You knew them all. Reviews will ask again in some days.
set-missed = What was wrong or guessed is in your notebook. These notes explain it:
set-resumed = This is where you left off.
practise-more = Practise
notebook = Notebook
notebook-title = Wrong-answer notebook: { $count }
notebook-empty = Your notebook is empty. Wrong and guessed answers gather here. Try /k8s quiz.
notebook-file = Your notebook is in this file.
notebook-rule = A question leaves when you were right on two different days.
notebook-again = Practise these again
away-until = Reviews rest until { $until }, and your streak with them. If you are back earlier, type /k8s away
away-over = You are no longer away. To rest, name a day, such as /k8s away 2026-12-01
review-none = Nothing is due today. /k8s quiz has new questions.
review-due = { $count } due for review.
quiz-none = There are no questions on this topic yet. Try another, such as /k8s quiz pod
quiz-topic-unknown = There is no topic “{ $topic }”. Try /k8s quiz pod 5
quiz-not-here = There is no quiz here. Open the page with npm start, or use Discord or Slack.
question-gone = This question is no longer there. /k8s quiz has new ones.
not-yours = Somebody else is answering this. Begin your own with /k8s quiz.
answer-sealed = Taken: “{ $answer }”. You may change it until this closes; the result comes then.
answer-late = This was closed already: noted as practice, without a place on the board.
channel-only = A question for all can be opened in a channel.
close-others = Only who opened it, or the host, can close it.
closed-already = This is closed already.
reveal-title = Result · { $topic }
reveal-count = { $correct } of { $count } { $count ->
    [one] was
   *[other] were
 } right. What made you choose as you did?
reveal-nobody = Nobody answered.
reveal-streaks = 🔥 In a row: { $people }
reveal-streak = { $name } { $days } days
channel-closed = This question is closed. The result stands below.
again = Try again
flag = 🚩 Report
flag-title = Report the question
flag-label = What is wrong with it?
flag-done = Thank you. It is noted for the host.
stats-title = How you do
stats-none = You have not answered anything yet.
stats-answered = { $answered } answered, { $share } right
stats-streak = { $days ->
    [one] { $days } day in a row
   *[other] { $days } days in a row
 }
stats-due = { $due } due for review, { $wrong } in the notebook
stats-topics = By topic, the weakest first
stats-next = Study “{ $topic }” next.
board-title = This week ({ $from } to { $until })
board-chart = Right answers
board-none = Nobody has answered this week. Be the first!
board-line = { $name }: { $days ->
    [one] { $days } day
   *[other] { $days } days
 }, { $correct } of { $answered } right
board-team = The group has kept going for { $days ->
    [one] { $days } day
   *[other] { $days } days
 }.
host-only = Only those who manage the server or workspace can do this.
reports-title = { $count ->
    [one] { $count } report
   *[other] { $count } reports
 }
reports-none = No question was reported.
reports-paused = Put aside
pause-question = Put aside
unpause-question = Ask again
pause-done = This question is no longer asked in this group.
unpause-done = This question is asked again.
data-title = Your data
data-body = All that is kept of you is in this file.
forget-me = Delete it all
forget-sure = This deletes your answers, notebook and settings. It cannot be undone.
forget-yes = Yes, delete it all
forget-done = All is deleted. Boards keep totals without a name.
hidden-on = You no longer stand on boards.
hidden-off = You stand on boards again.
language-set = What is said to everyone here is now in English.
zone-set = Days here are now counted in { $zone }. A daily question that is set already keeps its own zone.

# What comes round
daily-title-new = Question of the day · { $topic }
daily-title-review = Question of the day (review) · { $topic }
daily-title-preview = Question of the day (preview) · { $topic }
daily-title = Daily question
daily-set = The daily question is set
daily-next = Next: { $runs } ({ $zone })
daily-reveal = Result: { $at }
daily-topics = Topics: { $topics }
daily-level = Level: { $level }
daily-generated = Made from the schema: { $percent } of 100
daily-plan = Coming topics: { $topics }
daily-waiting = It is being posted right now.
daily-hint = To change it: /k8s daily now · skip · pause 2026-12-31 · resume · off
daily-none = This channel has no daily question.
daily-off = The daily question is off. What is open already still gets its result.
daily-now = A question is on its way to this channel.
daily-channel-only = This is set in a channel. Type it again in the one that is to get the questions.
daily-host-only = Only those who manage the server or workspace, or who made this channel, can change this.
daily-examples =
    /k8s daily 09:00 weekdays
    /k8s daily 9am mon,wed,fri reveal 21:00
    /k8s daily 20:30 pods level 2
    /k8s daily 08:00 America/New_York
    /k8s daily 0 9 * * 1-5
daily-missed = The question of { $when } could not be posted in time, so that day was left out. The next one comes at its usual time.
daily-stopped = The question of { $when } cannot be posted, so the daily question has stopped. { $reason } Once that is mended, set it again in that channel.
open-channel = Open the channel
when-time = There is no time to be read in “{ $what }”. Try one of these.
when-zone = “{ $what }” is no time zone. Write it like Europe/Berlin.
when-pattern = “{ $what }” is no cron pattern. It takes five fields: minute, hour, day, month, weekday.
when-never = No day ever matches “{ $what }”.
when-often = “{ $what }” is too often. Once an hour is the most.
when-until = Give a date after today, like 2026-12-31.
when-percent = Instead of “{ $what }”, give a share from 0% to 100%.
weekly-none = This channel has no weekly summary.
weekly-set = The weekly summary is on. Next: { $runs } ({ $zone })
weekly-off = The weekly summary is off.
weekly-examples =
    /k8s weekly mon 9am
    /k8s weekly sun 20:00
    /k8s weekly off
weekly-title = The past week ({ $from } to { $until })
weekly-nobody = Nobody played this time. A new week is a good moment to start.
weekly-turnout = { $people ->
        [one] One person answered
       *[other] { $people } people answered
    } { $answered ->
        [one] one question
       *[other] { $answered } questions
    }, { $share } of them right.
weekly-hardest = The hardest question ({ $correct } of { $answered } right)
weekly-confused = Most often mixed up: { $a } ↔ { $b }
weekly-board = Most active
weekly-compare = Compare the two
remind-none = The review reminder is off. At the time you choose, you alone are told if reviews are due.
remind-set = You alone are told if reviews are due. Next: { $runs } ({ $zone })
remind-off = The review reminder is off. /k8s review always works.
remind-examples =
    /k8s remind 8pm
    /k8s remind 08:00 weekdays
    /k8s remind off
remind-title = Time for a review
remind-off-hint = To stop these: /k8s remind off
review-now = Review now
archive-title = Past questions
archive-none = No question has closed in this channel yet.
archive-nobody = no answers
archive-older = Older ones

# k8s-study-bot export
export-title = Questions and results: { $group }
export-private = Private chats
export-result = Asked { $asked }×; of { $answered } answers { $correct } were right ({ $share }).
export-unanswered = Asked { $asked }×; there is no result yet.
export-gone = This question is no longer in the notes.

# k8s-study-bot doctor
doctor-ok = fine
doctor-warning = caution
doctor-broken = broken
doctor-notes = { $count ->
    [one] { $count } note was
   *[other] { $count } notes were
 } read ({ $path }).
doctor-notes-none = There is no note in { $path }. Put Markdown files there, or change NOTES_DIR.
doctor-notes-errors = { $count ->
    [one] { $count } thing in the notes
   *[other] { $count } things in the notes
 } should be mended; `k8s-study-bot check` says where.
doctor-notes-unreadable = The notes cannot be read: { $reason }
doctor-database = The database can be opened and is whole ({ $name }).
doctor-database-new = The database is made when the bot first starts ({ $name }).
doctor-database-in-use = A bot has the database open ({ $name }). If that is the one you have started, all is well.
doctor-clock = It is { $time } ({ $zone }).
doctor-clock-off = The clock of this computer is { $seconds } s off. Set it, or requests from Slack will be refused.
doctor-page = The page and requests from Slack are served at { $url }.
doctor-page-taken = { $reason } If the bot is running, all is well.
doctor-discord-unset = DISCORD_TOKEN is not set, so Discord is not connected.
doctor-slack-unset = SLACK_BOT_TOKEN is not set, so Slack is not connected.
doctor-unfinished = The examination itself failed: { $reason }

# The local page
page-title = k8s-study-bot
page-channel = kubernetes-study
page-topic = A channel to try the bot in, on this computer only
page-input = Message
page-placeholder = e.g. pvc, how do I scale a deployment, PV vs PVC
page-send = Send
page-you = You
page-bot = k8s-study-bot
page-only-you = Only you can see this
page-copy = Copy
page-copied = Copied
page-log = Conversation
page-language = Language
page-suggestions = Suggestions
page-offline = The bot cannot be reached. Check that it is running, then send again.
page-skip = Skip to the message field
page-welcome = Hello! I look up Kubernetes notes. Type a name or a question below.

# Discord
discord-k8s-name = k8s
discord-k8s = Look up a Kubernetes note
discord-query-name = query
discord-query = A name or a question, such as pvc yaml. Leave it empty to see how to use this.
discord-hide-name = hide
discord-hide = Show the answer to you alone
discord-quiz-name = quiz
discord-quiz = Practise Kubernetes questions
discord-topic-name = topic
discord-topic = What the questions are about. Leave it empty for any topic.
discord-count-name = count
discord-count = How many questions, 1 to 20
discord-here-name = here
discord-here = Ask everyone in this channel one question
discord-minutes-name = minutes
discord-minutes = With here: minutes until it closes
discord-review-name = review
discord-review = Answer again what is due for you
discord-wrong-name = wrong
discord-wrong = Your notebook of wrong answers
discord-stats-name = stats
discord-stats = How you are doing, and what to study next
discord-rank-name = rank
discord-rank = This week's board, for everyone to see
discord-daily-name = daily
discord-daily = A question a day in this channel. Empty: how it is set now.
discord-when-name = when
discord-when = e.g. 09:00 weekdays, 9am pods level 2, now, skip, off
discord-archive-name = archive
discord-archive = What was asked in this channel, and how it went
discord-personal = That is for you alone, and everyone can read here. Type it as a command, such as `/k8s stats`, and only you will see the answer.
discord-again = That did not open in time. Please press the button once more.
discord-file-failed = The file could not be sent. Please try again in a moment.
discord-file-large = The file is larger than Discord takes ({ $limit } MB). Please ask whoever runs the bot for it.
post-discord-gone = The channel or thread is no longer there. Choose another one.
post-discord-unseen = The bot cannot see the channel. In the channel's settings, under Permissions, allow the bot View Channel and Send Messages; if it is no longer in the server, invite it again.
post-discord-forbidden = The bot lacks permissions in the channel. In the channel's settings, under Permissions, allow the bot: { $permissions }.
post-discord-no-text = Nobody can write messages in a channel of this kind. Use a text channel.
post-discord-locked = The thread is locked or closed. Open it again, or use its channel.
post-discord-closed = The person takes no direct messages from the bot. They can be allowed in the server's Privacy Settings, under Direct Messages.

# Slack
slack-send = Send
slack-again = That did not open in time. Please press the button once more.
slack-file-sent = The file is in your private chat with this bot.
slack-file-failed = The file could not be sent. Please try again in a moment.
slack-file-barred = Slack does not let the bot send you the file ({ $error }), so this is only how it begins. Please ask an admin of the workspace what the app is allowed to do.
post-slack-gone = The channel cannot be found: it was deleted, or it is private and the bot is not in it. If it is still there, invite the bot by typing /invite @{ $name } in it.
post-slack-not-in-channel = The bot is not in the channel. Invite it by typing /invite @{ $name } there.
post-slack-archived = The channel is archived. Unarchive it, or set this up in another channel.
post-slack-forbidden = Slack does not let the bot write in the channel ({ $error }). Ask an admin of the workspace who may post there, and what the app is allowed to do.
post-slack-closed = The bot cannot write to you in private ({ $error }). Ask an admin of the workspace whether the app is still installed and its “Messages” tab is on.

# What the doctor says of Slack
doctor-slack-bot-missing = SLACK_BOT_TOKEN is not set. Copy the Bot User OAuth Token (xoxb-…) from “OAuth & Permissions” of your app at https://api.slack.com/apps.
doctor-slack-bot-other = SLACK_BOT_TOKEN is no bot token. Set it to the Bot User OAuth Token (xoxb-…) from “OAuth & Permissions” of your app at https://api.slack.com/apps.
doctor-slack-bot-refused = Slack refuses SLACK_BOT_TOKEN ({ $error }). Install the app to the workspace again and copy its new Bot User OAuth Token (xoxb-…).
doctor-slack-bot = The bot token works: the bot is @{ $user } in “{ $team }”.
doctor-slack-scopes-missing = The app lacks permissions: { $scopes }. Add them under “OAuth & Permissions” (or paste adapters/slack/manifest.yaml under “App Manifest”), then click “Reinstall to Workspace”.
doctor-slack-scopes-wished = People are answered, but the app lacks permissions: { $scopes }. Without files:write and im:write, people cannot get their data as a file; without the others, a daily question may come twice after a fault, and the bot cannot check whether it may write in a channel. Add them under “OAuth & Permissions” (or paste adapters/slack/manifest.yaml under “App Manifest”), then click “Reinstall to Workspace”.
doctor-slack-scopes = The app has all permissions it needs: { $scopes }.
doctor-slack-way-missing = Slack has no way to reach the bot. Set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET to be reached over HTTP.
doctor-slack-way-both = SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set. The bot uses Socket Mode; leave one of them out.
doctor-slack-app-other = SLACK_APP_TOKEN is no app-level token. Make one (xapp-…) with the scope connections:write under “Basic Information” of your app at https://api.slack.com/apps.
doctor-slack-app-refused = Slack refuses SLACK_APP_TOKEN ({ $error }). See that Socket Mode is on, and make a new app-level token with the scope connections:write under “Basic Information”.
doctor-slack-app-scope = The app-level token lacks the scope connections:write. Make a new one that has it under “Basic Information” of your app.
doctor-slack-app = The app-level token works: the bot can connect by Socket Mode.
doctor-slack-secret-token = SLACK_SIGNING_SECRET holds a token. Copy the Signing Secret (32 digits and letters) from “Basic Information” of your app.
doctor-slack-secret-odd = SLACK_SIGNING_SECRET does not look like one: it should be 32 digits and letters from a to f. Compare it with “Basic Information” of your app.
doctor-slack-secret = The signing secret looks right. Slack must be able to reach the bot at https://YOUR-ADDRESS/slack/events; the app needs that address for the command, the events and the buttons.
doctor-slack-events = Slack does not tell what else is set in the app. If mentions, private messages or buttons stay unanswered, compare it with adapters/slack/manifest.yaml: events app_home_opened, app_mention and message.im, interactivity on, command /k8s.
doctor-slack-unreachable = Slack cannot be reached at { $address } ({ $reason }). Check the network, and SLACK_API_URL if it is set.

# What the doctor says of Discord
doctor-discord-token = The token works: the bot is “{ $name }”.
doctor-discord-token-missing = DISCORD_TOKEN is empty. Copy the token from the page “Bot” of your application at https://discord.com/developers/applications.
doctor-discord-token-odd = DISCORD_TOKEN is no token: it holds spaces or characters that no token has. Copy it again from the page “Bot” of your application at https://discord.com/developers/applications.
doctor-discord-token-refused = Discord refuses DISCORD_TOKEN. Click “Reset Token” on the page “Bot” of your application at https://discord.com/developers/applications, and copy the new one.
doctor-discord-invite = The application's id is { $id }. This link invites the bot to a server, with just what it needs: { $link }
doctor-discord-intents = No privileged intent is needed, and none is on.
doctor-discord-intents-unneeded = No privileged intent is needed. These are on and may be turned off on the page “Bot” of the application: { $intents }.
doctor-discord-server = The bot is in the server “{ $name }”, as DISCORD_GUILD_ID says.
doctor-discord-servers = Servers that the bot is in: { $count }.
doctor-discord-no-server = The bot is in no server yet. Invite it: { $link }
doctor-discord-not-in-server = The bot is not in the server { $guild } that DISCORD_GUILD_ID names. Invite it there ({ $link }), or correct the id.
doctor-discord-command = /k8s and the other commands are registered.
doctor-discord-command-missing = Not all commands are registered yet. The bot does that when it starts.
doctor-discord-command-old = The commands are registered as an older version had them. The bot mends that when it starts.
doctor-discord-twice-everywhere = People see { $commands } twice: also registered for all servers. `k8s-study-bot doctor --fix` takes those away.
doctor-discord-twice-server = People in the server { $guild } see { $commands } twice: also registered for that server alone. `k8s-study-bot doctor --fix` takes those away.
doctor-discord-removed-everywhere = What was seen twice ({ $commands }) is no longer registered for all servers.
doctor-discord-removed-server = What was seen twice in the server { $guild } ({ $commands }) is no longer registered for that server alone.
doctor-discord-refused = Discord refused what the doctor asked for ({ $code }: { $reason }). Check that the application is not limited, and try again.
doctor-discord-unreachable = Discord cannot be reached at { $address } ({ $reason }). Check the network, and DISCORD_API_URL if you set it.

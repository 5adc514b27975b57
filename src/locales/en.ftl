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
help-topics = Topics that many look for:

# k8s-study-bot doctor
doctor-ok = fine
doctor-warning = caution
doctor-broken = broken
doctor-notes = { $count } notes were read ({ $path }).
doctor-notes-none = There is no note in { $path }. Put Markdown files there, or change NOTES_DIR.
doctor-notes-errors = { $count } things in the notes should be mended; `k8s-study-bot check` says where.
doctor-notes-unreadable = The notes cannot be read: { $reason }
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
discord-command = Look up a Kubernetes note
discord-query-name = query
discord-query = A name or a question, such as pvc yaml. Leave it empty to see how to use this.
discord-hide-name = hide
discord-hide = Show the answer to you alone

# What the doctor says of Slack
doctor-slack-bot-missing = SLACK_BOT_TOKEN is not set. Copy the Bot User OAuth Token (xoxb-…) from “OAuth & Permissions” of your app at https://api.slack.com/apps.
doctor-slack-bot-other = SLACK_BOT_TOKEN is no bot token. Set it to the Bot User OAuth Token (xoxb-…) from “OAuth & Permissions” of your app at https://api.slack.com/apps.
doctor-slack-bot-refused = Slack refuses SLACK_BOT_TOKEN ({ $error }). Install the app to the workspace again and copy its new Bot User OAuth Token (xoxb-…).
doctor-slack-bot = The bot token works: the bot is @{ $user } in “{ $team }”.
doctor-slack-scopes-missing = The app lacks permissions: { $scopes }. Add them under “OAuth & Permissions” (or paste adapters/slack/manifest.yaml under “App Manifest”), then click “Reinstall to Workspace”.
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

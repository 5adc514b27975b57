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

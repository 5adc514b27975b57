/** What a person wants who typed something to the bot: the one grammar of all platforms. */
export type Command = { kind: 'help' } | { kind: 'lookup'; text: string };

const helpWords = new Set(['', 'help', '?', '도움말', '도움', '사용법', 'usage']);

/** Reads what was typed, with or without `/k8s` or a mention of the bot before it. */
export function parseCommand(typed: string): Command {
  const text = typed.replace(/^\s*(?:\/k8s\b|@[\w-]*bot\b)\s*/i, '').trim();
  return helpWords.has(text.toLowerCase()) ? { kind: 'help' } : { kind: 'lookup', text };
}

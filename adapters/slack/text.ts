/** Control characters, and those that hide the order of letters; line breaks and tabs stay. */
const steering = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

/** A word joiner, which nobody sees, keeps `<!channel>` or `<@U123>` from ever being read as a mention. */
export const clean = (text: string): string => text.replace(steering, '').replace(/<(?=[!@#]\w)/g, '<\u2060');

/** For Slack's own markup, where only these three characters mean something. */
export const escapeMarkup = (text: string): string =>
  clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What a person typed, out of what Slack makes of it: mentions, channels and links become the words that people see,
 * and what only an id stands for goes. None of it is a mention any more.
 *
 * @param self user id of the bot, whose mention is no part of the question
 * @see https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readMarkup(text: string, self?: string): string {
  return text
    .replace(/<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_all, kind: string, target: string, label?: string) => {
      const named = label === undefined || label === '' ? undefined : label;
      if (kind === '@') return target === self || named === undefined ? ' ' : `@${named.replace(/^@/, '')}`;
      if (kind === '#') return named === undefined ? ' ' : `#${named.replace(/^#/, '')}`;
      if (kind === '!') return named?.replace(/^@/, '') ?? (/^\w+$/.test(target) ? target : ' ');
      return named ?? target.replace(/^mailto:/, '');
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

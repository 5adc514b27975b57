import { FluentBundle, FluentResource } from '@fluent/bundle';
import { negotiateLanguages } from '@fluent/langneg';
import { josa } from 'es-hangul';
import { type Locale, locales } from '../notes/locale.ts';

/** Says a message of src/locales in one language. Throws on an id that is not there: that is a bug, not input. */
export type Say = (id: string, args?: Record<string, string | number>) => string;

/**
 * Makes messages ready in both languages.
 *
 * @param texts the text of each language's .ftl file
 * @throws Error naming the language and the syntax error or the message that is missing
 */
export function messages(texts: Record<Locale, string>): Record<Locale, Say> {
  return { ko: messagesIn('ko', texts.ko), en: messagesIn('en', texts.en) };
}

function messagesIn(locale: Locale, text: string): Say {
  // Isolation marks would show up in search fields and code blocks of chats.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const [error] = bundle.addResource(new FluentResource(text));
  if (error) throw new Error(`src/locales/${locale}.ftl: ${error.message}`, { cause: error });
  return (id, args) => {
    const pattern = bundle.getMessage(id)?.value;
    if (pattern === null || pattern === undefined)
      throw new Error(`src/locales/${locale}.ftl has no message "${id}"`);
    return bundle.formatPattern(pattern, args);
  };
}

/** The best of our languages for what a browser or a platform asks for, such as "ko-KR,ko;q=0.9,en;q=0.8". */
export function pickLocale(asked: readonly string[], otherwise: Locale): Locale {
  const [best] = negotiateLanguages(asked, locales, { strategy: 'lookup', defaultLocale: otherwise });
  return best === 'ko' || best === 'en' ? best : otherwise;
}

/** The particle that means "by way of" after a word: 파드로, 볼륨으로, and (으)로 where the sound is not known. */
export function by(word: string): string {
  return /[가-힣]$/.test(word) ? josa(word, '으로/로').slice(word.length) : '(으)로';
}

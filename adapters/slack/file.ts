import type { webApi } from '@slack/bolt';
import { paragraph } from '../../src/chat/answer.ts';
import { fit as fitWithin } from '../../src/chat/fit.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Reply, TextFile } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { persist, slackError, unfit } from './api.ts';
import type { Place } from './body.ts';
import { limits } from './limits.ts';
import { lengthOf } from './render.ts';
import { escapeMarkup } from './text.ts';

/** How long the text of a file may be on its way. */
const uploadMs = 30_000;
/** What keeps files out until somebody changes what the app or people may do. https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors */
const barred = [
  ...unfit,
  'file_type_not_allowed',
  'file_upload_size_restricted',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'messages_tab_disabled',
  'restricted_action',
  'storage_limit_reached',
];

/**
 * Brings a person the file of a reply. No file can be shown to one person alone in a channel, so it goes into the person's
 * private chat with the bot.
 *
 * @param place where the reply is going to be said
 * @returns the reply without the file: what is left to say, to that person alone
 */
export type HandOver = (reply: Reply, user: string, place: Place) => Promise<Reply>;

/**
 * @param options.client of the Web API, with the bot token
 * @param options.failed is told of files that did not get through; the person is told as well
 */
export function createHandOver({
  client,
  say,
  failed,
}: {
  client: webApi.WebClient;
  say: Record<Locale, Say>;
  failed: (error: unknown) => void;
}): HandOver {
  async function upload({ name, text }: TextFile): Promise<string> {
    const body = Buffer.from(text);
    const { upload_url: url, file_id: id } = await persist(() =>
      client.files.getUploadURLExternal({ filename: name, length: body.length }),
    );
    if (url === undefined || id === undefined) throw new Error('Slack did not say where to put a file.');
    const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(uploadMs) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`Slack did not take a file: ${response.status}`);
    return id;
  }

  return async (reply, user, place) => {
    const { file, shown: _shown, ...rest } = reply;
    if (file === undefined) return reply;
    const left: Reply = { ...rest, audience: 'person' };
    try {
      const { channel } = await persist(() => client.conversations.open({ users: user }));
      if (channel?.id === undefined) throw new Error('Slack did not open a private chat.');
      const id = await upload(file);
      const isHere = channel.id === place.channel;
      const thread = isHere ? place.thread : undefined;
      await persist(() =>
        client.files.completeUploadExternal({
          files: [{ id, title: file.name }],
          channel_id: channel.id as string,
          ...(thread !== undefined && { thread_ts: thread }),
          ...(!isHere && rest.title !== undefined && { initial_comment: escapeMarkup(rest.title) }),
        }),
      );
      return isHere ? left : { ...left, body: [paragraph(say[reply.locale]('slack-file-sent'))] };
    } catch (error) {
      failed(error);
      return { ...left, body: instead(file, error, say[reply.locale]) };
    }
  };
}

/** What the person gets of a file that did not get through. */
function instead({ text }: TextFile, error: unknown, say: Say): Reply['body'] {
  const code = slackError(error) ?? '';
  if (!barred.includes(code)) return [paragraph(say('slack-file-failed'))];
  const { needed } = (error as webApi.WebAPIPlatformError).data as { needed?: string };
  const whole = { type: 'code', value: text.replace(/^\uFEFF/, '') } as const;
  const { body } = fitWithin([whole], limits.beginning, lengthOf);
  const reason = needed === undefined ? code : `${code}: ${needed}`;
  return [paragraph(say('slack-file-barred', { error: reason })), ...body];
}

import { randomUUID } from 'node:crypto';
import type { SlackChannels } from './slack-channels.ts';

type Data = Record<string, unknown>;

/** A file as people have it before them. */
export interface SharedFile {
  name: string;
  bytes: Buffer;
  channel: string;
  thread?: string | undefined;
  /** What is said of it. */
  comment?: string | undefined;
}

const refuse = (error: string, more: Data = {}): Data => ({ ok: false, error, ...more });

/** Files of Slack: announced, sent, shared. https://docs.slack.dev/messaging/working-with-files#upload */
export class SlackFiles {
  /** In the order in which they were shared. */
  readonly shared: SharedFile[] = [];
  private readonly uploads = new Map<string, { name: string; length: number; key: string; bytes?: Buffer }>();
  private readonly violations: string[];
  private readonly channels: SlackChannels;
  private readonly origin: () => string;

  constructor(violations: string[], channels: SlackChannels, origin: () => string) {
    this.violations = violations;
    this.channels = channels;
    this.origin = origin;
  }

  /** `files.getUploadURLExternal`. https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
  announce({ filename, length }: Data): Data {
    if (!filename || !Number(length)) return refuse('missing_argument');
    const id = `F0${this.uploads.size + 1}`;
    const key = randomUUID();
    this.uploads.set(id, { name: String(filename), length: Number(length), key });
    return { ok: true, upload_url: `${this.origin()}/upload/${key}`, file_id: id };
  }

  /** Takes what is sent to the address of a file; returns the status. */
  take(key: string, bytes: Buffer): number {
    const upload = [...this.uploads.values()].find((one) => one.key === key);
    if (upload === undefined) return 404;
    if (bytes.length !== upload.length) {
      this.violations.push(`${bytes.length} bytes were sent of a file of ${upload.length}`);
      return 400;
    }
    upload.bytes = bytes;
    return 200;
  }

  /** `files.completeUploadExternal`. https://docs.slack.dev/reference/methods/files.completeUploadExternal */
  complete({ files, channel_id, thread_ts, initial_comment }: Data): Data {
    const channel = String(channel_id);
    if (!/^[CGDZ][A-Z0-9]+$/.test(channel)) {
      const messages = [
        '[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]',
      ];
      this.violations.push(...messages);
      return refuse('invalid_arguments', { response_metadata: { messages } });
    }
    const [{ id, title } = { id: '', title: '' }] = files as { id: string; title?: string }[];
    const { name = '', bytes } = this.uploads.get(id) ?? {};
    if (bytes === undefined) return refuse('file_not_found');
    const comment = initial_comment === undefined ? undefined : String(initial_comment);
    const given = { ...(thread_ts !== undefined && { thread_ts }), text: comment };
    const answer = this.channels.share(channel, given);
    if (answer !== undefined) return refuse(answer);
    this.uploads.delete(id);
    const thread = thread_ts === undefined ? undefined : String(thread_ts);
    this.shared.push({ name, bytes, channel, thread, comment });
    return { ok: true, files: [{ id, title: title ?? name }] };
  }
}

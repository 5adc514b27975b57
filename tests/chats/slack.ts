import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlack, type SlackOptions } from '../../adapters/slack/platform.ts';
import type { Bot } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Platform, PlatformError } from '../../src/chat/platform.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { type Output, SlackServer } from '../servers/slack.ts';
import type { Modal } from '../servers/slack-views.ts';
import type { Chat, Person, Seen } from './chat.ts';

export type SlackMode = 'http' | 'socket';

type Data = Record<string, unknown>;
/** A message as the driver keeps it, to press its buttons later. */
export type SlackSeen = Seen & { output: Output };

/** Slack on this computer, with the bot on it. */
export interface SlackChat extends Chat {
  server: SlackServer;
  platform: Platform;
  /** What the platform told of being thrown out. */
  lost: PlatformError[];
  logged: { level: string; data: object; message: string }[];
  command(text: string, by?: Person, where?: { channel?: string }): Promise<SlackSeen>;
  mention(
    text: string,
    by?: Person,
    where?: { thread?: string; isDirect?: boolean },
  ): Promise<SlackSeen | undefined>;
  /** Says what is sure to be answered, and waits for that, whatever is answered before. */
  asked(text: string, by?: Person, where?: { thread?: string; isDirect?: boolean }): Promise<SlackSeen>;
  press(message: Seen, label: string, by?: Person): Promise<SlackSeen>;
  /** Presses what has that id, whether a message has such a button or not. */
  pressId(id: string, message: Seen, by?: Person): Promise<SlackSeen>;
  type(message: Seen, label: string, text: string, by?: Person): Promise<SlackSeen>;
  /** Presses a button that opens a form. */
  ask(message: Seen, label: string, by?: Person): Promise<Modal>;
  /** Fills the form in and sends it. */
  submit(form: Modal, text: string): Promise<SlackSeen>;
  /** Delivers an event of the Events API; resolves when it is acknowledged. */
  event(event: Data, retry?: { num: number; reason: string }): Promise<void>;
  /** The user id that goes with a name. */
  idOf(by?: Person): string;
  /** Waits for what the bot sends next, of what it has not sent by then. */
  next(since: number): Promise<SlackSeen>;
  /** Waits until all is said that was to be said; tells what was said since. */
  settled(since: number): Promise<Output[]>;
}

/**
 * Opens Slack's loopback server with the real Bolt on it.
 *
 * @param makeBot called again at each restart
 */
export async function openSlack(
  makeBot: () => Bot,
  say: Record<Locale, Say>,
  mode: SlackMode,
  more: Partial<SlackOptions> & { locale?: Locale } = {},
  prepare: (server: SlackServer) => void | Promise<void> = () => {},
): Promise<SlackChat> {
  const server = await SlackServer.start();
  await prepare(server);
  const logged: SlackChat['logged'] = [];
  const lost: PlatformError[] = [];
  const told = (level: string) => (data: object, message: string) => {
    logged.push({ level, data, message });
    server.emit('change');
  };
  const log: Log = { info: told('info'), warn: told('warn'), error: told('error') };
  const http = createServer((req, res) => listener?.(req, res));
  let listener: ReturnType<typeof createSlack>['listener'];
  let platform: Platform;
  let events = 0;
  let strangers = 0;

  async function begin(): Promise<void> {
    const created = createSlack({
      botToken: server.botToken,
      ...(mode === 'socket' ? { appToken: server.appToken } : { signingSecret: server.signingSecret }),
      apiUrl: server.apiUrl,
      bot: makeBot(),
      say,
      locale: 'ko',
      log,
      onLost: (error) => {
        lost.push(error);
        server.emit('change');
      },
      retryMs: 20,
      ...more,
    });
    platform = created;
    listener = created.listener;
    await created.start();
  }

  if (mode === 'http') {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    server.botUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  }

  const idOf = ({ name = 'mina', locale = 'ko' }: Person = {}): string => {
    const id = `U0${name.toUpperCase()}`;
    if (!server.users.has(id)) server.users.set(id, { name, locale: locale === 'ko' ? 'ko-KR' : 'en-US' });
    return id;
  };

  const seenOf = (output: Output): SlackSeen => ({
    ...readBlocks(output.message.blocks ?? [], output.message.text ?? ''),
    isPrivate: output.onlyFor !== undefined || output.channel.startsWith('D'),
    ...(output.thread !== undefined && { thread: output.thread }),
    payload: output.payload,
    output,
  });

  const next = async (since: number) => seenOf(await server.until(() => server.outputs[since], 'an answer'));

  async function event(said: Data, retry?: { num: number; reason: string }): Promise<void> {
    events += 1;
    const body = {
      token: 'legacy',
      team_id: server.team,
      api_app_id: 'A1',
      type: 'event_callback',
      event_id: `Ev${events}`,
      event_time: 1_700_000_000,
      authorizations: [
        { enterprise_id: null, team_id: server.team, user_id: server.self.user, is_bot: true },
      ],
      event: said,
    };
    await server.deliver('events_api', body, retry);
  }

  const spoken = (text: string, user: string, where: { thread?: string; isDirect?: boolean } = {}): Data => ({
    type: where.isDirect ? 'message' : 'app_mention',
    ...(where.isDirect && { channel_type: 'im' }),
    channel: where.isDirect ? `D0${user}` : 'C0STUDY',
    user,
    team: server.team,
    text: where.isDirect ? text : `<@${server.self.user}> ${text}`,
    ts: server.nextTs(),
    event_ts: server.nextTs(),
    ...(where.thread !== undefined && { thread_ts: where.thread }),
  });

  /** What a stranger asks after all else is answered after all else. */
  async function settled(since: number): Promise<Output[]> {
    strangers += 1;
    const user = idOf({ name: `stranger${strangers}` });
    await event(spoken('help', user, { isDirect: true }));
    await server.until(
      () => server.outputs.some((output) => output.channel === `D0${user}`),
      'the last answer',
    );
    return server.outputs.slice(since).filter(({ channel }) => !channel.startsWith('D0U0STRANGER'));
  }

  /** Delivers that something was pressed, and does not wait for what comes of it. */
  async function deliverPress(
    id: string,
    message: Seen,
    by?: Person,
    label = id,
    url?: string,
  ): Promise<void> {
    const { output } = message as SlackSeen;
    const user = idOf(by);
    const isHome = output.via === 'home';
    const isEphemeral = output.onlyFor !== undefined && !isHome;
    const action = {
      type: 'button',
      action_id: id,
      block_id: 'b1',
      text: { type: 'plain_text', text: label },
      ...(url !== undefined && { url }),
      action_ts: server.nextTs(),
    };
    const thread = output.thread !== undefined && { thread_ts: output.thread };
    await server.deliver('interactive', {
      type: 'block_actions',
      team: { id: server.team, domain: 'study' },
      user: { id: user, username: server.users.get(user)?.name, team_id: server.team },
      api_app_id: 'A1',
      token: 'legacy',
      trigger_id: server.views.trigger(user),
      actions: [action],
      ...(isHome
        ? { container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', type: 'home' } }
        : {
            container: {
              type: 'message',
              message_ts: output.ts,
              channel_id: output.channel,
              is_ephemeral: isEphemeral,
              ...thread,
            },
            channel: { id: output.channel, name: output.channel.startsWith('D') ? 'directmessage' : 'study' },
            response_url: server.responseUrl({
              channel: output.channel,
              user,
              thread: output.thread,
              isEphemeral,
            }),
            ...(!isEphemeral && {
              message: { ...output.message, type: 'message', ts: output.ts, ...thread },
            }),
          }),
    });
  }

  async function pressId(...pressed: Parameters<typeof deliverPress>): Promise<SlackSeen> {
    const since = server.outputs.length;
    await deliverPress(...pressed);
    return next(since);
  }

  const buttonOf = (message: Seen, label: string): BlockButton => {
    const buttons = buttonsOf((message as SlackSeen).output.message.blocks ?? []);
    const found = buttons.find((button) => button.text.text === label);
    if (found === undefined) throw new Error(`There is no button "${label}".`);
    return found;
  };

  async function ask(message: Seen, label: string, by?: Person): Promise<Modal> {
    const since = server.views.opened.length;
    await deliverPress(buttonOf(message, label).action_id, message, by, label);
    return server.until(() => server.views.opened[since], 'a form');
  }

  async function submit(form: Modal, text: string): Promise<SlackSeen> {
    const since = server.outputs.length;
    const { body } = await server.deliver('interactive', {
      type: 'view_submission',
      team: { id: server.team, domain: 'study' },
      user: { id: form.user, name: server.users.get(form.user)?.name, team_id: server.team },
      api_app_id: 'A1',
      token: 'legacy',
      trigger_id: server.views.trigger(form.user),
      view: server.views.submission(form, text),
      response_urls: [],
      is_enterprise_install: false,
      enterprise: null,
    });
    server.views.sent(body);
    return next(since);
  }

  await begin();
  return {
    name: mode === 'http' ? 'Slack over HTTP' : 'Slack in Socket Mode',
    server,
    lost,
    logged,
    idOf,
    next,
    event,
    settled,
    pressId,
    get platform() {
      return platform;
    },
    async command(text, by, { channel = 'C0STUDY' } = {}) {
      const user = idOf(by);
      const since = server.outputs.length;
      const { body } = await server.deliver('slash_commands', {
        token: 'legacy',
        team_id: server.team,
        team_domain: 'study',
        channel_id: channel,
        channel_name: 'study',
        user_id: user,
        user_name: by?.name ?? 'mina',
        command: '/k8s',
        text,
        api_app_id: 'A1',
        is_enterprise_install: 'false',
        response_url: server.responseUrl({ channel, user }),
        trigger_id: server.views.trigger(user),
      });
      if (body === undefined) return next(since);
      server.messageFault(body);
      const output: Output = {
        via: 'ack',
        channel,
        ts: server.nextTs(),
        onlyFor: body.response_type === 'in_channel' ? undefined : user,
        replaces: false,
        message: body,
        payload: body,
      };
      server.outputs.push(output);
      return seenOf(output);
    },
    async mention(text, by, where) {
      const since = server.outputs.length;
      await event(spoken(text, idOf(by), where));
      const [output] = await settled(since);
      return output === undefined ? undefined : seenOf(output);
    },
    async asked(text, by, where) {
      const since = server.outputs.length;
      await event(spoken(text, idOf(by), where));
      return next(since);
    },
    async press(message, label, by) {
      const found = buttonOf(message, label);
      return pressId(found.action_id, message, by, label, found.url);
    },
    ask,
    submit,
    async type(message, label, text, by) {
      return submit(await ask(message, label, by), text);
    },
    async restart() {
      await platform.stop();
      await begin();
    },
    async close() {
      await platform.stop();
      await server.close();
      http.closeAllConnections();
      http.close();
    },
  };
}

interface BlockButton {
  text: { text: string };
  action_id: string;
  url?: string;
}

const buttonsOf = (blocks: readonly Data[]): BlockButton[] =>
  blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as BlockButton[]) : []));

/** What a person reads and can press. */
function readBlocks(blocks: readonly Data[], fallback: string): Pick<Seen, 'text' | 'buttons'> {
  const texts = blocks.map((block) => {
    if (block.type === 'header') return textOf(block.text);
    if (block.type === 'context') return (block.elements as Data[]).map(textOf).join(' ');
    if (block.type === 'rich_text') return (block.elements as Data[]).map(richOf).join('\n');
    return '';
  });
  return {
    text: blocks.length === 0 ? fallback : texts.filter((text) => text !== '').join('\n'),
    buttons: buttonsOf(blocks).map(({ text, url }) => ({
      label: text.text,
      ...(url !== undefined && { url }),
    })),
  };
}

const textOf = (node: unknown): string => String((node as Data).text ?? '');

function richOf({ type, elements }: Data): string {
  if (type === 'rich_text_list') return (elements as Data[]).map((item) => `• ${richOf(item)}`).join('\n');
  return (elements as Data[]).map((element) => String(element.text ?? element.url ?? '')).join('');
}

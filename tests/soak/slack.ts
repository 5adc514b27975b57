import { Line } from '../servers/line.ts';
import { type Output, SlackServer } from '../servers/slack.ts';
import type { Modal } from '../servers/slack-views.ts';
import { count, type Driver, type Heard, type Person, readMessage, Waiting } from './driver.ts';

type Data = Record<string, unknown>;

/** Messages of a channel that the server remembers, lest it take longer with each. */
const remembered = 300;
/** Slack tells of an event again that was not taken, so often. */
const deliveries = 4;

/** Slack, reaching the bot over HTTP, with the lines between them. */
export interface SlackPlace extends Driver {
  server: SlackServer;
  /** From the bot to Slack. */
  line: Line;
  /** From Slack to the bot, once it runs. */
  reach(port: number): Promise<Line>;
}

/** @param rooms ids of its channels, whose host is who is one */
export async function openSlack(rooms: readonly string[]): Promise<SlackPlace> {
  const server = await SlackServer.start();
  const line = await server.layLine();
  for (const room of rooms) server.channels.open(room);
  const waiting = new Waiting<Heard>();
  const forms = new Waiting<Modal>();
  const answers = new Map<string, number[]>();
  const posts = new Map<string, number>();
  let events = 0;
  let deeds = 0;
  let formsSeen = 0;
  let toBot: Line | undefined;

  const heardOf = (output: Output): Heard => ({ ...readMessage(output.message), origin: output });

  function take(output: Output): void {
    const { via, channel, thread, onlyFor, payload } = output;
    const heard = heardOf(output);
    if (via === 'update') return;
    if (onlyFor !== undefined) {
      if (!waiting.give(onlyFor, heard)) waiting.give(onlyFor.split('#')[0] ?? '', heard);
    } else if (payload.metadata !== undefined) {
      count(posts, channel);
      waiting.give(`said ${channel}`, heard);
    } else if (thread !== undefined && answers.has(thread)) {
      answers.get(thread)?.push(Date.now());
      waiting.give(thread, heard);
    } else waiting.give(`open ${channel}`, heard);
  }
  server.on('change', () => {
    for (const output of server.outputs.splice(0)) take(output);
    for (; formsSeen < server.views.opened.length; formsSeen++) {
      const modal = server.views.opened[formsSeen];
      if (modal !== undefined) forms.give(modal.user, modal);
    }
    server.calls.length = 0;
  });

  /** Whom an answer is for, by what they did: the server tells it with what comes to the address that goes with that. */
  const deedOf = ({ id }: Person) => `${id}#${++deeds}`;

  async function event(said: Data, id: string, retry?: { num: number; reason: string }): Promise<void> {
    const messages = server.channels.messages(String(said.channel));
    messages.splice(0, Math.max(0, messages.length - remembered));
    await server.deliver(
      'events_api',
      {
        team_id: server.team,
        api_app_id: 'A1',
        type: 'event_callback',
        event_id: id,
        event: said,
      },
      retry,
    );
  }

  /** As Slack does with what was not taken. */
  async function surely(said: Data, id: string): Promise<void> {
    for (let num = 0; ; num++)
      try {
        return await event(said, id, num === 0 ? undefined : { num, reason: 'http_error' });
      } catch (error) {
        if (num + 1 === deliveries) throw error;
        await new Promise((resolve) => setTimeout(resolve, 300 * (num + 1)));
      }
  }

  async function deliverPress(person: Person, below: Heard, id: string, deed: string): Promise<void> {
    const { channel, thread, onlyFor, ts, message } = below.origin as Output;
    const isEphemeral = onlyFor !== undefined;
    const inThread = thread !== undefined && { thread_ts: thread };
    await server.deliver('interactive', {
      type: 'block_actions',
      team: { id: server.team, domain: 'study' },
      user: { id: person.id, username: person.id, team_id: server.team },
      api_app_id: 'A1',
      trigger_id: server.views.trigger(deed),
      actions: [{ type: 'button', action_id: id, block_id: 'b1', action_ts: server.nextTs() }],
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: isEphemeral,
        ...inThread,
      },
      channel: { id: channel, name: 'study' },
      response_url: server.responseUrl({ channel, user: deed, thread, isEphemeral }),
      ...(!isEphemeral && { message: { ...message, type: 'message', ts, ...inThread } }),
    });
  }

  return {
    name: 'slack',
    server,
    line,
    async reach(port) {
      toBot = await Line.open(port);
      server.botUrl = `http://127.0.0.1:${toBot.port}`;
      return toBot;
    },
    person(number, room, more) {
      const id = `U${String(number).padStart(6, '0')}`;
      server.users.set(id, { name: id.toLowerCase(), locale: more.locale === 'ko' ? 'ko-KR' : 'en-US' });
      if (more.isHost) {
        server.admins.add(id);
        server.channels.open(room, { creator: id });
      }
      return { id, room, ...more };
    },
    personId: ({ id }) => `slack:${server.team}:${id}`,
    channelId: (room) => `slack:${server.team}:${room}`,
    async command(person, text) {
      const { id: user, room: channel } = person;
      const deed = deedOf(person);
      const { body } = await server.deliver('slash_commands', {
        team_id: server.team,
        channel_id: channel,
        user_id: user,
        user_name: user.toLowerCase(),
        command: '/k8s',
        text,
        response_url: server.responseUrl({ channel, user: deed }),
        trigger_id: server.views.trigger(deed),
      });
      // What took longer comes by the address.
      if (body === undefined) return waiting.for([deed]);
      server.messageFault(body);
      const onlyFor = body.response_type === 'in_channel' ? undefined : deed;
      const ts = server.nextTs();
      return heardOf({ via: 'ack', channel, ts, onlyFor, replaces: false, message: body, payload: body });
    },
    async mention(person, text) {
      const ts = server.nextTs();
      const said = {
        type: 'app_mention',
        channel: person.room,
        user: person.id,
        team: server.team,
        text: `<@${server.self.user}> ${text}`,
        ts,
        event_ts: ts,
      };
      const id = `Ev${++events}`;
      answers.set(ts, []);
      const heard = await waiting.for([ts], () => surely(said, id));
      return { heard, again: () => event(said, id, { num: 1, reason: 'http_timeout' }) };
    },
    press(person, below, id) {
      const deed = deedOf(person);
      const keys = id.startsWith('close#') ? [`open ${person.room}`, deed, person.id] : [deed];
      return waiting.for(keys, () => deliverPress(person, below, id, deed));
    },
    form(person, below, id) {
      const deed = deedOf(person);
      return forms.for([deed], () => deliverPress(person, below, id, deed));
    },
    submit(person, form, text) {
      const modal = form as Modal;
      return waiting.for([modal.user], async () => {
        const { body } = await server.deliver('interactive', {
          type: 'view_submission',
          team: { id: server.team, domain: 'study' },
          user: { id: person.id, name: person.id.toLowerCase(), team_id: server.team },
          api_app_id: 'A1',
          trigger_id: server.views.trigger(modal.user),
          view: server.views.submission(modal, text),
          response_urls: [],
        });
        server.views.sent(body);
      });
    },
    said: (room) => waiting.for([`said ${room}`]),
    posts: () => posts,
    answers: () => answers,
    violations: () =>
      // How it was answered is looked at where it was asked.
      server.violations
        .splice(0)
        .filter((violation) => !/was answered with|was acknowledged after/.test(violation)),
    async close() {
      toBot?.close();
      await server.close();
    },
  };
}

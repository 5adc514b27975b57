import {
  type Fault,
  faultsOfChoices,
  faultsOfCommands,
  faultsOfEdit,
  faultsOfMessage,
  faultsOfModal,
  invalidForm,
  uploadsOf,
} from './discord-rules.ts';
import { type Called, type Channel, type Data, type Pending, user, type World } from './discord-world.ts';

const text: Record<number, [number, string]> = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50033: [400, 'Invalid Recipient(s)'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [403, 'Cannot reply without permission to read message history'],
  160005: [400, 'Thread is locked'],
};

/** Text, direct, voice, announcements, threads and stages. */
const writable = [0, 1, 2, 5, 10, 11, 12, 13];

/** What Discord answers to a request: the status and the body. */
export function answer(
  world: World,
  method: string,
  path: string,
  url: URL,
  body: Data,
  authorization: string | undefined,
): [number, unknown?] {
  const [, head = '', one = '', two = '', ...rest] = path.split('/');
  const isTooLarge = [...uploadsOf(body).values()].some(({ bytes }) => bytes.length > world.fileLimit);
  const refuse = (code: number): [number, Data] => {
    const [status, message] = text[code] ?? [400, 'Error'];
    return [status, { message, code }];
  };
  const faulty = (faults: Fault[]): [number, Data] => {
    world.violations.push(...faults.map((fault) => `${method} ${path}: ${fault.path}: ${fault.message}`));
    return [400, invalidForm(faults)];
  };
  if (isTooLarge) return refuse(40_005);
  if (head === 'interactions' && rest[0] === 'callback')
    return callback(world, one, two, url, body, refuse, faulty);
  if (head === 'webhooks') return webhook(world, method, two, rest, body, refuse, faulty);
  if (authorization !== `Bot ${world.token}`) return [401, { message: '401: Unauthorized', code: 0 }];
  const route = `${method} ${path}`;
  if (route === 'GET /gateway/bot') {
    const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
    return [200, { url: world.gatewayUrl, shards: 1, session_start_limit: limit }];
  }
  if (route === 'GET /users/@me') return [200, world.bot()];
  if (route === 'GET /users/@me/guilds')
    return [
      200,
      world.guilds.map((id) => ({
        id,
        name: 'kubernetes-study',
        owner: false,
        permissions: '0',
        features: [],
      })),
    ];
  if (route === 'GET /applications/@me' || route === 'GET /oauth2/applications/@me') {
    const bot_public = true;
    return [
      200,
      {
        id: world.applicationId,
        name: 'k8s-study-bot',
        flags: world.applicationFlags,
        bot_public,
        bot: world.bot(),
      },
    ];
  }
  if (head === 'applications' && one === world.applicationId)
    return commandsAt(world, method, path, url, body, refuse, faulty);
  if (head === 'guilds') return world.guilds.includes(one) ? [200, world.guildOf(one)] : refuse(50_001);
  if (route === 'POST /users/@me/channels') {
    const person = String(body.recipient_id);
    if (!/^\d{17,20}$/.test(person)) return refuse(50_033);
    const { id } = world.channels.get(world.directOf(person)) as Channel;
    return [200, { id, type: 1, flags: 0, last_message_id: null, recipients: [user(person)] }];
  }
  if (head === 'channels') {
    const channel = world.channels.get(one);
    if (channel === undefined) return refuse(10_003);
    if (method === 'POST' && two === 'messages') return post(world, channel, body, refuse, faulty);
    if (!world.may(channel, 'view')) return refuse(50_001);
    if (method === 'GET' && two === '') return [200, world.channelData(channel)];
    if (method === 'GET' && two === 'messages' && rest.length === 0)
      return latest(world, channel, url, faulty);
    if (method === 'PATCH' && two === 'messages' && rest.length === 1)
      return edit(world, channel, rest[0] ?? '', body, refuse, faulty);
  }
  world.violations.push(`unknown route ${route}`);
  return [404, { message: '404: Not Found', code: 0 }];
}

/** What says that an answer is coming. */
const loading = 128;

/** Only where there is a message can it be changed, and no form is answered by a form. */
function callbacksTo({ kind, message }: Pending): number[] {
  switch (kind) {
    case 3:
      return [4, 5, 6, 7, 9];
    case 4:
      return [8];
    case 5:
      return message === undefined ? [4, 5] : [4, 5, 6, 7];
    default:
      return [4, 5, 9];
  }
}

function faultsOfCallback(world: World, type: number, data: Data): Fault[] {
  switch (type) {
    case 4:
      return faultsOf(world, data);
    case 5: {
      const isHiddenOnly =
        Object.keys(data).every((key) => key === 'flags') && !(Number(data.flags ?? 0) & ~64);
      const message = 'only who sees the answer can be said before it';
      return isHiddenOnly ? [] : [{ path: 'data', code: 'INVALID_FLAGS', message }];
    }
    case 7: {
      const isSeen = (Number(data.flags ?? 0) & 64) === 0;
      const flags = { path: 'flags', code: 'INVALID_FLAGS', message: 'who sees a message stays as it is' };
      return [...faultsOf(world, data), ...(isSeen ? [] : [flags])];
    }
    case 8:
      return faultsOfChoices(data);
    case 9:
      return faultsOfModal(data);
    default:
      return [];
  }
}

function callback(
  world: World,
  id: string,
  token: string,
  url: URL,
  body: Data,
  refuse: (code: number) => [number, Data],
  faulty: (faults: Fault[]) => [number, Data],
): [number, unknown?] {
  const pending = world.pending.get(token);
  if (pending === undefined || pending.id !== id) return refuse(10_062);
  if (pending.acknowledged) return refuse(40_060);
  if (Date.now() - pending.since > 3000) return refuse(10_062);
  const type = Number(body.type);
  const data = (body.data ?? {}) as Data;
  const fitting = callbacksTo(pending);
  if (!fitting.includes(type))
    return faulty([{ path: 'type', code: 'BASE_TYPE_CHOICES', message: `no callback ${type} here` }]);
  const faults = faultsOfCallback(world, type, data);
  if (faults.length > 0) return faulty(faults);
  const called: Called = { type, data };
  if (type === 4) called.message = world.keep(pending.channel, data);
  if (type === 7 && pending.message) {
    pending.message.body = data;
    called.message = pending.message;
  }
  if (type === 9) called.modal = { data, channel: pending.channel, message: pending.message };
  pending.acknowledged = called;
  if (type === 6 && pending.message) {
    called.message = pending.message;
    pending.deferred();
  } else if (type === 5) {
    called.message = world.keep(pending.channel, { ...data, flags: Number(data.flags ?? 0) | loading });
    pending.deferred();
  } else pending.resolve(called);
  return url.searchParams.get('with_response') === 'true'
    ? [200, { interaction: { id, type: pending.kind } }]
    : [204];
}

function webhook(
  world: World,
  method: string,
  token: string,
  rest: string[],
  body: Data,
  refuse: (code: number) => [number, Data],
  faulty: (faults: Fault[]) => [number, Data],
): [number, unknown?] {
  const pending = world.pending.get(token);
  if (pending?.acknowledged === undefined) return refuse(10_015);
  const { message, type } = pending.acknowledged;
  const isEdit = rest[0] === 'messages';
  if (method === 'DELETE') {
    if (message === undefined) return refuse(10_008);
    if (type !== 6) world.messages.delete(message.id);
    pending.acknowledged.message = undefined;
    return [204];
  }
  if (isEdit && message === undefined) return refuse(10_008);
  const faults =
    method === 'GET' ? [] : isEdit && message ? faultsOfEdit(body, message) : faultsOf(world, body);
  if (faults.length > 0) return faulty(faults);
  if (isEdit && message) {
    if (method === 'GET') return [200, world.shown(message)];
    checkQuiet(world, body);
    message.body = body;
    message.flags = (message.flags & ~loading) | Number(body.flags ?? 0);
    pending.resolve(pending.acknowledged);
    return [200, world.shown(message)];
  }
  const said = world.keep(pending.channel, body);
  // The first that is said after an answer was announced.
  if (type === 5 || type === 6) pending.resolve({ ...pending.acknowledged, message: said });
  return [200, world.shown(said)];
}

function post(
  world: World,
  channel: Channel,
  body: Data,
  refuse: (code: number) => [number, Data],
  faulty: (faults: Fault[]) => [number, Data],
): [number, unknown?] {
  const reference = body.message_reference as Data | undefined;
  const refusal = refusalOf(world, channel, reference);
  if (refusal !== undefined) return refuse(refusal);
  const faults = faultsOf(world, body);
  if (reference?.channel_id !== undefined && reference.channel_id !== channel.id)
    faults.push({
      path: 'message_reference',
      code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
      message: 'elsewhere',
    });
  if (faults.length > 0) return faulty(faults);
  if (reference?.fail_if_not_exists !== false && reference)
    world.violations.push('a reply must go through though the question was deleted');
  const nonce = String(body.nonce);
  const known = body.enforce_nonce === true ? world.madeWith(nonce) : undefined;
  // What was made with the nonce and deleted since is not made again.
  if (known !== undefined && !world.messages.has(known.id)) return refuse(10_008);
  const kept = known ?? world.keep(channel, body, String(reference?.message_id ?? body.nonce));
  if (known === undefined) world.nonces.set(nonce, { message: kept, at: Date.now() });
  const shown = world.shown(kept);
  if (!known) world.gateway.dispatch('MESSAGE_CREATE', shown);
  return [200, { ...shown, nonce: body.nonce }];
}

function refusalOf(world: World, channel: Channel, reference: Data | undefined): number | undefined {
  const { refuses, type, isLocked } = channel;
  if (refuses !== undefined && (refuses !== 160_002 || reference)) return refuses;
  if (!world.may(channel, 'view')) return 50_001;
  if (!writable.includes(type)) return 50_008;
  if (isLocked) return 160_005;
  if (!world.may(channel, type === 11 ? 'threads' : 'send')) return 50_013;
  if (reference && !world.may(channel, 'history')) return 160_002;
  return undefined;
}

/** Who may not read what was said before sees nothing of it, which is no error. */
function latest(
  world: World,
  channel: Channel,
  url: URL,
  faulty: (faults: Fault[]) => [number, Data],
): [number, unknown?] {
  const limit = url.searchParams.get('limit') ?? '50';
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 100)
    return faulty([{ path: 'limit', code: 'NUMBER_TYPE_MAX', message: '1 to 100' }]);
  if (!world.may(channel, 'history')) return [200, []];
  const messages = [...world.messages.values()].filter(({ channel_id }) => channel_id === channel.id);
  return [
    200,
    messages
      .slice(-Number(limit))
      .reverse()
      .map((message) => world.shown(message)),
  ];
}

function edit(
  world: World,
  channel: Channel,
  id: string,
  body: Data,
  refuse: (code: number) => [number, Data],
  faulty: (faults: Fault[]) => [number, Data],
): [number, unknown?] {
  if (channel.refuses !== undefined) return refuse(channel.refuses);
  const message = world.messages.get(id);
  if (message === undefined || message.channel_id !== channel.id) return refuse(10_008);
  if (message.author !== undefined) return refuse(50_005);
  checkQuiet(world, body);
  const faults = faultsOfEdit(body, message);
  if (faults.length > 0) return faulty(faults);
  message.body = body;
  const shown = { ...world.shown(message), edited_timestamp: new Date().toISOString() };
  world.gateway.dispatch('MESSAGE_UPDATE', shown);
  return [200, shown];
}

function faultsOf(world: World, body: Data): Fault[] {
  checkQuiet(world, body);
  return faultsOfMessage(body);
}

/** Nothing that the bot says may call anyone. */
function checkQuiet(world: World, body: Data): void {
  const { parse, users, roles, replied_user } = (body.allowed_mentions ?? {}) as Data;
  const isQuiet = Array.isArray(parse) && parse.length === 0 && !users && !roles && replied_user !== true;
  if (!isQuiet) world.violations.push(`a message may call people: ${JSON.stringify(body.allowed_mentions)}`);
}

function commandsAt(
  world: World,
  method: string,
  path: string,
  url: URL,
  body: Data,
  refuse: (code: number) => [number, Data],
  faulty: (faults: Fault[]) => [number, Data],
): [number, unknown?] {
  const [, guild = '', id] =
    /^\/applications\/\d+(?:\/guilds\/(\d+))?\/commands(?:\/(\d+))?$/.exec(path) ?? [];
  if (guild !== '' && !world.guilds.includes(guild)) return refuse(50_001);
  const kept = world.commands.get(guild) ?? [];
  if (method === 'GET') {
    if (url.searchParams.get('with_localizations') === 'true') return [200, kept];
    return [200, kept.map(({ name_localizations: _, description_localizations: __, ...one }) => one)];
  }
  if (method === 'DELETE') {
    if (!kept.some((one) => one.id === id)) return refuse(10_063);
    world.commands.set(
      guild,
      kept.filter((one) => one.id !== id),
    );
    return [204];
  }
  const wanted = method === 'PUT' ? (body as unknown as Data[]) : [body];
  const faults = faultsOfCommands(wanted);
  if (faults.length > 0) return faulty(faults);
  const made = wanted.map((one) => commandOf(world, one, guild));
  world.commands.set(
    guild,
    method === 'PUT' ? made : [...kept.filter(({ name }) => name !== body.name), ...made],
  );
  return [200, method === 'PUT' ? made : made[0]];
}

/** With what Discord adds to it. */
function commandOf(world: World, one: Data, guild: string): Data {
  const options = ((one.options ?? []) as Data[]).map((option) => ({
    name_localizations: null,
    description_localizations: null,
    ...option,
  }));
  return {
    ...{
      id: world.newId(),
      application_id: world.applicationId,
      version: world.newId(),
      type: 1,
      nsfw: false,
    },
    ...{
      default_member_permissions: null,
      dm_permission: true,
      name_localizations: null,
      contexts: null,
      integration_types: [0],
    },
    ...(guild !== '' && { guild_id: guild }),
    ...one,
    options,
  };
}

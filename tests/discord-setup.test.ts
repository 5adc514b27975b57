import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../adapters/discord/commands.ts';
import { type DiscordSettings, diagnoseDiscord } from '../adapters/discord/doctor.ts';
import type { Diagnosis } from '../src/chat/platform.ts';
import type { DiscordChat } from './chats/discord.ts';
import { chatOf, type Data, say, serverOf } from './chats/discord-rig.ts';
import type { DiscordServer } from './servers/discord.ts';

describe('commands', () => {
  const puts = (server: DiscordServer) => server.requests.filter(({ method }) => method === 'PUT');
  const registered = (chat: DiscordChat) =>
    chat.server.until(() => chat.logged.some(({ message }) => message.startsWith('/k8s')));

  const names = ({ server }: DiscordChat, guild: string) =>
    server.commands.get(guild)?.map(({ name }) => name);

  it('are registered in both languages, once', async () => {
    const chat = await chatOf();
    await registered(chat);
    const [command] = chat.server.commands.get('') ?? [];
    expect(command).toMatchObject({
      name: 'k8s',
      description_localizations: { ko: '쿠버네티스 노트 찾기' },
      contexts: [0, 1],
      integration_types: [0],
      options: [
        { name: 'query', type: 3, autocomplete: true, name_localizations: { ko: '검색어' } },
        { name: 'hide', type: 5, name_localizations: { ko: '나만보기' } },
      ],
    });
    const before = chat.server.requests.length;
    await chat.restart();
    await chat.server.until(() =>
      chat.server.requests.slice(before).find(({ path }) => path.endsWith('/commands')),
    );
    await chat.platform.stop();
    expect(puts(chat.server)).toHaveLength(1);
  });

  it.each([
    ['a description', (command: Data): Data => ({ ...command, description: 'Old' })],
    ['a translation', (command: Data): Data => ({ ...command, description_localizations: { ko: '옛' } })],
    ['an option', (command: Data): Data => ({ ...command, options: [] })],
    [
      'a limit of an option',
      (command: Data): Data => ({
        ...command,
        options: (command.options as Data[]).map((option) =>
          option.name === 'count' ? { ...option, max_value: 10 } : option,
        ),
      }),
    ],
    ['where it may be used', (command: Data): Data => ({ ...command, contexts: [0] })],
  ])('are registered again if %s changed', async (_, change: (command: Data) => Data) => {
    const chat = await chatOf();
    await registered(chat);
    chat.server.commands.set('', (chat.server.commands.get('') ?? []).map(change));
    await chat.restart();
    await chat.server.until(() => puts(chat.server).length === 2);
  });

  it('of a server are registered there', async () => {
    const chat = await chatOf({ guildId: '200000000000000000' });
    await registered(chat);
    expect(chat.server.commands.get('')).toBeUndefined();
    expect(names(chat, chat.server.guildId)).toEqual(commandNames);
    await chat.restart();
    await chat.platform.stop();
    expect(puts(chat.server)).toHaveLength(1);
  });

  it('leave the one that opens an activity alone', async () => {
    const entry = { id: '77', type: 4, name: 'launch', description: 'x', handler: 2 };
    const chat = await chatOf({}, (server) => server.commands.set('', [entry]));
    await registered(chat);
    expect(names(chat, '')).toEqual([...commandNames, 'launch']);
  });

  it.each([
    ['a server that the bot is not in', { guildId: '200000000000000007' }, 'DISCORD_GUILD_ID', () => {}],
    [
      'commands that Discord does not take',
      {},
      'start the bot again later',
      (server: DiscordServer) => server.fail(/PUT .*commands/, 400, { body: { message: 'x', code: 50_035 } }),
    ],
  ] as const)(
    'that cannot be registered are reported, and mentions answered: %s',
    async (_, more, words, prepare) => {
      const chat = await chatOf(more, prepare);
      const { message } = await chat.server.until(() => chat.logged.find(({ level }) => level === 'error'));
      expect(message).toContain(words);
      expect((await chat.mention('pvc'))?.text).toContain('클레임');
    },
  );

  it('are registered later if Discord cannot be reached, which is told once', async () => {
    const chat = await chatOf({ registerMs: 20 }, (server) =>
      server.fail(/GET .*commands/, 500, { times: 11 }),
    );
    await chat.server.until(() => chat.server.commands.get(''));
    expect(chat.logged.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('tried again until it is done') }),
    ]);
  });
});

describe('the doctor', () => {
  const examine = (server: DiscordServer, settings: Partial<DiscordSettings> = {}, fix = false) =>
    diagnoseDiscord({ token: server.token, apiUrl: server.apiUrl, ...settings }, say.en, { fix, texts: say });
  const statuses = (found: Diagnosis[]) => found.map(({ status }) => status).join(' ');
  const told = (found: Diagnosis[]) => found.map(({ message }) => message).join('\n');

  it('finds all well, and gives the link that invites with just what is needed', async () => {
    const chat = await chatOf();
    await chat.server.until(() => chat.server.commands.get(''));
    const connections = chat.server.gateway.log.length;
    const found = await examine(chat.server);
    expect(statuses(found)).toBe('ok ok ok ok ok');
    const link = new URL(/https:\S+/.exec(told(found))?.[0] ?? '');
    expect(link.searchParams.get('permissions')).toBe('274877975552');
    expect(link.searchParams.get('scope')).toBe('bot applications.commands');
    expect(link.searchParams.get('client_id')).toBe(chat.server.applicationId);
    expect(chat.server.gateway.log).toHaveLength(connections);
    expect(say.ko('doctor-discord-token', { name: 'x' })).toContain('토큰');
  });

  it.each([
    ['', 'is empty'],
    ['two words', 'is no token'],
    ['MTAw.wrong.token', 'refuses DISCORD_TOKEN'],
  ])('tells what is wrong with the token %j', async (token, words) => {
    const found = await examine(await serverOf(), { token });
    expect(statuses(found)).toBe('broken');
    expect(told(found)).toContain(words);
    if (token !== '') expect(told(found)).not.toContain(token);
  });

  it('tells that Discord cannot be reached, or is broken', async () => {
    const server = await serverOf();
    expect(told(await examine(server, { apiUrl: 'http://127.0.0.1:9/api' }))).toContain('127.0.0.1:9');
    server.fail(/users\/@me\/guilds/, 503);
    expect(statuses(await examine(server))).toBe('ok ok ok broken');
    server.fail(/applications\/@me/, 403, { body: { message: 'no', code: 20_001 } });
    expect(told(await examine(server))).toContain('20001');
  });

  it('gives up on who does not answer', { timeout: 20_000 }, async () => {
    const silence = createServer(() => {});
    silence.listen(0, '127.0.0.1');
    await once(silence, 'listening');
    const apiUrl = `http://127.0.0.1:${(silence.address() as AddressInfo).port}/api`;
    const server = await serverOf();
    const begun = performance.now();
    expect(told(await examine(server, { apiUrl }))).toContain('5 s');
    expect(performance.now() - begun).toBeLessThan(9000);
    silence.closeAllConnections();
    silence.close();
  });

  it('looks the application up where older APIs have it', async () => {
    const server = await serverOf();
    server.fail(/GET \/applications\/@me/, 404);
    expect((await examine(server))[0]?.status).toBe('ok');
  });

  it('tells that the bot is in no server, or not in that one', async () => {
    const server = await serverOf();
    const elsewhere = await examine(server, { guildId: '200000000000000009' });
    expect(statuses(elsewhere)).toBe('ok ok ok broken');
    expect(told(elsewhere)).toContain('client_id=');
    expect(told(await examine(server, { guildId: server.guildId }))).toContain('“kubernetes-study”');
    server.guilds = [];
    expect(statuses(await examine(server))).toContain('warning');
  });

  it('tells that an intent is on that is not needed', async () => {
    const server = await serverOf();
    server.applicationFlags = (1 << 19) | (1 << 14);
    expect(told(await examine(server))).toContain('Server Members, Message Content');
  });

  it('tells of commands that are missing, or old', async () => {
    const chat = await chatOf();
    await chat.server.until(() => chat.server.commands.get(''));
    const [command, ...others] = chat.server.commands.get('') ?? [];
    chat.server.commands.set('', [{ ...command, description: 'Old' }, ...others]);
    expect(told(await examine(chat.server))).toContain('older version');
    chat.server.commands.set('', [command ?? {}]);
    expect(told(await examine(chat.server))).toContain('Not all commands are registered yet');
  });

  it.each([
    ['for one server beside that for all', undefined, '200000000000000000'],
    ['for all servers beside that for one', '200000000000000000', ''],
  ])('tells of a command %s, and takes it away if asked to', async (_, guildId, other) => {
    const chat = await chatOf({ guildId });
    const place = guildId ?? '';
    const own = await chat.server.until(() => chat.server.commands.get(place));
    chat.server.commands.set(other, [
      { ...own[0], id: '77' },
      { ...own[1], id: '78' },
      { ...own[1], id: '79', name: 'theirs' },
    ]);
    const found = await examine(chat.server, { guildId });
    expect(statuses(found)).toBe('ok ok ok ok ok warning');
    expect(told(found)).toContain('/k8s, /quiz twice');
    expect(chat.server.commands.get(other)).toHaveLength(3);
    expect(statuses(await examine(chat.server, { guildId }, true))).toBe('ok ok ok ok ok ok');
    expect(chat.server.commands.get(other)).toMatchObject([{ name: 'theirs' }]);
    expect(chat.server.commands.get(place)).toHaveLength(commandNames.length);
    expect(statuses(await examine(chat.server, { guildId }))).toBe('ok ok ok ok ok');
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../adapters/store/open.ts';
import { ask, freePort, launch, servers } from './process.ts';
import { type Postgres, startPostgres } from './servers/postgres.ts';
import { quiet } from './stores.ts';

/** Whatever fails, and however much is logged: no secret is in what the bot writes. */

const trace = { LOG_LEVEL: 'trace' };

/** By parts as well: a library may write a token with a piece of it left out, or in other letters. */
function expectNone(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(Buffer.from(secret).toString('base64'));
  }
  // What lets anybody answer in the bot's place for a quarter of an hour.
  expect(text).not.toContain('interaction-token-');
  expect(text).not.toContain('/respond/');
}

const fakes = {
  DISCORD_TOKEN: 'MTk4NjIyNDgzNDcxOTI1MjQ4.G1xPQo.f4ke-f4ke-f4ke-f4ke-f4ke-f4ke',
  SLACK_BOT_TOKEN: 'xoxb-198622483471-925248198622-f4keF4keF4keF4keF4keF4ke',
  SLACK_APP_TOKEN: 'xapp-1-A198622483-471925248198-f4kef4kef4kef4kef4kef4ke',
  SLACK_SIGNING_SECRET: 'f4ke0123456789abcdeff4ke01234567',
};
const fakeSecrets = Object.values(fakes);

/** A server that gives everyone the same answer. */
async function answering(status: number, body: string, type = 'text/html'): Promise<string> {
  const server = createServer((_, response) => {
    if (status === 0) response.destroy();
    else response.writeHead(status, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('no secret is written', { timeout: 90_000 }, () => {
  it.each<[string, () => Promise<string>]>([
    ['nothing listens', async () => 'http://127.0.0.1:1/'],
    ['the line is cut', () => answering(0, '')],
    ['all is broken', () => answering(500, '<h1>Internal Server Error</h1>')],
    ['all is refused', () => answering(401, '{"message":"401: Unauthorized","code":0}', 'application/json')],
    ['an answer makes no sense', () => answering(200, '{"ok":true', 'application/json')],
    ['an answer lacks all', () => answering(200, '{}', 'application/json')],
  ])('where %s', async (_, address) => {
    const url = await address();
    const { child, ended, output, says } = launch([], {
      ...trace,
      ...fakes,
      DISCORD_API_URL: `${url}api`,
      SLACK_API_URL: `${url}api/`,
    });
    await says('"platform":"discord"');
    await says('"platform":"slack"');
    child.kill('SIGTERM');
    await ended;
    expectNone(output.text, fakeSecrets);
  });

  it('where settings make no sense', async () => {
    const all = Object.fromEntries(
      Object.entries(fakes).map(([name, value]) => [name, `${value} \u{1f511}`]),
    );
    for (const env of [
      all,
      { ...fakes, PORT: fakes.SLACK_SIGNING_SECRET, DATABASE_URL: fakes.SLACK_BOT_TOKEN },
    ]) {
      const { ended, output } = launch([], { ...trace, ...env });
      expect(await ended).toBe(1);
      expectNone(output.text, fakeSecrets);
    }
  });

  it('where both platforms fail one thing after another, and throw the bot out', async () => {
    const { discord, slack, env, secrets } = await servers();
    const { child, ended, output, says } = launch([], { ...trace, ...env });
    await says('"platform":"discord","msg":"connected"');
    await says('"platform":"slack","msg":"connected"');

    slack.fail('users.info', { status: 500, body: 'oops' });
    await ask(slack, 'pvc');
    discord.fail(/callback/, 404, { body: { message: 'Unknown interaction', code: 10_062 } });
    await discord.command({ query: 'pvc' }).catch(() => {});
    discord.fail(/callback/, 400, { body: { message: 'Invalid Form Body', code: 50_035, errors: {} } });
    await discord.command({ query: 'pvc' }).catch(() => {});
    discord.fail(/messages$/, 500, { times: 20 });
    discord.say(`<@${discord.botId}> pvc`);
    discord.gateway.send({ op: 0, s: 1000, t: 'INTERACTION_CREATE', d: {} });
    discord.gateway.drop();
    for (const socket of slack.sockets) socket.send('{"envelope_id":');
    for (const socket of slack.sockets) socket.terminate();
    await slack.until(() => slack.sockets.size > 0, 'a new socket');
    slack.revoked.add(slack.botToken).add(slack.appToken);
    for (const socket of slack.sockets) socket.terminate();
    await says('is refused by Slack');
    discord.gateway.refuseWith = 4004;
    discord.gateway.drop();
    expect(await ended).toBe(1);
    child.kill();
    expectNone(output.text, secrets);
  });

  it('where requests over HTTP are forged', async () => {
    const { slack, env } = await servers();
    const port = await freePort();
    const { child, ended, output, says } = launch([], {
      ...trace,
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: env.SLACK_API_URL,
      PORT: String(port),
    });
    await says('"platform":"slack","msg":"connected"');
    const forged = (body: string, signature: string) =>
      fetch(`http://127.0.0.1:${port}/slack/events`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-slack-signature': signature,
          'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
        },
      });
    for (const body of ['{}', '{"token":', 'null'])
      for (const signature of ['', 'v0=00', `v0=${'0'.repeat(64)}`])
        expect((await forged(body, signature)).status).toBe(401);
    for (const path of ['livez', 'readyz', 'metrics', ''])
      expectNone(await (await fetch(`http://127.0.0.1:${port}/${path}`)).text(), [
        slack.botToken,
        slack.signingSecret,
      ]);
    child.kill('SIGTERM');
    await ended;
    expectNone(output.text, [slack.botToken, slack.signingSecret]);
  });
});

describe('no password of a database is written', { timeout: 90_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  const password = 'hunter2%2Fhunter2';
  const spelt = [password, decodeURIComponent(password)];

  it.each<[string, () => string | Promise<string>]>([
    ['nothing listens', () => `postgres://bot:${password}@127.0.0.1:1/bot`],
    ['it is wrong', () => `postgres://bot:${password}@127.0.0.1:${postgres.port}/bot`],
    ['the address makes no sense', () => `postgres://bot:${password}@[bot/${password}`],
    ['it is not escaped', () => 'postgres://bot:hunter2/hunter2@127.0.0.1:1/bot'],
    [
      'the server is none',
      async () => `postgres://bot:${password}@${new URL(await answering(200, 'hello')).host}/bot`,
    ],
  ])('where %s', async (_, url) => {
    const { ended, output } = launch([], { ...trace, DATABASE_URL: await url() });
    expect(await ended).toBe(1);
    expect(output.text).toContain('DATABASE_URL');
    expectNone(output.text, spelt);
  });

  it('where the server goes away while the bot runs', async () => {
    const url = await postgres.database();
    await (await openStore(url, quiet)).end();
    const port = await freePort();
    const { child, ended, output, says } = launch([], { ...trace, DATABASE_URL: url, PORT: String(port) });
    await says('Chat with the bot');
    await postgres.stop();
    const said = await fetch(`http://127.0.0.1:${port}/messages`, {
      method: 'POST',
      body: new URLSearchParams({ text: '/k8s stats' }),
    });
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(ready.status).toBe(503);
    await says('"outcome":"failed"');
    const secrets = [postgres.password];
    expectNone(`${await said.text()}${await ready.text()}`, secrets);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expectNone(output.text, secrets);
    // The reference that the person was told stands beside the reason.
    const [reference] = /(?<="reference":")[^"]+/.exec(output.text) ?? [];
    expect(
      output.text.split('\n').filter((line) => line.includes(`"reference":"${reference}"`)),
    ).toHaveLength(2);
  });
});

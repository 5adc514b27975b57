import { describe, expect, it } from 'vitest';
import { ask, freePort, launch, servers } from './process.ts';

/** The bot as a process of its own, on both platforms at once. */

describe('the bot', { timeout: 90_000 }, () => {
  it('is on both platforms at once, and leaves them when it is told to', async () => {
    const { discord, slack, env, secrets } = await servers();
    const { child, output, ended, says } = launch([], env);
    await says('"platform":"discord","msg":"connected"');
    await says('"platform":"slack","msg":"connected"');
    const { body } = await ask(slack, 'pvc');
    expect(JSON.stringify(body)).toContain('퍼시스턴트 볼륨 클레임');
    const called = await discord.command({ query: 'pvc' }, { locale: 'ko' });
    expect(JSON.stringify(called)).toContain('퍼시스턴트 볼륨 클레임');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    for (const secret of secrets) expect(output.text).not.toContain(secret);
    expect([...discord.violations, ...slack.violations]).toEqual([]);
  });

  it('serves Slack over HTTP on the port of the page', async () => {
    const { slack, env } = await servers();
    const port = await freePort();
    const { says } = launch([], {
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: env.SLACK_API_URL,
      PORT: String(port),
    });
    await says('"platform":"slack","msg":"connected"');
    slack.botUrl = `http://127.0.0.1:${port}`;
    expect(JSON.stringify(await ask(slack, 'pvc'))).toContain('퍼시스턴트 볼륨 클레임');
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('k8s-study-bot');
    expect((await fetch(`http://127.0.0.1:${port}/slack/other`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST' })).status).toBe(401);
  });

  it('shows no page to the network where a platform is set up', async () => {
    const { slack, env } = await servers();
    const port = await freePort();
    const { says, output } = launch([], {
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_APP_TOKEN: env.SLACK_APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
      HOST: '0.0.0.0',
      PORT: String(port),
    });
    await says('"platform":"slack","msg":"connected"');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect(output.text).not.toContain('Chat with the bot');
  });

  it('goes on with one platform where the other refuses it', async () => {
    const { slack, env, secrets } = await servers();
    const wrong = 'MTIz.wrong.token-of-somebody-else';
    const { output, says } = launch([], { ...env, DISCORD_TOKEN: wrong });
    await says('DISCORD_TOKEN is refused by Discord');
    await says('"platform":"slack","msg":"connected"');
    expect(JSON.stringify(await ask(slack, 'pvc'))).toContain('퍼시스턴트 볼륨 클레임');
    for (const secret of [...secrets, wrong]) expect(output.text).not.toContain(secret);
  });

  it('ends with what to do where no platform is left', async () => {
    const { env } = await servers();
    const { ended, output } = launch([], {
      ...env,
      DISCORD_TOKEN: 'wrong.token.1',
      SLACK_BOT_TOKEN: 'xoxb-0-0-wrong',
    });
    expect(await ended).toBe(1);
    expect(output.text).toContain('DISCORD_TOKEN is refused by Discord');
    expect(output.text).toContain('SLACK_BOT_TOKEN is refused by Slack');
    expect(output.text).toContain('k8s-study-bot doctor');
    expect(output.text).not.toContain('xoxb-0-0-wrong');
  });

  it('waits for a platform that is down', async () => {
    const { slack, env } = await servers();
    slack.fail('auth.test', { status: 503 }, { status: 503 }, { status: 503 });
    const { says } = launch([], {
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_APP_TOKEN: env.SLACK_APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
    });
    await says('"platform":"slack","msg":"connected"');
  });

  it('tells of a Slack token that stands alone', async () => {
    const { env } = await servers();
    const { ended, output } = launch([], {
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_API_URL: env.SLACK_API_URL,
    });
    expect(await ended).toBe(1);
    expect(output.text).toContain('SLACK_APP_TOKEN');
  });
});

describe('the doctor', { timeout: 90_000 }, () => {
  const examine = async (env: Record<string, string>, ...args: string[]) => {
    const { ended, output } = launch(['doctor', ...args], env);
    const code = await ended;
    return { code, text: output.text };
  };

  it('finds nothing wrong where nothing is', async () => {
    const { env, secrets } = await servers();
    const { code, text } = await examine(env, '--locale', 'en');
    expect(text.match(/^✗.*$/gm) ?? []).toEqual([]);
    expect(code).toBe(0);
    expect(text).toMatch(/1 note was read/);
    expect(text).toMatch(/Asia\/Seoul/);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('is there without any platform, in Korean and for machines', async () => {
    const { code, text } = await examine({}, '--json');
    expect(code).toBe(0);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { part: string; status: string; message: string });
    expect([...new Set(lines.map(({ part }) => part))]).toEqual([
      'notes',
      'discord',
      'slack',
      'database',
      'page',
      'clock',
    ]);
    expect(lines.find(({ part }) => part === 'discord')?.message).toContain('DISCORD_TOKEN이 없어서');
  });

  it.each([
    ['DISCORD_TOKEN', 'wrong.token.1', /✗ discord/],
    ['SLACK_BOT_TOKEN', 'xoxb-0-0-wrong', /✗ slack/],
    ['SLACK_APP_TOKEN', 'xapp-0-0-wrong', /✗ slack/],
    ['NOTES_DIR', '/nowhere', /✗ notes/],
    ['DATABASE_URL', 'postgres://bot:secret@127.0.0.1:1/bot', /✗ database/],
  ])('says what is wrong with %s, and examines the rest', async (name, value, finding) => {
    const { env } = await servers();
    const { code, text } = await examine({ ...env, [name]: value }, '--locale', 'en');
    expect(code).toBe(1);
    expect(text).toMatch(finding);
    expect(text.match(/^✗/gm)).toHaveLength(1);
    if (name !== 'NOTES_DIR') expect(text).not.toContain(value);
  });
});

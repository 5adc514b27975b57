import { webApi } from '@slack/bolt';
import type { Say } from '../../src/chat/locale.ts';
import type { Diagnosis } from '../../src/chat/platform.ts';
import { clientOptions, slackError } from './api.ts';

/** A question that Slack has not answered by then it does not answer. */
const timeoutMs = 5000;

/** What the bot token is to be allowed: manifest.yaml asks for it, and says what for. */
export const scopes = {
  /** Without these, people get no answers. */
  needed: ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'users:read'],
  /** Without these, which older apps lack, what the bot says by itself is less sure, and it cannot send files. */
  wished: ['channels:history', 'channels:read', 'files:write', 'groups:history', 'groups:read', 'im:write'],
} as const;

/** The settings of Slack, as they are. */
export interface SlackSettings {
  /** Empty if it is not set. */
  botToken: string;
  appToken?: string | undefined;
  signingSecret?: string | undefined;
  apiUrl: string;
}

type Finding = Pick<Diagnosis, 'status' | 'message'>;

/**
 * Says what is right and what is missing for the bot to be on Slack. Asks Slack's Web API, and leaves no connection open.
 * Never throws: that Slack cannot be reached is a finding as well.
 */
export async function diagnoseSlack(settings: SlackSettings, say: Say): Promise<Diagnosis[]> {
  const [bot, way] = await Promise.all([diagnoseBot(settings, say), diagnoseWay(settings, say)]);
  const isWell = [...bot, ...way].every(({ status }) => status !== 'broken');
  // No API tells which events are subscribed to.
  const events: Finding[] = isWell ? [{ status: 'ok', message: say('doctor-slack-events') }] : [];
  return [...bot, ...way, ...events].map((finding) => ({ part: 'slack', ...finding }));
}

async function diagnoseBot({ botToken, apiUrl }: SlackSettings, say: Say): Promise<Finding[]> {
  const broken = (message: string): Finding[] => [{ status: 'broken', message }];
  if (!botToken) return broken(say('doctor-slack-bot-missing'));
  if (!/^xox[be]/.test(botToken) || !isToken(botToken)) return broken(say('doctor-slack-bot-other'));
  try {
    const { user = '', team = '', response_metadata } = await clientOf(botToken, apiUrl).auth.test();
    const bot: Finding = { status: 'ok', message: say('doctor-slack-bot', { user, team }) };
    return [bot, diagnoseScopes(response_metadata?.scopes, say)];
  } catch (error) {
    const code = slackError(error);
    return broken(
      code === undefined ? unreachable(apiUrl, error, say) : say('doctor-slack-bot-refused', { error: code }),
    );
  }
}

function diagnoseScopes(given: readonly string[] | undefined, say: Say): Finding {
  const isMissing = (scope: string) => given !== undefined && !given.includes(scope);
  const all = [...scopes.needed, ...scopes.wished];
  const missing = all.filter(isMissing).join(', ');
  if (scopes.needed.some(isMissing))
    return { status: 'broken', message: say('doctor-slack-scopes-missing', { scopes: missing }) };
  if (missing !== '')
    return { status: 'warning', message: say('doctor-slack-scopes-wished', { scopes: missing }) };
  return { status: 'ok', message: say('doctor-slack-scopes', { scopes: all.join(', ') }) };
}

async function diagnoseWay(settings: SlackSettings, say: Say): Promise<Finding[]> {
  const { appToken, signingSecret } = settings;
  if (!appToken && !signingSecret) return [{ status: 'broken', message: say('doctor-slack-way-missing') }];
  if (!appToken) return [diagnoseSecret(signingSecret ?? '', say)];
  const both: Finding = { status: 'warning', message: say('doctor-slack-way-both') };
  return [await diagnoseSocket(appToken, settings.apiUrl, say), ...(signingSecret ? [both] : [])];
}

async function diagnoseSocket(appToken: string, apiUrl: string, say: Say): Promise<Finding> {
  const broken = (message: string): Finding => ({ status: 'broken', message });
  if (!appToken.startsWith('xapp-') || !isToken(appToken)) return broken(say('doctor-slack-app-other'));
  try {
    // The address that this gives is good for one connection, which nobody has to make.
    await clientOf(appToken, apiUrl).apps.connections.open({});
    return { status: 'ok', message: say('doctor-slack-app') };
  } catch (error) {
    const code = slackError(error);
    if (code === undefined) return broken(unreachable(apiUrl, error, say));
    return broken(
      code === 'missing_scope'
        ? say('doctor-slack-app-scope')
        : say('doctor-slack-app-refused', { error: code }),
    );
  }
}

function diagnoseSecret(signingSecret: string, say: Say): Finding {
  if (/^x(?:ox|app)/.test(signingSecret))
    return { status: 'broken', message: say('doctor-slack-secret-token') };
  if (!/^[0-9a-f]{32}$/.test(signingSecret))
    return { status: 'warning', message: say('doctor-slack-secret-odd') };
  return { status: 'ok', message: say('doctor-slack-secret') };
}

const isToken = (token: string): boolean => /^[\x21-\x7e]+$/.test(token);

const clientOf = (token: string, apiUrl: string): webApi.WebClient =>
  new webApi.WebClient(token, { ...clientOptions(apiUrl), timeout: timeoutMs });

function unreachable(address: string, error: unknown, say: Say): string {
  if (error instanceof webApi.WebAPIHTTPError)
    return say('doctor-slack-unreachable', { address, reason: `HTTP ${error.statusCode}` });
  if (error instanceof webApi.WebAPIRateLimitedError)
    return say('doctor-slack-unreachable', { address, reason: 'HTTP 429' });
  const { original } = error instanceof webApi.WebAPIRequestError ? error : { original: undefined };
  const code = (original?.cause as { code?: unknown } | undefined)?.code;
  const reason =
    typeof code === 'string' ? code : original?.name === 'TimeoutError' ? 'time-out' : 'no answer';
  return say('doctor-slack-unreachable', { address, reason });
}

import { isIP } from 'node:net';

/** Is it a name of this computer that no other can use? */
export const isLoopback = (name: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(name);

/**
 * Decides whether a request was meant for this page. A site that resolves its own name to this computer (DNS
 * rebinding) is known by its Host header, another site's form or script by Origin and Sec-Fetch-Site.
 *
 * @param host the address the page listens on
 * @returns why it is refused, or undefined
 */
export function refusal(
  headers: { get(name: string): string | null },
  method: string,
  host: string,
): string | undefined {
  const asked = headers.get('host') ?? '';
  const name = asked.replace(/:\d+$/, '').toLowerCase();
  const isAny = host === '0.0.0.0' || host === '::';
  // Listening everywhere, the bot cannot know its names; but only a name can be rebound, an address cannot.
  const isAddress = isIP(name.replace(/^\[|\]$/g, '')) > 0;
  if (!(isLoopback(name) || name === host.toLowerCase() || name === `[${host}]` || (isAny && isAddress)))
    return `This page does not go by the name "${name.slice(0, 100)}". Open it as localhost or by its address.`;
  const origin = headers.get('origin');
  if (origin !== null && origin !== `http://${asked}` && origin !== `https://${asked}`)
    return 'Requests from other sites are refused.';
  const site = headers.get('sec-fetch-site');
  if (method !== 'GET' && site !== null && site !== 'same-origin' && site !== 'none')
    return 'Requests from other sites are refused.';
  return undefined;
}

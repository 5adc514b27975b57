import type { RawFile } from 'discord.js';
import type { Reply, TextFile } from '../../src/chat/reply.ts';

/** A name that Discord leaves as it is, since the message calls the file by it. */
export const nameOf = ({ name }: TextFile): string => name.replace(/[^A-Za-z0-9._-]+/g, '_') || 'file';

/** Is the file of a reply larger than so many bytes? */
export const isTooLarge = ({ file }: Reply, limit: number): boolean =>
  file !== undefined && Buffer.byteLength(file.text) > limit;

/** What is sent of a message, with the file of its reply; Discord shows what the message names and `attachments` lists. */
export function withFile(body: object, { file }: Reply): { body: object; files?: RawFile[] } {
  if (file === undefined) return { body };
  const name = nameOf(file);
  // Browsers that open the file guess the encoding of text else, and spoil Korean.
  const contentType = file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type;
  return {
    body: { ...body, attachments: [{ id: 0, filename: name }] },
    files: [{ name, contentType, data: Buffer.from(file.text) }],
  };
}

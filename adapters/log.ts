import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

/**
 * The log of a bot that runs: a line of JSON for each event.
 *
 * @param stream standard output if it is left out
 */
export const createLog = (level: string, stream?: DestinationStream): Logger =>
  pino({ level, base: null, serializers: { err: faultOf } }, stream);

/**
 * An error by its words alone. Libraries hang on theirs whatever they had at hand: requests with their tokens, addresses
 * with their passwords, and what people wrote.
 */
function faultOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.err(error);
  const { code } = error as { code?: unknown };
  return { type, message, stack, ...((typeof code === 'string' || typeof code === 'number') && { code }) };
}

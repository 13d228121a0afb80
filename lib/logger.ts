import 'server-only';
import pino from 'pino';
import { maskNumbersInText } from './personal-data/mask.ts';

/** What an error may tell the log: no parameters, no detail of a database row, no number in clear. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'a value that is no error was thrown' };
  return {
    type: error.name,
    message: maskNumbersInText(error.message),
    code: (error as { code?: unknown }).code,
    stack: maskNumbersInText(error.stack ?? ''),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

/** Keys whose values never reach a log, at whatever depth pino looks for them. */
const secret = ['password', 'secretKey', 'authorization', 'cookie', 'token', 'called', 'sessionId', 'value'];

/**
 * The operational log: one JSON line a record on standard output. It may fail (a closed output is ignored);
 * the audit may not.
 */
export const logger = pino({
  // read here and not in the configuration: the log must work before the configuration is known to be right
  level: 'info',
  base: null,
  serializers: { err: describeError },
  redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
});

process.stdout.on('error', () => undefined);

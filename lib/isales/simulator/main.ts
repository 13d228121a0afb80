import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startSimulator, type WorldKind } from './start-simulator.ts';

const USAGE = `usage: npm run simulator -- [--port 0] [--seed 7] [--world practice|empty] [--time-zone Asia/Shanghai]

Credentials come from ISALES_ACCESS_KEY and ISALES_SECRET_KEY. Without both of them random ones are made and
printed. The first line on standard output is JSON: {"url": "…", "accessKey": "…"}.`;

class UsageError extends Error {}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      world: { type: 'string', default: 'practice' },
      'time-zone': { type: 'string', default: 'Asia/Shanghai' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new UsageError(USAGE);
  return {
    port: readInteger('port', values.port, 65_535),
    seed: readInteger('seed', values.seed, 2 ** 31),
    world: readWorld(values.world),
    timeZone: values['time-zone'],
  };
}

function readInteger(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max)
    throw new UsageError(`--${name} is not an integer from 0 to ${max}`);
  return value;
}

function readWorld(text: string): WorldKind {
  if (text !== 'practice' && text !== 'empty') throw new UsageError('--world is neither practice nor empty');
  return text;
}

function readCredentials(): { accessKey: string; secretKey: string; isGenerated: boolean } {
  // biome-ignore lint/style/noProcessEnv: a program of its own; lib/env.ts is the console's
  const { ISALES_ACCESS_KEY: accessKey, ISALES_SECRET_KEY: secretKey } = process.env;
  if (accessKey && secretKey) return { accessKey, secretKey, isGenerated: false };
  if (accessKey) throw new UsageError('ISALES_SECRET_KEY is missing, while ISALES_ACCESS_KEY is set');
  if (secretKey) throw new UsageError('ISALES_ACCESS_KEY is missing, while ISALES_SECRET_KEY is set');
  return {
    accessKey: `AK${randomBytes(9).toString('hex')}`,
    secretKey: randomBytes(24).toString('hex'),
    isGenerated: true,
  };
}

async function main(): Promise<void> {
  const { accessKey, secretKey, isGenerated } = readCredentials();
  const simulator = await startSimulator({ ...readOptions(), accessKey, secretKey });
  console.log(JSON.stringify({ url: simulator.url, accessKey, ...(isGenerated ? { secretKey } : {}) }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

// .env from .env.example, with a fresh secret wherever a value is empty. An existing .env is left alone.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, program, root } from './prepare.mjs';

await program(async () => {
  const file = join(root, '.env');
  if (existsSync(file)) throw new CommandError('.env is there already; remove it first to make a new one.');
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const filled = example.replace(/^([A-Z_]+)=$/gm, (_line, name) =>
    name === 'ISALES_ACCESS_KEY'
      ? `${name}=PRACTICE${randomBytes(8).toString('hex')}`
      : `${name}=${randomBytes(32).toString('base64')}`,
  );
  writeFileSync(file, filled, { mode: 0o600 });
  console.log('.env is made, with secrets of its own. Against the real CC-iSales: fill in ISALES_… there.');
});

// What `output: 'standalone'` leaves out that a server without a CDN needs, and what it should have left out.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const standalone = join(root, '.next', 'standalone');
cpSync(join(root, '.next', 'static'), join(standalone, '.next', 'static'), { recursive: true });
if (existsSync(join(root, 'public')))
  cpSync(join(root, 'public'), join(standalone, 'public'), { recursive: true });
// Next copies the .env files of the machine that builds: secrets have no place in a build
for (const name of ['.env', '.env.local', '.env.production', '.env.production.local']) {
  rmSync(join(standalone, name), { force: true });
}

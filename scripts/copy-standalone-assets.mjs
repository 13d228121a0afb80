// `output: 'standalone'` leaves these two out: a CDN could serve them. Here nothing else does.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const standalone = join(root, '.next', 'standalone');
cpSync(join(root, '.next', 'static'), join(standalone, '.next', 'static'), { recursive: true });
if (existsSync(join(root, 'public')))
  cpSync(join(root, 'public'), join(standalone, 'public'), { recursive: true });

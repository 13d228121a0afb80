// The built console. PORT and HOSTNAME as for any Node server; the rest is in .env.example.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare.mjs';

const server = join(root, '.next', 'standalone', 'server.js');
if (!existsSync(server)) {
  console.error('The console is not built yet: npm run build');
  process.exit(1);
}
// the server works in its own folder, which the next build empties: paths are meant from here
for (const [name, value] of Object.entries(process.env)) {
  if ((name.endsWith('_FILE') || name.endsWith('_DIR')) && value) process.env[name] = resolve(value);
}
const database = process.env.DATABASE_URL;
if (database?.startsWith('file:'))
  process.env.DATABASE_URL = `file:${resolve(database.slice('file:'.length))}`;
process.env.AUDIT_VERIFIER = join(root, 'scripts', 'audit-verify.mjs');
process.env.NODE_ENV = 'production';
// our own handler drains: the call under way is recorded before the process ends
process.env.NEXT_MANUAL_SIG_HANDLE = 'true';
process.env.HOSTNAME ??= '127.0.0.1';
await import(pathToFileURL(server).href);

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.mjs';
import { freePort } from './free-port.mjs';
import { CommandError, program, projectEnv, root, step, underNode24 } from './prepare.mjs';

const home = join(root, '.demo');
const wantedPort = Number(process.env.PORT ?? 3000);
const members = [
  { username: 'operator', name: '李娜', roles: ['operator'], scope: ['12', '13'] },
  { username: 'approver', name: '王强', roles: ['approver'], scope: ['12'] },
  { username: 'auditor', name: '陈静', roles: ['auditor'], scope: [] },
  { username: 'admin', name: '赵敏', roles: ['admin'], scope: [] },
];

const children = [];

/** Everything this demo started ends with it. */
function stopChildren() {
  for (const child of children.reverse()) child.kill('SIGTERM');
}

/** Secrets of this demo alone, made on the first run and never shipped. */
function secrets() {
  const file = join(home, 'secrets.json');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const key = () => randomBytes(32).toString('base64');
  const made = {
    authSecret: key(),
    dataKey: key(),
    auditHmacKey: key(),
    auditSigningKey: key(),
    accessKey: `DEMO${randomBytes(8).toString('hex')}`,
    secretKey: key(),
    passwords: Object.fromEntries(
      members.map(({ username }) => [username, randomBytes(9).toString('base64url')]),
    ),
    // an older demo lacks what is new
    ...(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}),
  };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

function start(args, env, stdio) {
  const child = spawn('node', args, { cwd: root, env, stdio });
  children.push(child);
  child.once('exit', (code) => {
    if (isStopping) return;
    console.error(`\n✗ ${args.at(-1)} ended by itself (code ${code}).`);
    isStopping = true;
    stopChildren();
    process.exitCode = 1;
  });
  return child;
}

let isStopping = false;

async function startSimulator({ accessKey, secretKey }) {
  const env = projectEnv({ ISALES_ACCESS_KEY: accessKey, ISALES_SECRET_KEY: secretKey });
  const child = start(['--conditions=react-server', 'lib/isales/simulator/main.ts', '--port', '0'], env, [
    'ignore',
    'pipe',
    'inherit',
  ]);
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([
    new Promise((resolve) => lines.once('line', (line) => resolve([line]))),
    new Promise((resolve) => child.once('exit', () => resolve([]))),
  ]);
  if (first === undefined) throw new CommandError('the simulator did not start');
  lines.on('line', () => undefined);
  return JSON.parse(first).url;
}

function createMembers(env, passwords) {
  for (const { username, name, roles, scope } of members) {
    const args = [
      '--conditions=react-server',
      'scripts/member.ts',
      'create',
      '--username',
      username,
      '--name',
      name,
      '--password-file',
      '-',
    ];
    for (const role of roles) args.push('--role', role);
    for (const entry of scope) args.push('--scope', entry);
    const result = spawnSync('node', args, { cwd: root, env, input: passwords[username], encoding: 'utf8' });
    if (result.status !== 0 && !/is taken/.test(result.stderr)) {
      throw new CommandError(`the member ${username} could not be created: ${result.stderr}`);
    }
  }
}

/** A request that waits for the approver: made anew when none does any more. */
function letRequestWait(env) {
  const args = ['--conditions=react-server', 'scripts/demo-request.ts'];
  const result = spawnSync('node', args, { cwd: root, env, encoding: 'utf8' });
  if (result.status !== 0) throw new CommandError(`no request could be made to wait: ${result.stderr}`);
}

async function waitUntilUp(origin, server) {
  for (let tries = 0; ; tries += 1) {
    if (tries > 300) throw new CommandError('the console does not answer, see the lines above');
    if (server.exitCode !== null) throw new CommandError('the console did not start, see the lines above');
    try {
      if ((await fetch(`${origin}/api/health`)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

await program(async () => {
  await underNode24(fileURLToPath(import.meta.url));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      console.log('\nStopping.');
      stopChildren();
    });
  }
  process.on('exit', stopChildren);
  buildIfChanged();

  const known = secrets();
  step('Starting the CC-iSales simulator with practice data');
  const vendor = await startSimulator(known);
  step('Starting the console');
  const port = await freePort(wantedPort);
  const origin = `http://localhost:${port}`;
  const env = projectEnv({
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    APP_ORIGIN: origin,
    AUTH_SECRET: known.authSecret,
    DATA_KEY: known.dataKey,
    AUDIT_HMAC_KEY: known.auditHmacKey,
    AUDIT_SIGNING_KEY: known.auditSigningKey,
    AUDIT_CHECKPOINT_DIR: join(home, 'checkpoints'),
    DATABASE_URL: `file:${join(home, 'console.db')}`,
    ISALES_BASE_URL: vendor,
    ISALES_ACCESS_KEY: known.accessKey,
    ISALES_SECRET_KEY: known.secretKey,
    ISALES_VDNS: '12:华东中心,13:华南中心',
    ISALES_TIME_ZONE: 'Asia/Shanghai',
    PRACTICE_MODE: 'on',
    LOG_LEVEL: 'warn',
  });
  createMembers(env, known.passwords);
  letRequestWait(env);
  const server = start(['scripts/start.mjs'], env, ['ignore', 'inherit', 'inherit']);
  await waitUntilUp(origin, server);

  console.log(`
  The console is open at  ${origin}
  CC-iSales simulator     ${vendor}   (ledger: ${vendor}/__simulator/ledger)

  Sign in as       password
${members.map(({ username, name }) => `  ${username.padEnd(15)}  ${known.passwords[username].padEnd(14)}  ${name}`).join('\n')}

  Try it: as operator, New deletion, campaign 146, called number 13800138000.
          As approver, Approvals: a request of 李娜 waits for a second person.
  Ctrl-C stops everything.
`);
});

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { engineOf, openDatabase } from '#lib/db/client.ts';
import { migrateIfPending, PendingMigrationsError } from '#lib/db/migrate.ts';
import { inviteAgainFromShell, inviteFromShell } from '#lib/members/invite-member.ts';
import type { InvitationView } from '#lib/members/member-view.ts';
import {
  changeMemberFromShell,
  createMember,
  invitedMember,
  memberRights,
  newMember,
  personKey,
} from '#lib/members/store-member.ts';
import type { Result } from '#lib/result.ts';
import { databaseUrl } from './database-url.ts';

const usage = `npm run member -- COMMAND

  invite  --username li.na --name 李娜 --role admin
          Prints a link, valid for 24 hours and once, by which the member sets a password. For a member that is there
          already: the way back in, also without their second factor.
  create  --username li.na --name 李娜 --role operator --scope 12
          A password is generated and printed once; --password-file FILE takes one (- for standard input).
  change  --username li.na [--role operator --role approver] [--scope 12/146] [--status disabled|active] [--person E1024]
          Roles and scope that are given replace the old ones.
  list

  --role   operator | approver | auditor | admin, several times for several roles
  --scope  a VDN (12) or one campaign of it (12/146), several times for several entries
  --person what all accounts of one person share, such as a staff number ('' for none): none of them approves
           what another one asks for`;

class UsageError extends Error {}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    username: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
    scope: { type: 'string', multiple: true },
    status: { type: 'string' },
    person: { type: 'string' },
    'password-file': { type: 'string' },
  },
});

const url = databaseUrl();
const db = openDatabase(url);
try {
  await migrateIfPending(db, engineOf(url));
  switch (positionals[0]) {
    case 'create':
      await create();
      break;
    case 'invite':
      await invite();
      break;
    case 'change':
      await change();
      break;
    case 'list':
      await list();
      break;
    default:
      throw new UsageError(usage);
  }
} catch (error) {
  const isExpected = error instanceof UsageError || error instanceof PendingMigrationsError;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.destroy();
}

async function create(): Promise<void> {
  const file = values['password-file'];
  const password =
    file === undefined
      ? randomBytes(15).toString('base64url')
      : readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  const member = newMember.safeParse({
    username: values.username,
    name: values.name,
    password,
    roles: values.role ?? [],
    scope: values.scope ?? [],
  });
  if (!member.success) throw new UsageError(problems(member.error));
  const created = await createMember(db, member.data);
  if (!created.ok) throw new UsageError(`the user name ${member.data.username} is taken`);
  console.log(`${member.data.username} can sign in.${file === undefined ? ` Password: ${password}` : ''}`);
}

async function invite(): Promise<void> {
  const origin = process.env.APP_ORIGIN;
  if (!origin) throw new UsageError('APP_ORIGIN is missing: the link begins with it, see .env.example');
  const { username = '' } = values;
  let invited: Result<InvitationView, 'member_unknown' | 'username_taken'> = await inviteAgainFromShell(
    db,
    username,
  );
  if (!invited.ok) {
    const member = invitedMember.safeParse({
      username,
      name: values.name,
      roles: values.role ?? [],
      scope: values.scope ?? [],
    });
    if (!member.success) throw new UsageError(problems(member.error));
    invited = await inviteFromShell(db, member.data);
  }
  if (!invited.ok) throw new UsageError(`the user name ${username} is taken`);
  console.log(
    `Within 24 hours and once, ${username} sets a password at\n${origin}/invitation#${invited.value.token}`,
  );
}

async function change(): Promise<void> {
  if (values.username === undefined) throw new UsageError(usage);
  const rights = memberRights.partial().safeParse({
    ...(values.role === undefined ? {} : { roles: values.role }),
    ...(values.scope === undefined ? {} : { scope: values.scope }),
  });
  if (!rights.success) throw new UsageError(problems(rights.error));
  const { status } = values;
  if (status !== undefined && status !== 'active' && status !== 'disabled') {
    throw new UsageError('--status is active or disabled');
  }
  const person = personKey.optional().safeParse(values.person);
  if (!person.success) throw new UsageError('--person has 64 characters at the most');
  const { roles, scope } = rights.data;
  const changed = await changeMemberFromShell(db, values.username, {
    ...(roles === undefined ? {} : { roles }),
    ...(scope === undefined ? {} : { scope }),
    ...(status === undefined ? {} : { status }),
    ...(person.data === undefined ? {} : { person: person.data }),
  });
  if (!changed.ok) throw new UsageError(`there is no member ${values.username}`);
  console.log(`${values.username} is changed; it acts on their next request.`);
}

async function list(): Promise<void> {
  const members = await db
    .selectFrom('member')
    .select(['username', 'name', 'status'])
    .orderBy('username')
    .execute();
  for (const member of members) console.log(`${member.username}\t${member.name}\t${member.status}`);
}

function problems(error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] }): string {
  return error.issues.map((issue) => `--${String(issue.path[0])}: ${issue.message}`).join('\n');
}

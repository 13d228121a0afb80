import 'server-only';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Db, Engine } from './client.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { lists } from './migrations/0002-lists.ts';
import { deletionFilters } from './migrations/0003-deletion-filters.ts';
import { pauseAfter } from './migrations/0004-pause-after.ts';
import { secondTry } from './migrations/0005-second-try.ts';
import { failedNumbers } from './migrations/0006-failed-numbers.ts';
import { auditCheckpoints } from './migrations/0008-audit-checkpoints.ts';
import { auditSearch } from './migrations/0009-audit-search.ts';
import { appendOnlyCheckpoints } from './migrations/0011-append-only-checkpoints.ts';
import { auditStream } from './migrations/0012-audit-stream.ts';
import { auditAlarm } from './migrations/0014-audit-alarm.ts';
import { auditVerifications } from './migrations/0015-audit-verifications.ts';
import { sessionSecrets } from './migrations/0020-session-secrets.ts';
import { callSwitch } from './migrations/0025-call-switch.ts';
import { settings } from './migrations/0026-settings.ts';
import { auditCut } from './migrations/0028-audit-cut.ts';
import { reconciliation } from './migrations/0030-reconciliation.ts';
import { approvals } from './migrations/0031-approvals.ts';
import { localAccounts } from './migrations/0032-local-accounts.ts';
import { memberIdentity } from './migrations/0034-member-identity.ts';

function migrations(engine: Engine): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(engine),
    '0002-lists': lists,
    '0003-deletion-filters': deletionFilters,
    '0004-pause-after': pauseAfter,
    '0005-second-try': secondTry,
    '0006-failed-numbers': failedNumbers,
    '0008-audit-checkpoints': auditCheckpoints,
    '0009-audit-search': auditSearch(engine),
    '0011-append-only-checkpoints': appendOnlyCheckpoints(engine),
    '0012-audit-stream': auditStream,
    '0014-audit-alarm': auditAlarm,
    '0015-audit-verifications': auditVerifications,
    '0020-session-secrets': sessionSecrets,
    '0025-call-switch': callSwitch,
    '0026-settings': settings,
    '0028-audit-cut': auditCut(engine),
    '0030-reconciliation': reconciliation,
    '0031-approvals': approvals(engine),
    '0032-local-accounts': localAccounts,
    '0034-member-identity': memberIdentity,
  };
}

function migratorOf(db: Db, engine: Engine): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations(engine) } });
}

/** The schema is older than the program, and the role of `DATABASE_URL` must not change it. */
export class PendingMigrationsError extends Error {
  override readonly name = 'PendingMigrationsError';

  constructor() {
    super(
      'The database is not up to date, and the role of DATABASE_URL does not own its tables. As the role that does:\n' +
        '  DATABASE_URL=postgres://OWNER… npm run db:migrate -- --application-role ROLE\nSee docs/operation.md.',
    );
  }
}

/** Brings the schema up to date; a second process that starts meanwhile waits. @throws the migration's error */
export async function migrateToLatest(db: Db, engine: Engine): Promise<void> {
  const { error } = await migratorOf(db, engine).migrateToLatest();
  if (error !== undefined) throw error;
}

/**
 * What a program does that is about to use the database: brings the schema up to date where it may. A role that
 * does not own the tables needs no right but to read which migrations have run.
 * @throws PendingMigrationsError for a role that may not, while something is pending
 */
export async function migrateIfPending(db: Db, engine: Engine): Promise<void> {
  const all = await migratorOf(db, engine).getMigrations();
  if (all.every(({ executedAt }) => executedAt !== undefined)) return;
  if (engine === 'postgres' && !(await mayMigrate(db))) throw new PendingMigrationsError();
  await migrateToLatest(db, engine);
}

/** Whether the tables are this role's own; of an empty database, whether it may make some. */
async function mayMigrate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select coalesce(
      (select pg_has_role(relowner, 'usage') from pg_class where oid = to_regclass('audit_event')),
      has_schema_privilege(current_schema(), 'create')
    ) as may`.execute(db);
  return rows[0]?.may === true;
}

import { retainAudit } from '#lib/audit/retention/retain-audit.ts';
import { engineOf, getDb } from '#lib/db/client.ts';
import { migrateIfPending, PendingMigrationsError } from '#lib/db/migrate.ts';
import { EnvError, getEnv } from '#lib/env.ts';

try {
  const env = getEnv();
  await migrateIfPending(getDb(), engineOf(env.DATABASE_URL));
  const cut = await retainAudit(getDb(), env);
  if (cut === undefined) {
    console.log(`Nothing is older than ${env.AUDIT_RETENTION_DAYS} days and due.`);
  } else {
    const archive = cut.archive === null ? 'not archived' : `archived as ${cut.archive.name}`;
    console.log(`${cut.records} records are removed, up to number ${cut.seq}: ${archive}.`);
  }
  await getDb().destroy();
} catch (error) {
  const isExpected = error instanceof EnvError || error instanceof PendingMigrationsError;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}

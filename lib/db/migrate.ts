import 'server-only';
import { type Migration, Migrator } from 'kysely/migration';
import type { Db, Engine } from './client.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { lists } from './migrations/0002-lists.ts';
import { deletionFilters } from './migrations/0003-deletion-filters.ts';
import { pauseAfter } from './migrations/0004-pause-after.ts';
import { secondTry } from './migrations/0005-second-try.ts';
import { failedNumbers } from './migrations/0006-failed-numbers.ts';
import { auditCheckpoints } from './migrations/0008-audit-checkpoints.ts';
import { appendOnlyCheckpoints } from './migrations/0011-append-only-checkpoints.ts';

function migrations(engine: Engine): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(engine),
    '0002-lists': lists,
    '0003-deletion-filters': deletionFilters,
    '0004-pause-after': pauseAfter,
    '0005-second-try': secondTry,
    '0006-failed-numbers': failedNumbers,
    '0008-audit-checkpoints': auditCheckpoints,
    '0011-append-only-checkpoints': appendOnlyCheckpoints(engine),
  };
}

/** Brings the schema up to date; a second process that starts meanwhile waits. @throws the migration's error */
export async function migrateToLatest(db: Db, engine: Engine): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(engine) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

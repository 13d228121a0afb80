import { engineOf, openDatabase } from '#lib/db/client.ts';
import { migrateToLatest } from '#lib/db/migrate.ts';
import { databaseUrl } from './database-url.ts';

const url = databaseUrl();
const db = openDatabase(url);
try {
  await migrateToLatest(db, engineOf(url));
  console.log('The database is up to date.');
} finally {
  await db.destroy();
}

import { parseArgs } from 'node:util';
import { ApplicationRoleError, grantApplicationRole } from '#lib/db/application-role.ts';
import { engineOf, openDatabase } from '#lib/db/client.ts';
import { migrateToLatest } from '#lib/db/migrate.ts';
import { databaseUrl } from './database-url.ts';

const { values } = parseArgs({ options: { 'application-role': { type: 'string' } } });
const role = values['application-role'];
const url = databaseUrl();
const engine = engineOf(url);
const db = openDatabase(url);
try {
  if (role !== undefined && engine === 'sqlite')
    throw new ApplicationRoleError('SQLite has no roles: --application-role is for PostgreSQL');
  await migrateToLatest(db, engine);
  console.log('The database is up to date.');
  if (role !== undefined) {
    await grantApplicationRole(db, role);
    console.log(`${role} may use it, and may add to the audit alone.`);
  }
} catch (error) {
  console.error(error instanceof ApplicationRoleError ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.destroy();
}

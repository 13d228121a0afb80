import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase('postgres');
});
afterAll(() => database.remove());

/** Ends every connection of the product to its database, as a crash of the server would. */
async function cutConnections(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
}

const count = () => database.db.selectFrom('audit_head').select('seq').execute();

it('lives on when connections die, idle or in the middle of a transaction', async () => {
  await count();
  const cut = database.db.transaction().execute(async (trx) => {
    await trx.selectFrom('audit_head').select('seq').execute();
    await cutConnections();
    // until the socket has told: between two statements there is nobody else to hear it
    await new Promise((resolve) => setTimeout(resolve, 100));
    await trx.selectFrom('audit_head').select('seq').execute();
  });
  await expect(cut).rejects.toThrow();
  expect(await count()).toHaveLength(1);
});

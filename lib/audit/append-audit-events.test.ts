import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, openTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts';
import { openDatabase } from '../db/client.ts';
import { appendAuditEvents, type NewAuditEvent } from './append-audit-events.ts';
import { canonicalJson, genesisHash } from './record-hash.ts';

const event = (username: string): NewAuditEvent => ({
  type: 'session.refused',
  data: { username, because: 'unknown_member' },
  actor: null,
  correlationId: 'cor_1',
});

describe.each(engines)('the audit chain on %s', (engine) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase(engine);
  });
  afterEach(() => database.remove());

  const append = (...events: NewAuditEvent[]) =>
    database.db.transaction().execute((trx) => appendAuditEvents(trx, events));
  const records = () => database.db.selectFrom('audit_event').selectAll().orderBy('seq').execute();

  it('links every record to the one before it, the first to the genesis hash', async () => {
    await append(event('一'), event('two'));
    await append(event('three'));
    let before = genesisHash;
    for (const { hash, ...record } of await records()) {
      expect(record.prev_hash).toBe(before);
      // computed here again, not by the function under test
      const text = canonicalJson({ ...record });
      expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
      before = hash;
    }
    expect((await records()).map((record) => record.seq)).toEqual([1, 2, 3]);
  });

  it('refuses to change or remove a record', async () => {
    await append(event('one'));
    const { db } = database;
    await expect(db.updateTable('audit_event').set({ actor_name: 'x' }).execute()).rejects.toThrow(
      /append-only/,
    );
    await expect(db.deleteFrom('audit_event').execute()).rejects.toThrow(/append-only/);
    if (engine === 'postgres')
      await expect(sql`truncate audit_event`.execute(db)).rejects.toThrow(/append-only/);
    else
      await expect(
        sql`insert or replace into audit_event select * from audit_event`.execute(db),
      ).rejects.toThrow(/append-only/);
    expect(await records()).toHaveLength(1);
  });

  it('refuses to change or remove a checkpoint', async () => {
    const { db } = database;
    const checkpoint = { n: 1, seq: 1, hash: 'h', at: 1, chain: 'c', prev: 'p', signature: 's' };
    await db.insertInto('audit_checkpoint').values(checkpoint).execute();
    const refused = [
      db.updateTable('audit_checkpoint').set({ at: 2 }),
      db.deleteFrom('audit_checkpoint'),
    ].map((statement) => () => statement.execute());
    const inOneEngine = {
      sqlite: sql`insert or replace into audit_checkpoint select * from audit_checkpoint`,
      postgres: sql`truncate audit_checkpoint`,
    }[engine];
    for (const run of [...refused, () => inOneEngine.execute(db)])
      await expect(run()).rejects.toThrow(/append-only/);
    expect(await db.selectFrom('audit_checkpoint').selectAll().execute()).toEqual([checkpoint]);
  });

  it('leaves no hole and no fork when a change that appended is rolled back', async () => {
    await append(event('one'));
    await expect(
      database.db.transaction().execute(async (trx) => {
        await appendAuditEvents(trx, [event('gone')]);
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    await append(event('two'));
    expect((await records()).map((record) => record.seq)).toEqual([1, 2]);
    expect((await records())[1]?.prev_hash).toBe((await records())[0]?.hash);
  });

  it('keeps one chain when two connections append at once', async () => {
    const other = openDatabase(database.url);
    const appendOther = (name: string) =>
      other.transaction().execute((trx) => appendAuditEvents(trx, [event(name)]));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? append(event('a')) : appendOther('b'))),
    );
    await other.destroy();
    const all = await records();
    expect(all.map((record) => record.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const [index, record] of all.entries()) {
      expect(record.prev_hash).toBe(all[index - 1]?.hash ?? genesisHash);
    }
  });
});

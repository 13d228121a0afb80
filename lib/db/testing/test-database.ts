import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { grantApplicationRole } from '../application-role.ts';
import { type Db, type Engine, openDatabase } from '../client.ts';
import { migrateToLatest } from '../migrate.ts';

export const engines = ['sqlite', 'postgres'] as const satisfies readonly Engine[];

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  readonly engine: Engine;
  remove(): Promise<void>;
}

/** The address of an empty database of its own, and how to be rid of it. */
async function emptyDatabase(engine: Engine): Promise<{ url: string; drop: () => Promise<void> }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'console-'));
    return {
      url: `file:${join(folder, 'console.db')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await ask(`${server}/postgres`, [`create database ${name}`]);
  return {
    url: `${server}/${name}`,
    drop: () => ask(`${server}/postgres`, [`drop database ${name} with (force)`]),
  };
}

/** Statements one by one, on a connection of their own. */
async function ask(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** A migrated database of its own on a real engine. */
export async function openTestDatabase(engine: Engine): Promise<TestDatabase> {
  const { url, drop } = await emptyDatabase(engine);
  const db = openDatabase(url);
  await migrateToLatest(db, engine);
  return {
    db,
    url,
    engine,
    async remove() {
      await db.destroy();
      await drop();
    },
  };
}

/** PostgreSQL with the two roles of docs/operation.md: `owner` owns the tables, `db` uses them. */
export interface RoleDatabase extends TestDatabase {
  readonly owner: Db;
  readonly ownerUrl: string;
  readonly role: string;
}

/** An empty database with two roles, made by the very statements of docs/operation.md. */
export async function openEmptyRoleDatabase(): Promise<RoleDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const text = readFileSync(new URL('../../../docs/operation.md', import.meta.url), 'utf8');
  const [onServer = [], inDatabase = []] = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, block = '']) =>
    block
      .replace(/\bcleanup/g, name)
      .trim()
      .split('\n'),
  );
  await ask(`${server}/postgres`, onServer);
  await ask(`${server}/${name}`, inDatabase);
  const urlOf = (role: string, password: string) => {
    const url = new URL(`${server}/${name}`);
    url.username = role;
    url.password = password;
    return url.href;
  };
  const [role, url, ownerUrl] = [
    `${name}_app`,
    urlOf(`${name}_app`, 'app-secret'),
    urlOf(`${name}_owner`, 'owner-secret'),
  ];
  const [db, owner] = [openDatabase(url), openDatabase(ownerUrl)];
  return {
    db,
    url,
    engine: 'postgres',
    owner,
    ownerUrl,
    role,
    async remove() {
      await db.destroy();
      await owner.destroy();
      await ask(`${server}/postgres`, [
        `drop database ${name} with (force)`,
        `drop role ${name}_app`,
        `drop role ${name}_owner`,
      ]);
    },
  };
}

/** The same, migrated by the owner, with the application's rights granted. */
export async function openRoleDatabase(): Promise<RoleDatabase> {
  const database = await openEmptyRoleDatabase();
  await migrateToLatest(database.owner, 'postgres');
  await grantApplicationRole(database.owner, database.role);
  return database;
}

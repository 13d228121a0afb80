// What every fault run needs: an engine, a vendor that can be told to fail, a member, and lists that are asked for.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Authorization, authorizeSession } from '#lib/auth/authorize.ts';
import { startSession } from '#lib/auth/sessions.ts';
import { type Db, type Engine, engineOf, getDb } from '#lib/db/client.ts';
import { migrateToLatest } from '#lib/db/migrate.ts';
import { type PostgresServer, startPostgres } from '#lib/db/testing/postgres-server.ts';
import { readPreview } from '#lib/deletions/read-preview.ts';
import { requestDeletion } from '#lib/deletions/request-deletion.ts';
import { buildVersion, getEnv } from '#lib/env.ts';
import { type Simulator, startSimulator } from '#lib/isales/simulator/start-simulator.ts';
import { getRunner } from '#lib/lanes/runner.ts';
import { storeList } from '#lib/lists/store-list.ts';
import { logger } from '#lib/logger.ts';
import type { Permission } from '#lib/members/roles.ts';
import { createMember } from '#lib/members/store-member.ts';
import { storeSettings, withoutApprovals } from '#lib/testing/store-settings.ts';
import { findBreaches, type Standstill } from './check-ledger.mjs';
import { stretchWire, type Wire } from './wire.ts';

export interface Stage {
  readonly engine: Engine;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly simulator: Simulator;
  /** Between the product and the simulator. */
  readonly wire: Wire;
  readonly postgres: PostgresServer | undefined;
  readonly db: Db;
  grant<P extends Permission>(permission: P): Promise<Extract<Authorization<P>, { ok: true }>['grant']>;
  /** The numbers of a campaign. */
  numbers(campaignId: string, items: number): string[];
  /**
   * Adds a campaign with `items` numbers, and asks for the deletion of `lists` lists that share them; each stops after
   * its first ten where `stops` says so.
   */
  ask(
    campaignId: string,
    items: number,
    options?: { readonly lists?: number; readonly stops?: boolean },
  ): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Statements for the whole server, outside of any database of the product. */
export async function askPostgres(server: PostgresServer, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server.url}/postgres` });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/**
 * Sets the environment of this process, which asks for deletions and checks them; it runs no lane. Call it before
 * anything reads the configuration.
 */
export async function setStage(
  engine: Engine,
  changes: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const postgres = engine === 'postgres' ? await startPostgres({ isDurable: true }) : undefined;
  if (postgres) await askPostgres(postgres, 'create database faults');
  const key = () => randomBytes(32).toString('base64');
  const credentials = { accessKey: 'AKfaults', secretKey: key() };
  const simulator = await startSimulator({ ...credentials, world: 'empty' });
  const wire = await stretchWire(simulator.url);
  const environment = {
    APP_ORIGIN: 'http://localhost:3000',
    AUTH_SECRET: key(),
    DATA_KEY: key(),
    AUDIT_HMAC_KEY: key(),
    AUDIT_SIGNING_KEY: key(),
    AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints'),
    DATABASE_URL: postgres ? `${postgres.url}/faults` : `file:${join(folder, 'console.db')}`,
    ISALES_BASE_URL: wire.url,
    ISALES_ACCESS_KEY: credentials.accessKey,
    ISALES_SECRET_KEY: credentials.secretKey,
    ISALES_VDNS: '12:test',
    ISALES_TIME_ZONE: 'Asia/Shanghai',
    ISALES_CALL_TIMEOUT_MS: '1000',
    LANE_LEASE_MS: '1500',
    SECOND_TRY_AFTER_MS: '2000',
    LOG_LEVEL: 'silent',
    ...changes,
  };
  Object.assign(process.env, environment);
  logger.level = 'silent';
  const db = getDb();
  await migrateToLatest(db, engineOf(environment.DATABASE_URL));
  // lists of thousands, without a second person and without a limit of the day
  await storeSettings(db, { ...withoutApprovals, numbersPerMemberDay: 0, numbersPerCampaignDay: 0 });
  await getRunner().stop();
  const created = await createMember(db, {
    username: 'operator',
    name: 'operator',
    password: randomBytes(12).toString('base64url'),
    roles: ['operator'],
    scope: ['12'],
  });
  if (!created.ok) throw new Error(created.code);
  const session = await db
    .transaction()
    .execute((trx) => startSession(trx, created.value.id, { address: null, agent: null }));

  const grant: Stage['grant'] = async (permission) => {
    const authorization = await authorizeSession(permission, session.id, null);
    if (!authorization.ok) throw new Error(authorization.code);
    return authorization.grant;
  };

  async function askForList(campaignId: string, numbers: readonly string[], stops: boolean): Promise<string> {
    const bytes = Buffer.from(numbers.join('\n'));
    const list = await storeList(
      await grant('deletion:create'),
      {
        kind: 'called',
        format: 'text',
        column: 'guess',
        name: '',
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      (async function* () {
        yield bytes;
      })(),
    );
    if (!list.ok) throw new Error(list.code);
    const campaign = { vdnId: 12, campaignId };
    const preview = await readPreview(await grant('campaign:read'), campaign, 'en');
    if (!preview.ok) throw new Error(preview.code);
    const requested = await requestDeletion(
      await grant('deletion:create'),
      {
        input: {
          ...campaign,
          criterion: { kind: 'called_list', listId: list.value.id },
          archiveHistory: 1,
          pauseAfter: stops && numbers.length > 10 ? 10 : null,
          reason: { category: 'test_data', text: '', ticket: '' },
        },
        confirmation: {
          idempotencyKey: randomUUID(),
          preview: {
            status: preview.value.campaign.status,
            leftToCall: preview.value.leftToCall,
            readAt: preview.value.readAt,
            seal: preview.value.seal,
          },
          typedDigits: String(list.value.report.accepted),
          goesOnWithNothing: false,
          repeatOf: null,
          formVersion: buildVersion,
        },
      },
      'en',
    );
    if (!requested.ok) throw new Error(requested.code);
    return requested.value.deletionId;
  }

  const numbersOf = (campaignId: string, items: number) =>
    Array.from({ length: items }, (_, index) =>
      String(13_000_000_000 + (Number(campaignId) % 1_000) * 1e6 + index),
    );

  return {
    engine,
    folder,
    environment,
    simulator,
    wire,
    postgres,
    db,
    grant,
    numbers: numbersOf,
    async ask(campaignId, items, { lists = 1, stops = false } = {}) {
      const numbers = numbersOf(campaignId, items);
      simulator.addCampaign(
        { id: campaignId, vdnId: 12, name: campaignId, status: 3 },
        numbers.map((called) => ({ called })),
      );
      const ids: string[] = [];
      for (let at = 0; at < lists; at += 1) {
        ids.push(
          await askForList(
            campaignId,
            numbers.filter((_, index) => index % lists === at),
            stops,
          ),
        );
      }
      return ids;
    },
    async close() {
      await db.destroy();
      await wire.cut();
      await simulator.close();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a run left behind, checked against the ledger by a program that shares no code with the product. */
export async function breachesOf(
  db: Db,
  simulator: Simulator,
  accepted: number,
  standstills: readonly Standstill[] = [],
) {
  const [items, deletions, events] = [
    await db.selectFrom('deletion_item').selectAll().orderBy('position').execute(),
    await db.selectFrom('deletion').selectAll().execute(),
    await db.selectFrom('audit_event').selectAll().orderBy('seq').execute(),
  ];
  const ledger = simulator.ledger();
  const outcomes = Object.groupBy(items, (item) => item.status);
  return {
    calls: ledger.deletes.length,
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([status, of]) => [status, of?.length ?? 0])),
    events: events.length,
    breaches: findBreaches({
      items,
      deletions,
      events,
      ledger,
      accepted,
      standstills,
      hmacKey: getEnv().AUDIT_HMAC_KEY,
    }),
  };
}

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Authorization, authorizeSession, type Grant } from '../auth/authorize.ts';
import { startSession } from '../auth/sessions.ts';
import type { Db, Engine } from '../db/client.ts';
import { openTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import type { Criterion } from '../deletions/criterion.ts';
import type { DeletionRequest } from '../deletions/deletion-input.ts';
import { readPreview } from '../deletions/read-preview.ts';
import { buildVersion, type Env, getEnv } from '../env.ts';
import type { IsalesClient } from '../isales/client.ts';
import { type NumberInput, type Simulator, startSimulator } from '../isales/simulator/start-simulator.ts';
import { getRunner, type Runner } from '../lanes/runner.ts';
import type { ListView } from '../lists/list-view.ts';
import { storeList } from '../lists/store-list.ts';
import { logger } from '../logger.ts';
import type { Permission, Role } from '../members/roles.ts';
import { createMember } from '../members/store-member.ts';
import { storeSettings, withoutApprovals } from './store-settings.ts';
import { testEnv } from './test-env.ts';

export interface TestMember {
  readonly id: string;
  readonly username: string;
  readonly sessionId: string;
}

export interface TestCampaign {
  readonly vdnId: number;
  readonly campaignId: string;
}

/** The use cases of the console over a real database and real HTTP to the simulator, without the web. */
export interface TestConsole {
  readonly db: Db;
  readonly simulator: Simulator;
  readonly runner: Runner;
  member(roles: readonly Role[], scope: readonly string[]): Promise<TestMember>;
  grant<P extends Permission>(permission: P, member: TestMember): Promise<Grant<P>>;
  /** A new suspended campaign with these numbers. */
  campaign(numbers: readonly NumberInput[], vdnId?: number): TestCampaign;
  /** A list of called numbers that this member has pasted. */
  list(member: TestMember, called: readonly string[]): Promise<ListView>;
  /** What the form sends after a look at the preview. */
  request(
    member: TestMember,
    campaign: TestCampaign,
    criterion: Criterion,
    changes?: {
      archiveHistory?: 0 | 1;
      reasonText?: string;
      pauseAfter?: DeletionRequest['input']['pauseAfter'];
      confirmation?: Partial<DeletionRequest['confirmation']>;
    },
  ): Promise<DeletionRequest>;
  /** Types of the audit records about a campaign, in their order. */
  auditTypes(campaign: TestCampaign): Promise<string[]>;
  stop(): Promise<void>;
}

interface Shared {
  cleanupEnv?: Env | undefined;
  cleanupDatabase?: Db | undefined;
  cleanupVendorClient?: IsalesClient | undefined;
  cleanupRunner?: Runner | undefined;
}
const shared = globalThis as typeof globalThis & Shared;

/** Not begun anew with each console: what was remembered of a campaign must not be taken for another's. */
let campaigns = 1000;

/**
 * Starts it all on `engine`, or on `given`; `changes` override the configuration. One at a time in a process. No
 * deletion needs approval before a test says so.
 */
export async function startTestConsole(
  engine: Engine,
  changes: Readonly<Record<string, string>> = {},
  given?: TestDatabase,
): Promise<TestConsole> {
  const env = testEnv();
  const database = given ?? (await openTestDatabase(engine));
  const simulator = await startSimulator({
    accessKey: env.ISALES_ACCESS_KEY ?? '',
    secretKey: env.ISALES_SECRET_KEY ?? '',
    world: 'empty',
  });
  Object.assign(process.env, env, {
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    ISALES_BASE_URL: simulator.url,
    ISALES_CALL_TIMEOUT_MS: '60000',
    ...changes,
  });
  shared.cleanupEnv = undefined;
  shared.cleanupVendorClient = undefined;
  shared.cleanupRunner = undefined;
  shared.cleanupDatabase = database.db;
  logger.level = getEnv().LOG_LEVEL;
  const { db } = database;
  await storeSettings(db, withoutApprovals);
  const runner = getRunner();
  let members = 0;

  const grant = async <P extends Permission>(permission: P, member: TestMember): Promise<Grant<P>> => {
    const authorization: Authorization<P> = await authorizeSession(permission, member.sessionId, '192.0.2.1');
    if (!authorization.ok) throw new Error(`${member.username}: ${authorization.code}`);
    return authorization.grant;
  };

  return {
    db,
    simulator,
    runner,
    grant,
    async member(roles, scope) {
      members += 1;
      const username = `member${members}`;
      const password = randomBytes(12).toString('base64url');
      const created = await createMember(db, {
        username,
        name: `成员${members}`,
        password,
        roles: [...roles],
        scope: [...scope],
      });
      if (!created.ok) throw new Error(created.code);
      const session = await db
        .transaction()
        .execute((trx) => startSession(trx, created.value.id, { address: '192.0.2.1', agent: null }));
      return { id: created.value.id, username, sessionId: session.id };
    },
    campaign(numbers, vdnId = 12) {
      campaigns += 1;
      const campaignId = String(campaigns);
      simulator.addCampaign({ id: campaignId, vdnId, name: `活动${campaignId}`, status: 3 }, numbers);
      return { vdnId, campaignId };
    },
    async list(member, called) {
      const bytes = Buffer.from(called.join('\n'));
      const upload = {
        kind: 'called',
        format: 'text',
        column: 'guess',
        name: '',
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      } as const;
      const source = (async function* () {
        yield bytes;
      })();
      const stored = await storeList(await grant('deletion:create', member), upload, source);
      if (!stored.ok) throw new Error(stored.code);
      return stored.value;
    },
    async request(
      member,
      campaign,
      criterion,
      { archiveHistory = 1, pauseAfter = null, reasonText = '客户来电要求', confirmation = {} } = {},
    ) {
      const batch = criterion.kind === 'custom_field' ? { batch: criterion.customField } : {};
      const preview = await readPreview(
        await grant('campaign:read', member),
        { ...campaign, ...batch },
        'zh-CN',
      );
      if (!preview.ok) throw new Error(preview.code);
      const { status } = preview.value.campaign;
      const { leftToCall, readAt, seal } = preview.value;
      return {
        input: {
          ...campaign,
          criterion,
          archiveHistory,
          pauseAfter,
          reason: { category: 'consent_withdrawn', text: reasonText, ticket: 'INC0012345' },
        },
        confirmation: {
          idempotencyKey: randomUUID(),
          preview: { status, leftToCall, readAt, seal },
          typedDigits: campaign.campaignId.slice(-4),
          goesOnWithNothing: false,
          repeatOf: null,
          formVersion: buildVersion,
          ...confirmation,
        },
      };
    },
    async auditTypes({ campaignId }) {
      const records = await db
        .selectFrom('audit_event')
        .select('type')
        .where('campaign_id', '=', campaignId)
        .orderBy('seq')
        .execute();
      return records.map((record) => record.type);
    },
    async stop() {
      await runner.stop();
      await shared.cleanupVendorClient?.close();
      await database.remove();
      await simulator.close();
    },
  };
}

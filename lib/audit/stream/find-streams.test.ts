import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engines } from '#lib/db/testing/test-database.ts';
import { requestDeletion } from '../../deletions/request-deletion.ts';
import { type CrookedServer, startHttp } from '../../isales/testing/crooked-server.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../../testing/test-console.ts';
import type { AuditStream } from './audit-stream.ts';
import { findStreams } from './find-streams.ts';
import { startStreams } from './start-streams.ts';

const number = '13800138000';

describe.each(engines)('a stream as the auditor sees it (%s)', (engine) => {
  let console: TestConsole;
  let auditor: TestMember;
  let siem: CrookedServer;
  let streams: readonly AuditStream[];

  beforeEach(async () => {
    console = await startTestConsole(engine);
    auditor = await console.member(['auditor'], ['12']);
    // it takes what comes, and never answers
    siem = await startHttp(() => undefined);
    streams = await startStreams(console.db, {
      AUDIT_STREAM_URL: `http://127.0.0.1:${siem.port}/audit?key=canary`,
      AUDIT_STREAM_SECRET: 'x'.repeat(32),
      AUDIT_STREAM_CA_FILE: undefined,
      AUDIT_STREAM_FILE: undefined,
      LANE_LEASE_MS: 30_000,
    });
    await expect.poll(() => siem.requests, { timeout: 10_000 }).toBe(1);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await siem.close();
    await Promise.all(streams.map((stream) => stream.stop()));
    await console.stop();
  });

  const find = async () => findStreams(await console.grant('audit:read', auditor));

  it('holds no deletion up while its receiver does not answer', async () => {
    const operator = await console.member(['operator'], ['12']);
    const campaign = console.campaign([{ called: number }]);
    const request = await console.request(operator, campaign, { kind: 'called', called: number });
    const asked = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    expect(asked.ok).toBe(true);
    expect(await console.auditTypes(campaign)).toContain('deletion.completed');
    expect(siem.requests).toBe(1);
  });

  it('is late when a record waits for more than ten minutes, not before', async () => {
    const [now] = await find();
    expect(now).toMatchObject({
      name: 'webhook',
      address: `http://127.0.0.1:${siem.port}`,
      seq: 0,
      isLate: false,
      lastError: null,
    });
    const since = now?.waitingSince ?? 0;
    expect(since).toBeGreaterThan(0);
    const grant = await console.grant('audit:read', auditor);
    vi.spyOn(Date, 'now').mockReturnValue(since + 600_000);
    expect(await findStreams(grant)).toMatchObject([{ isLate: false }]);
    vi.spyOn(Date, 'now').mockReturnValue(since + 600_001);
    expect(await findStreams(grant)).toMatchObject([{ isLate: true }]);
  });

  it('is not shown once it has ended, and its address is nowhere in the audit but for its origin', async () => {
    await Promise.all([siem.close(), ...streams.map((stream) => stream.stop())]);
    streams = await startStreams(console.db, {
      AUDIT_STREAM_URL: undefined,
      AUDIT_STREAM_SECRET: undefined,
      AUDIT_STREAM_CA_FILE: undefined,
      AUDIT_STREAM_FILE: undefined,
      LANE_LEASE_MS: 30_000,
    });
    expect(await find()).toEqual([]);
    const records = await console.db.selectFrom('audit_event').select('data').execute();
    expect(JSON.stringify(records)).not.toContain('canary');
  });
});

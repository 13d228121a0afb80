import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signRequest } from '../signature.ts';
import { callSigned } from './call-signed.ts';
import { type FaultInput, FaultScript } from './faults.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

const credentials = { accessKey: 'test-access', secretKey: 'test-secret' };
const V1 = '/rest/isales/v1/openapi/campaigns/12';
const DELETE = `${V1}/calldata/900/delete`;
const ONE = { called: '1', archiveHistory: 1 };
const MIB = 1024 * 1024;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, world: 'empty' });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.reset();
  simulator.addCampaign({ id: '900', vdnId: 12, name: '回访', status: 3 }, [
    { called: '1' },
    { called: '2' },
  ]);
});

const remove = (body: unknown = ONE, signal?: AbortSignal) =>
  callSigned(
    { url: simulator.url, ...credentials },
    { path: DELETE, body, ...(signal === undefined ? {} : { signal }) },
  );
const jsonOf = async (response: Response) => (await response.json()) as Record<string, unknown>;
const entry = (at = 0) => simulator.ledger().deletes[at];
const left = () => simulator.world.find('900')?.callList.rows().length;
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

async function logged(): Promise<number> {
  const now = Date.now();
  const civil = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const answer = await callSigned(
    { url: simulator.url, ...credentials },
    {
      path: `${V1}/calllogs`,
      body: { offset: 0, limit: 100, beginTime: civil(now - 3_600_000), endTime: civil(now + 3_600_000) },
    },
  );
  return ((await jsonOf(answer)).result as unknown[]).length;
}

describe('an answer that does not arrive', () => {
  it.each([
    ['lost_answer_after_apply', true],
    ['lost_answer_before_apply', false],
  ] as const)('%s: the connection stays until the client leaves; applied: %s', async (kind, isApplied) => {
    simulator.setFaults([{ kind }]);
    const leave = new AbortController();
    const answer = remove(ONE, leave.signal);
    await until(() => expect(entry()?.fault).toBe(kind));
    expect(entry()?.finishedAt).toBeNull();
    leave.abort();
    await expect(answer).rejects.toThrow();
    await until(() => expect(entry()?.finishedAt).not.toBeNull());
    expect(entry()).toMatchObject({ answeredAt: null, successCount: isApplied ? 1 : null });
    expect(left()).toBe(isApplied ? 1 : 2);
    expect(await logged()).toBe(isApplied ? 1 : 0);
  });

  it.each([
    ['reset_before_apply', false],
    ['reset_after_apply', true],
    ['reset_mid_answer', true],
  ] as const)('%s: the connection is reset; applied: %s', async (kind, isApplied) => {
    simulator.setFaults([{ kind }]);
    const answer = remove().then((response) => response.text());
    await expect(answer).rejects.toThrow();
    await until(() => expect(entry()?.finishedAt).not.toBeNull());
    expect(entry()).toMatchObject({ answeredAt: null, fault: kind, successCount: isApplied ? 1 : null });
    expect(left()).toBe(isApplied ? 1 : 2);
  });

  it('reset_mid_answer: head and half of the body do arrive', async () => {
    simulator.setFaults([{ kind: 'reset_mid_answer' }]);
    const response = await remove();
    expect(response.status).toBe(200);
    const chunks: Uint8Array[] = [];
    const read = async () => {
      for await (const chunk of response.body ?? []) chunks.push(chunk);
    };
    await expect(read()).rejects.toThrow();
    expect(Buffer.concat(chunks).toString()).toMatch(/^\{"resultCode":"0200000"/);
  });
});

describe('latency', () => {
  it('leaves the delete in flight, so that another one of the campaign is refused', async () => {
    simulator.setFaults([{ kind: 'latency', ms: 600_000 }]);
    const leave = new AbortController();
    const slow = remove(ONE, leave.signal);
    await until(() => expect(simulator.ledger().deletes).toHaveLength(1));
    expect(await jsonOf(await remove({ called: '2' }))).toMatchObject({ resultCode: '0200028' });
    expect(entry(0)).toMatchObject({ appliedAt: null, finishedAt: null });
    expect(entry(1)).toMatchObject({ simultaneous: 2, appliedAt: null });
    expect(simulator.ledger().maxSimultaneousDeletes).toEqual({ '900': 2 });
    leave.abort();
    await expect(slow).rejects.toThrow();
  });

  it('does not touch other campaigns', async () => {
    simulator.addCampaign({ id: '901', vdnId: 12, name: '回访', status: 3 }, [{ called: '1' }]);
    simulator.setFaults([{ kind: 'latency', ms: 600_000, campaignId: '900' }]);
    const leave = new AbortController();
    const slow = remove(ONE, leave.signal);
    await until(() => expect(simulator.ledger().deletes).toHaveLength(1));
    const other = await callSigned(
      { url: simulator.url, ...credentials },
      { path: `${V1}/calldata/901/delete`, body: ONE },
    );
    expect(await jsonOf(other)).toMatchObject({ successCount: 1 });
    leave.abort();
    await expect(slow).rejects.toThrow();
  });

  it('ends with the delete applied although the client has left', async () => {
    simulator.setFaults([{ kind: 'latency', ms: 1000 }]);
    const leave = new AbortController();
    const answer = remove(ONE, leave.signal);
    await until(() => expect(simulator.ledger().deletes).toHaveLength(1));
    leave.abort();
    await expect(answer).rejects.toThrow();
    await until(() => expect(entry()?.finishedAt).not.toBeNull());
    expect(entry()).toMatchObject({ answeredAt: null, successCount: 1, resultCode: '0200000' });
    expect(await logged()).toBe(1);
  });

  it('is over when the server closes, and nothing is applied any more', async () => {
    const other = await startSimulator({ ...credentials, world: 'empty' });
    const { callList } = other.addCampaign({ id: '900', vdnId: 12, name: '回访', status: 3 }, [
      { called: '1' },
    ]);
    other.setFaults([{ kind: 'latency', ms: 600_000 }]);
    const answer = callSigned({ url: other.url, ...credentials }, { path: DELETE, body: ONE });
    const failed = expect(answer).rejects.toThrow();
    await until(() => expect(other.ledger().deletes).toHaveLength(1));
    await other.close();
    await failed;
    expect(callList.rows()).toHaveLength(1);
    expect(other.ledger().deletes[0]).toMatchObject({ appliedAt: null });
  });

  it('comes before the fault that decides', async () => {
    simulator.setFaults([
      { kind: 'result_code', code: '0200006' },
      { kind: 'latency', ms: 600_000 },
    ]);
    const leave = new AbortController();
    const answer = remove(ONE, leave.signal);
    await until(() => expect(simulator.ledger().deletes).toHaveLength(1));
    expect(await logged()).toBe(0);
    expect(entry()).toMatchObject({ resultCode: null, answeredAt: null, finishedAt: null });
    leave.abort();
    await expect(answer).rejects.toThrow();
  });
});

describe('another answer', () => {
  it.each([401, 403, 429, 500, 502, 503, 504] as const)(
    'status %i with HTML applies nothing',
    async (status) => {
      simulator.setFaults([{ kind: 'status', status, retryAfter: 7 }]);
      const response = await remove();
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('retry-after')).toBe('7');
      expect(response.headers.get('date')).not.toBeNull();
      expect(entry()).toMatchObject({ httpStatus: status, appliedAt: null, resultCode: null });
      expect(entry()?.answeredAt).not.toBeNull();
      expect(left()).toBe(2);
    },
  );

  it('status after an apply, as JSON without result codes', async () => {
    simulator.setFaults([{ kind: 'status', status: 504, contentType: 'json', applyFirst: true }]);
    const response = await remove();
    expect(response.status).toBe(504);
    expect(await jsonOf(response)).not.toHaveProperty('resultCode');
    expect(entry()).toMatchObject({ httpStatus: 504, successCount: 1, resultCode: '0200000' });
    expect(await logged()).toBe(1);
  });

  it('result_code answers any code, without an apply', async () => {
    simulator.setFaults([
      { kind: 'result_code', code: '0299999', desc: '线路忙' },
      { kind: 'result_code', code: '0200006' },
    ]);
    expect(await jsonOf(await remove())).toEqual({
      resultCode: '0299999',
      resultDesc: '线路忙',
      returnCode: '0299999',
      returnDesc: '线路忙',
    });
    expect(await jsonOf(await remove())).toMatchObject({ resultCode: '0200006', resultDesc: '数据库错误' });
    expect(left()).toBe(2);
    expect(await logged()).toBe(2);
  });

  it('redirect sends elsewhere and applies nothing', async () => {
    simulator.setFaults([{ kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere', status: 308 }]);
    const response = await remove();
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('http://127.0.0.1:1/elsewhere');
    expect(left()).toBe(2);
  });

  it('success_count answers another count; the ledger keeps the true one', async () => {
    simulator.setFaults([{ kind: 'success_count', value: 5000 }]);
    expect(await jsonOf(await remove())).toMatchObject({ resultCode: '0200000', successCount: 5000 });
    expect(entry()?.successCount).toBe(1);
  });

  it('slow_answer hands out byte after byte and ends whole', async () => {
    simulator.setFaults([{ kind: 'slow_answer', intervalMs: 1 }]);
    expect(await jsonOf(await remove())).toMatchObject({ successCount: 1 });
    expect(entry()?.answeredAt).not.toBeNull();
  });

  it('slow_answer to a client that leaves is no answer', async () => {
    simulator.setFaults([{ kind: 'slow_answer', intervalMs: 100_000 }]);
    const leave = new AbortController();
    const response = await remove(ONE, leave.signal);
    leave.abort();
    await expect(response.text()).rejects.toThrow();
    await until(() => expect(entry()?.finishedAt).not.toBeNull());
    expect(entry()).toMatchObject({ answeredAt: null, successCount: 1 });
  });
});

describe('malformed', () => {
  const textOf = async (fault: FaultInput) => {
    simulator.setFaults([fault]);
    return Buffer.from(await (await remove()).arrayBuffer()).toString();
  };

  it('not_json is cut off', async () => {
    const text = await textOf({ kind: 'malformed', variant: 'not_json' });
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(entry()?.successCount).toBe(1);
  });

  it('empty is empty', async () => {
    expect(await textOf({ kind: 'malformed', variant: 'empty' })).toBe('');
  });

  it('bom is good JSON behind a byte order mark', async () => {
    const text = await textOf({ kind: 'malformed', variant: 'bom' });
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(JSON.parse(text.slice(1))).toMatchObject({ successCount: 1 });
  });

  it('successCount is missing, text or negative', async () => {
    const missing = await textOf({ kind: 'malformed', variant: 'success_count_missing' });
    expect(JSON.parse(missing)).not.toHaveProperty('successCount');
    const text = await textOf({ kind: 'malformed', variant: 'success_count_text' });
    expect(JSON.parse(text).successCount).toBe('0');
    const negative = await textOf({ kind: 'malformed', variant: 'success_count_negative' });
    expect(JSON.parse(negative).successCount).toBe(-1);
  });

  it('codes_differ has two codes that differ', async () => {
    const { resultCode, returnCode } = JSON.parse(
      await textOf({ kind: 'malformed', variant: 'codes_differ' }),
    );
    expect(resultCode).toBe('0200000');
    expect(returnCode).not.toBe(resultCode);
  });

  it('claims a success without an apply when told so', async () => {
    const text = await textOf({ kind: 'malformed', variant: 'bom', applyFirst: false });
    expect(JSON.parse(text.slice(1))).toMatchObject({ resultCode: '0200000', successCount: 1 });
    expect(entry()).toMatchObject({ appliedAt: null, successCount: null });
    expect(left()).toBe(2);
  });

  it('huge is as long as it was ordered', async () => {
    expect((await textOf({ kind: 'malformed', variant: 'huge', bytes: 3 * MIB })).length).toBeGreaterThan(
      3 * MIB,
    );
  });

  it('huge ends when the client has had enough', async () => {
    simulator.setFaults([{ kind: 'malformed', variant: 'huge' }]);
    const leave = new AbortController();
    const response = await remove(ONE, leave.signal);
    await response.body?.getReader().read();
    leave.abort();
    expect(await jsonOf(await remove({ called: '2' }))).toMatchObject({ successCount: 1 });
    expect(simulator.ledger().maxSimultaneousDeletes).toEqual({ '900': 1 });
  });

  it('gzip_bomb is small on the wire and large when unpacked', async () => {
    simulator.setFaults([{ kind: 'malformed', variant: 'gzip_bomb', bytes: 32 * MIB }]);
    const packed = await rawDelete();
    expect(packed.length).toBeLessThan(MIB);
    expect(gunzipSync(packed).length).toBe(32 * MIB);
  });

  it('endless_headers never comes to a body', async () => {
    simulator.setFaults([{ kind: 'malformed', variant: 'endless_headers' }]);
    await expect(remove()).rejects.toThrow();
    expect(entry()?.successCount).toBe(1);
  });
});

/** fetch would unpack the answer. */
function rawDelete(): Promise<Buffer> {
  const body = JSON.stringify(ONE);
  const { host } = new URL(simulator.url);
  const authorization = signRequest({
    ...credentials,
    timestamp: new Date().toISOString(),
    method: 'POST',
    path: DELETE,
    query: {},
    signedHeaders: { host },
    body,
  });
  return new Promise((resolve, reject) => {
    request(`${simulator.url}${DELETE}`, { method: 'POST', headers: { authorization } }, (response) =>
      resolve(buffer(response)),
    )
      .on('error', reject)
      .end(body);
  });
}

describe('the call log', () => {
  it('does not show a hidden delete', async () => {
    simulator.setFaults([{ kind: 'call_log_hidden' }]);
    await remove();
    await remove({ called: '2' });
    expect(await logged()).toBe(1);
  });

  it('shows a delayed delete, but not yet', async () => {
    simulator.setFaults([
      { kind: 'call_log_delay', ms: 600_000 },
      { kind: 'call_log_delay', ms: 1, after: 1 },
    ]);
    await remove();
    await remove({ called: '2' });
    await until(async () => expect(await logged()).toBe(1));
    expect(left()).toBe(0);
  });
});

describe('the script', () => {
  it('count_drift moves the counts and nothing else', async () => {
    simulator.setFaults([{ kind: 'count_drift', delta: 3 }]);
    const counts = async () => {
      const response = await callSigned(
        { url: simulator.url, ...credentials },
        {
          method: 'GET',
          path: '/rest/isales/v2/openapi/campaigns/12/statistics',
          query: { campaignId: '900' },
        },
      );
      return (await jsonOf(response)).countDetail;
    };
    expect(await counts()).toMatchObject([{ unCallCount: 5, totalCount: 2 }]);
    expect(await counts()).toMatchObject([{ unCallCount: 2, totalCount: 2 }]);
  });

  it('hits other calls than deletes, too', async () => {
    simulator.setFaults([{ kind: 'status', status: 502, on: 'campaign', campaignId: '900' }]);
    const campaign = () =>
      callSigned({ url: simulator.url, ...credentials }, { method: 'GET', path: `${V1}/900` });
    expect((await remove()).status).toBe(200);
    expect((await campaign()).status).toBe(502);
    expect((await campaign()).status).toBe(200);
  });

  it('hits the matching calls after the first ones, so often, and then no more', () => {
    const script = new FaultScript();
    script.replace([{ kind: 'result_code', code: 'x', campaignId: '900', after: 1, times: 2 }]);
    const hits = ['900', '901', '900', '900', '900'].map((id) => script.take('delete', id).deciding !== null);
    expect(hits).toEqual([false, false, true, true, false]);
    expect(script.list()).toMatchObject([{ hits: 2 }]);
  });

  it('lets the first deciding fault hit and saves the next for the next call', () => {
    const script = new FaultScript();
    script.replace([
      { kind: 'latency', ms: 5, times: 'always' },
      { kind: 'reset_before_apply' },
      { kind: 'reset_after_apply' },
    ]);
    const taken = [1, 2, 3].map(() => script.take('delete', '900'));
    expect(taken.map(({ deciding }) => deciding?.kind)).toEqual([
      'reset_before_apply',
      'reset_after_apply',
      undefined,
    ]);
    expect(taken.map(({ latencyMs }) => latencyMs)).toEqual([5, 5, 5]);
  });

  it('keeps the old list when the new one is none', () => {
    const script = new FaultScript();
    script.replace([{ kind: 'reset_before_apply' }]);
    expect(() => script.replace([{ kind: 'no such fault' }])).toThrow();
    expect(script.list()).toHaveLength(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callSigned } from './call-signed.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

const credentials = { accessKey: 'test-access', secretKey: 'test-secret' };
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, world: 'empty' });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${simulator.url}/__simulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const remove = (campaignId: string, body: unknown) =>
  callSigned(
    { url: simulator.url, ...credentials },
    { path: `/rest/isales/v1/openapi/campaigns/12/calldata/${campaignId}/delete`, body },
  );

const campaign = {
  id: '900',
  vdnId: 12,
  name: '回访',
  status: 3,
  numbers: [{ called: '1' }, { called: '2' }],
};

describe('control API', () => {
  it('makes a campaign, shows its numbers, and replaces it', async () => {
    expect(await control('POST', 'campaigns', campaign)).toEqual({
      status: 201,
      body: { id: '900', numbers: 2 },
    });
    await remove('900', { called: '1', archiveHistory: 1 });
    expect((await control('GET', 'campaigns/900/numbers?called=1')).body).toMatchObject({
      rows: [],
      historyRows: [{ called: '1', state: 'not_called', recycleTime: null }],
      total: 1,
      notCalled: 1,
      history: 1,
    });
    await control('POST', 'campaigns', { ...campaign, numbers: [{ called: '3', state: 'completed' }] });
    expect((await control('GET', 'campaigns/900/numbers?called=3')).body).toMatchObject({
      rows: [{ called: '3' }],
      total: 1,
      completed: 1,
      history: 0,
    });
  });

  it('gives each number a session ID of its own', async () => {
    await control('POST', 'campaigns', campaign);
    const sessions =
      simulator.world
        .find('900')
        ?.callList.rows()
        .map((row) => row.sessionId) ?? [];
    expect(new Set(sessions).size).toBe(2);
    for (const session of sessions) expect(session).toMatch(/^[0-9a-f]{32}$/);
  });

  it('switches the status of a campaign', async () => {
    await control('POST', 'campaigns', campaign);
    expect((await control('PUT', 'campaigns/900/status', { status: 2 })).status).toBe(200);
    expect(simulator.world.find('900')?.status).toBe(2);
    expect((await control('PUT', 'campaigns/900/status', { status: 5 })).status).toBe(400);
    expect((await control('PUT', 'campaigns/901/status', { status: 2 })).status).toBe(404);
  });

  it('answers the ledger, of one campaign and after an entry', async () => {
    await control('POST', 'campaigns', campaign);
    await control('POST', 'campaigns', { ...campaign, id: '901' });
    for (const id of ['900', '901', '900']) await remove(id, { called: '1' });
    const idsOf = async (query: string) =>
      ((await control('GET', `ledger${query}`)).body as { deletes: { id: number }[] }).deletes.map(
        ({ id }) => id,
      );
    expect(await idsOf('')).toEqual([1, 2, 3]);
    expect(await idsOf('?campaignId=900')).toEqual([1, 3]);
    expect(await idsOf('?campaignId=900&afterId=1')).toEqual([3]);
    expect((await control('GET', 'ledger?afterId=x')).status).toBe(400);
  });

  it('takes a list of faults and tells how often each has hit', async () => {
    await control('POST', 'campaigns', campaign);
    const faults = [{ kind: 'result_code', code: '0200006', campaignId: '900' }];
    expect(await control('PUT', 'faults', faults)).toMatchObject({ status: 200, body: [{ hits: 0 }] });
    await remove('900', { called: '1' });
    expect((await control('GET', 'faults')).body).toMatchObject([{ kind: 'result_code', times: 1, hits: 1 }]);
  });

  it.each([[[{ kind: 'nonsense' }]], [{ kind: 'latency' }], ['{']])(
    'refuses %j as faults with its issues, and keeps the old ones',
    async (faults) => {
      await control('PUT', 'faults', [{ kind: 'reset_before_apply' }]);
      const { status, body } = await control('PUT', 'faults', faults);
      expect(status).toBe(400);
      expect((body as { issues: unknown[] }).issues.length).toBeGreaterThan(0);
      expect((await control('GET', 'faults')).body).toHaveLength(1);
    },
  );

  it('resets world, ledger, faults and call log, to another world if asked', async () => {
    await control('POST', 'campaigns', campaign);
    await remove('900', { called: '1' });
    await control('PUT', 'faults', [{ kind: 'reset_before_apply' }]);
    await control('POST', 'reset', { world: 'practice', seed: 3 });
    expect(simulator.world.find('900')).toBeUndefined();
    expect(simulator.world.find('146')?.status).toBe(3);
    expect(simulator.ledger()).toEqual({
      deletes: [],
      calls: {},
      unauthorized: 0,
      maxSimultaneousDeletes: {},
      catastrophes: 0,
    });
    expect((await control('GET', 'faults')).body).toEqual([]);
    await control('POST', 'reset');
    expect(simulator.world.all()).toEqual([]);
  });

  it('answers 404 for what it does not know', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', 'ledger'],
      ['GET', 'campaigns/900/numbers'],
      ['GET', 'campaigns/900/numbers/1'],
    ] as const) {
      expect((await control(method, path)).status, `${method} ${path}`).toBe(404);
    }
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callSigned, type PlainCall } from './call-signed.ts';
import { type NumberInput, type Simulator, startSimulator } from './start-simulator.ts';

const credentials = { accessKey: 'test-access', secretKey: 'test-secret' };
const V1 = '/rest/isales/v1/openapi/campaigns/12';
const DELETE = `${V1}/calldata/900/delete`;
const STATISTICS = '/rest/isales/v2/openapi/campaigns/12/statistics';
// 2026-11-23 14:00:00 in Shanghai
const NOON = '2026-11-23T06:00:00Z';

let simulator: Simulator;
let clock: Date | null = null;

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, world: 'empty', now: () => clock ?? new Date() });
});
afterAll(() => simulator.close());
beforeEach(() => {
  clock = null;
  simulator.reset();
});

function call(plain: PlainCall): Promise<Response> {
  return callSigned({ url: simulator.url, ...credentials }, plain);
}

async function answerOf(plain: PlainCall): Promise<Record<string, unknown>> {
  const response = await call(plain);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function codeOf(plain: PlainCall): Promise<unknown> {
  return (await answerOf(plain)).resultCode;
}

const get = (path: string, query: Record<string, string> = {}) => ({ method: 'GET', path, query });

function addCampaign(
  numbers: NumberInput[] = [],
  facts: { status?: 1 | 2 | 3 | 4; name?: string; id?: string } = {},
) {
  return simulator.addCampaign({ id: '900', vdnId: 12, name: '回访', status: 3, ...facts }, numbers);
}

const calledIn = (id = '900') =>
  simulator.world
    .find(id)
    ?.callList.rows()
    .map((row) => row.called);

describe('signature', () => {
  const path = `${V1}/900`;
  beforeEach(() => addCampaign());

  it('accepts what is signed with the secret, with seconds or milliseconds', async () => {
    expect((await call({ method: 'GET', path })).status).toBe(200);
    const signedAs = { timestamp: new Date().toISOString() };
    expect((await call({ method: 'GET', path, signedAs })).status).toBe(200);
  });

  const body = { called: '1' };
  it.each<[string, PlainCall]>([
    ['another secret', { path: DELETE, body, signedAs: { secretKey: 'wrong' } }],
    ['another access key', { path: DELETE, body, signedAs: { accessKey: 'wrong' } }],
    ['another body', { path: DELETE, body, signedAs: { body: '{"called":"2"}' } }],
    ['another path', { path: DELETE, body, signedAs: { path: `${V1}/calldata/901/delete` } }],
    ['another query', { method: 'GET', path, query: { a: '1' }, signedAs: { query: {} } }],
    ['another host', { path: DELETE, body, signedAs: { signedHeaders: { host: 'elsewhere' } } }],
    ['no host', { path: DELETE, body, signedAs: { signedHeaders: { accept: '*/*' } } }],
    ['a timestamp that is none', { path: DELETE, body, signedAs: { timestamp: '2026-02-31T10:00:00Z' } }],
    ['no authorization at all', { path: DELETE, body, headers: { authorization: 'Bearer x' } }],
  ])('answers 401 with a date for %s, and does nothing', async (_, plain) => {
    const response = await call(plain);
    expect(response.status).toBe(401);
    expect(Date.parse(response.headers.get('date') ?? '')).not.toBeNaN();
    expect(await response.text()).not.toContain(credentials.secretKey);
    expect(simulator.ledger()).toMatchObject({ deletes: [], unauthorized: 1, calls: {} });
  });

  it('allows a clock that is fifteen minutes off and no more, on both sides', async () => {
    clock = new Date(NOON);
    const statusAt = async (timestamp: string) =>
      (await call({ method: 'GET', path, signedAs: { timestamp } })).status;
    expect(await statusAt('2026-11-23T05:45:00Z')).toBe(200);
    expect(await statusAt('2026-11-23T06:15:00Z')).toBe(200);
    expect(await statusAt('2026-11-23T05:44:59Z')).toBe(401);
    expect(await statusAt('2026-11-23T06:15:01Z')).toBe(401);
  });

  it('tells its own clock in the Date header, so that a caller can see how far off it is', async () => {
    clock = new Date(NOON);
    const response = await call({ method: 'GET', path });
    expect(response.status).toBe(401);
    expect(response.headers.get('date')).toBe(clock.toUTCString());
  });
});

describe('paths', () => {
  it('answers 404 with HTML for a path that is none, and 405 for another method', async () => {
    const unknown = await call({ path: '/rest/isales/v1/openapi/nothing' });
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toContain('text/html');
    expect((await call({ method: 'GET', path: DELETE })).status).toBe(405);
  });

  it('refuses a body over a megabyte', async () => {
    expect((await call({ path: DELETE, body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
  });
});

describe('delete', () => {
  it('takes out every row of a called number, and no other', async () => {
    addCampaign([{ called: '1' }, { called: '2' }, { called: '1' }]);
    expect(await answerOf({ path: DELETE, body: { called: '1', archiveHistory: 1 } })).toEqual({
      resultCode: '0200000',
      resultDesc: '操作成功',
      returnCode: '0200000',
      returnDesc: '操作成功',
      successCount: 2,
    });
    expect(calledIn()).toEqual(['2']);
  });

  it('takes out the row of a session', async () => {
    addCampaign([
      { called: '1', sessionId: 'a' },
      { called: '2', sessionId: 'b' },
    ]);
    expect(await answerOf({ path: DELETE, body: { sessionId: 'b' } })).toMatchObject({ successCount: 1 });
    expect(calledIn()).toEqual(['1']);
  });

  it('takes out a whole batch', async () => {
    addCampaign([{ called: '1', customField: 'A' }, { called: '2', customField: 'A' }, { called: '3' }]);
    expect(await answerOf({ path: DELETE, body: { customField: 'A' } })).toMatchObject({ successCount: 2 });
    expect(calledIn()).toEqual(['3']);
  });

  it.each([
    ['1', 'on and before that day', ['6', '7']],
    ['2', 'on that day, first and last second included', ['1', '6', '7']],
    ['3', 'exactly then', ['1', '2', '4', '5', '6', '7']],
  ])('recycleType %s takes out what was recycled %s', async (recycleType, _, left) => {
    addCampaign([
      { called: '1', recycleTime: '2026-10-31 23:59:59' },
      { called: '2', recycleTime: '2026-11-01 00:00:00' },
      { called: '3', recycleTime: '2026-11-01 10:30:00' },
      { called: '4', recycleTime: '2026-11-01 10:30:01' },
      { called: '5', recycleTime: '2026-11-01 23:59:59' },
      { called: '6', recycleTime: '2026-11-02 00:00:00' },
      { called: '7' },
    ]);
    const body = { recycleTime: '2026-11-01 10:30:00', recycleType };
    expect(await answerOf({ path: DELETE, body })).toMatchObject({ successCount: 7 - left.length });
    expect(calledIn()).toEqual(left);
  });

  it('moves rows to the history table only when it is told to', async () => {
    const { callList } = addCampaign([{ called: '1' }, { called: '2' }, { called: '3' }]);
    await answerOf({ path: DELETE, body: { called: '1', archiveHistory: 1 } });
    await answerOf({ path: DELETE, body: { called: '2', archiveHistory: 0 } });
    await answerOf({ path: DELETE, body: { called: '3' } });
    expect(callList.history().map((row) => row.called)).toEqual(['1']);
  });

  it('leaves numbers that are being called or whose call is completed', async () => {
    addCampaign([
      { called: '1', customField: 'A', state: 'in_call' },
      { called: '2', customField: 'A', state: 'completed' },
      { called: '3', customField: 'A' },
    ]);
    expect(await answerOf({ path: DELETE, body: { customField: 'A' } })).toMatchObject({ successCount: 1 });
    expect(calledIn()).toEqual(['1', '2']);
  });

  it('answers success and 0 when nothing matches', async () => {
    addCampaign([{ called: '1' }]);
    expect(await answerOf({ path: DELETE, body: { called: '2' } })).toMatchObject({
      resultCode: '0200000',
      successCount: 0,
    });
    expect(simulator.ledger().deletes[0]?.appliedAt).not.toBeNull();
  });

  it.each([1, 3, 4] as const)('deletes from a campaign of status %i', async (status) => {
    addCampaign([{ called: '1' }], { status });
    expect(await answerOf({ path: DELETE, body: { called: '1' } })).toMatchObject({ successCount: 1 });
  });

  it('refuses a started campaign with 0200028 and changes nothing', async () => {
    addCampaign([{ called: '1' }], { status: 2 });
    expect(await codeOf({ path: DELETE, body: { called: '1' } })).toBe('0200028');
    expect(calledIn()).toEqual(['1']);
    expect(simulator.ledger().deletes[0]).toMatchObject({
      resultCode: '0200028',
      appliedAt: null,
      successCount: null,
    });
  });

  it.each([
    [
      'a campaign that does not exist',
      { path: `${V1}/calldata/901/delete`, body: { called: '1' } },
      '0200007',
    ],
    [
      'a campaign of another VDN',
      { path: '/rest/isales/v1/openapi/campaigns/13/calldata/900/delete', body: { called: '1' } },
      '0200007',
    ],
    [
      'a campaign ID that is no number',
      { path: `${V1}/calldata/x/delete`, body: { called: '1' } },
      '02000006',
    ],
    [
      'a VDN out of range',
      { path: '/rest/isales/v1/openapi/campaigns/10000/calldata/900/delete', body: {} },
      '02000007',
    ],
    ['a body that is no JSON', { path: DELETE, body: '{' }, '0200001'],
    ['a body that is no object', { path: DELETE, body: [] }, '0200001'],
    ['an empty called', { path: DELETE, body: { called: '' } }, '02000001'],
    ['a called that is no text', { path: DELETE, body: { called: 1 } }, '02000006'],
    ['a called with a letter', { path: DELETE, body: { called: '1a' } }, '02000002'],
    ['a called of 25 characters', { path: DELETE, body: { called: '1'.repeat(25) } }, '02000003'],
    ['a session of 33 characters', { path: DELETE, body: { sessionId: 'a'.repeat(33) } }, '02000003'],
    ['a batch of 201 characters', { path: DELETE, body: { customField: 'a'.repeat(201) } }, '02000003'],
    [
      'a time that is none',
      { path: DELETE, body: { recycleTime: '2026-02-30 00:00:00', recycleType: '1' } },
      '0200030',
    ],
    [
      'a day without a time',
      { path: DELETE, body: { recycleTime: '2026-11-01', recycleType: '1' } },
      '0200030',
    ],
    [
      'an unknown recycleType',
      { path: DELETE, body: { recycleTime: '2026-11-01 00:00:00', recycleType: '4' } },
      '02000007',
    ],
    [
      'a recycleType that is a number',
      { path: DELETE, body: { recycleTime: '2026-11-01 00:00:00', recycleType: 1 } },
      '02000006',
    ],
    [
      'a recycleTime without its type',
      { path: DELETE, body: { recycleTime: '2026-11-01 00:00:00' } },
      '02000009',
    ],
    ['two criteria', { path: DELETE, body: { called: '1', sessionId: 'a' } }, '02000009'],
    [
      'an archiveHistory that is text',
      { path: DELETE, body: { called: '1', archiveHistory: '1' } },
      '02000006',
    ],
    ['an archiveHistory of 2', { path: DELETE, body: { called: '1', archiveHistory: 2 } }, '02000007'],
  ])('refuses %s', async (_, plain, code) => {
    addCampaign([{ called: '1' }]);
    expect(await codeOf(plain)).toBe(code);
    expect(calledIn()).toEqual(['1']);
  });

  it.each([{}, { archiveHistory: 1 }, { recycleType: '1' }, ''])(
    'empties the campaign for a body without a criterion (%j) and counts a catastrophe',
    async (body) => {
      addCampaign([{ called: '1' }, { called: '2' }]);
      expect(await answerOf({ path: DELETE, body })).toMatchObject({ successCount: 2 });
      expect(simulator.ledger().catastrophes).toBe(1);
      expect(calledIn()).toEqual([]);
    },
  );

  it('speaks the language of the call and quotes what was sent', async () => {
    addCampaign();
    const body = { called: '1a' };
    const chinese = await answerOf({ path: DELETE, body });
    const english = await answerOf({ path: DELETE, body, headers: { locale: 'en_US' } });
    expect(chinese.resultDesc).toBe('参数含有非法字符：called [1a]');
    expect(english.resultDesc).toBe('The parameter contains invalid characters. called [1a]');
    expect(english.returnDesc).toBe(english.resultDesc);
  });
});

describe('ledger', () => {
  it('tells of a delete what arrived, what was done and in which order', async () => {
    addCampaign([{ called: '1' }]);
    const body = '{"called":"1","archiveHistory":1}';
    await answerOf({ path: DELETE, body });
    const [entry] = simulator.ledger().deletes;
    expect(entry).toMatchObject({
      id: 1,
      vdnId: '12',
      campaignId: '900',
      body,
      bodyKeys: ['called', 'archiveHistory'],
      simultaneous: 1,
      successCount: 1,
      resultCode: '0200000',
      httpStatus: 200,
      fault: null,
      isCatastrophe: false,
    });
    const times = [entry?.receivedAt, entry?.appliedAt, entry?.answeredAt, entry?.finishedAt].map(
      (time) => time?.monotonicMs ?? Number.NaN,
    );
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).not.toContain(Number.NaN);
  });

  it('counts the calls of each kind', async () => {
    addCampaign();
    await answerOf(get(`${V1}/900`));
    await answerOf({ path: DELETE, body: { called: '1' } });
    await answerOf({ path: DELETE, body: { called: '2' } });
    expect(simulator.ledger().calls).toEqual({ campaign: 1, delete: 2 });
  });
});

describe('campaigns', () => {
  const all = { status: '0', deviceType: '0', curPage: '1', rowsPerPage: '10' };

  beforeEach(() => {
    for (let at = 1; at <= 12; at += 1) {
      const id = String(900 + at);
      addCampaign([], { id, name: at <= 3 ? `保险${at}` : `银行${at}`, status: at % 2 === 0 ? 2 : 3 });
    }
    simulator.addCampaign({ id: '990', vdnId: 13, name: '别处', status: 3 });
  });

  const idsOf = (answer: Record<string, unknown>) => (answer.data as { id: number }[]).map(({ id }) => id);

  it('come in pages, of one VDN', async () => {
    const first = await answerOf(get(V1, all));
    expect(first).toMatchObject({ curPage: 1, rowsPerPage: 10, totalSize: 12 });
    expect(idsOf(first)).toEqual([901, 902, 903, 904, 905, 906, 907, 908, 909, 910]);
    expect(idsOf(await answerOf(get(V1, { ...all, curPage: '2' })))).toEqual([911, 912]);
    expect(idsOf(await answerOf(get(V1, { ...all, curPage: '3' })))).toEqual([]);
  });

  it('are found by part of the name and by status', async () => {
    expect(idsOf(await answerOf(get(V1, { ...all, name: '保险' })))).toEqual([901, 902, 903]);
    expect(idsOf(await answerOf(get(V1, { ...all, name: '保险', status: '2' })))).toEqual([902]);
  });

  it.each([
    [{ ...all, rowsPerPage: '101' }, '02000007'],
    [{ ...all, status: '' }, '02000001'],
    [{ ...all, deviceType: 'x' }, '02000006'],
    [{ ...all, name: '长'.repeat(31) }, '02000003'],
    [{ ...all, beginTime: '2026-11-01' }, '0200030'],
    [{ status: '0', deviceType: '0', curPage: '1' }, '02000001'],
  ])('are refused for %j', async (query, code) => {
    expect(await codeOf(get(V1, query as Record<string, string>))).toBe(code);
  });

  it('answer one by its ID', async () => {
    expect(await answerOf(get(`${V1}/901`))).toMatchObject({
      resultCode: '0200000',
      returnObject: { id: 901, name: '保险1', status: 3 },
    });
    expect(await codeOf(get(`${V1}/990`))).toBe('0200007');
  });

  it('are suspended only when started, and resumed only when suspended', async () => {
    const put = (id: string, what: string) => ({ method: 'PUT', path: `${V1}/${id}/${what}` });
    expect(await codeOf(put('902', 'pause'))).toBe('0200000');
    expect(simulator.world.find('902')?.status).toBe(3);
    expect(await codeOf(put('902', 'pause'))).toBe('0200001');
    expect(await codeOf(put('902', 'resume'))).toBe('0200000');
    expect(simulator.world.find('902')?.status).toBe(2);
    expect(await codeOf(put('902', 'resume'))).toBe('0200001');
  });
});

describe('statistics', () => {
  beforeEach(() =>
    addCampaign([
      { called: '1', customField: 'A' },
      { called: '2', customField: 'A', state: 'completed' },
      { called: '3', customField: 'B', state: 'in_call' },
      { called: '4' },
    ]),
  );

  it('count a campaign and its batches, without the common pairs', async () => {
    const answer = await answerOf(get(STATISTICS, { campaignId: '900' }));
    expect(Object.keys(answer)).toEqual(['countDetail']);
    expect(answer.countDetail).toMatchObject([
      {
        campaignId: '900',
        unCallCount: 2,
        calledCount: 2,
        finishCount: 1,
        totalCount: 4,
        batchDetail: [
          { batchId: 'A', unCallCount: 1, finishCount: 1, totalCount: 2 },
          { batchId: 'B', unCallCount: 0, calledCount: 1, totalCount: 1 },
        ],
      },
    ]);
  });

  it('narrow to one batch and follow a delete', async () => {
    await answerOf({ path: DELETE, body: { customField: 'A' } });
    expect(await answerOf(get(STATISTICS, { campaignId: '900', batchId: 'A' }))).toMatchObject({
      countDetail: [{ unCallCount: 1, batchDetail: [{ batchId: 'A', unCallCount: 0, totalCount: 1 }] }],
    });
  });

  it('refuse a batch without a campaign, and a campaign that is not there', async () => {
    expect(await codeOf(get(STATISTICS, { batchId: 'A' }))).toBe('02000009');
    expect(await codeOf(get(STATISTICS, { campaignId: '901' }))).toBe('0200007');
  });
});

describe('call log', () => {
  const window = { beginTime: '2026-11-23 13:00:00', endTime: '2026-11-23 15:00:00' };
  const logs = (body: Record<string, unknown>) => ({
    path: `${V1}/calllogs`,
    body: { offset: 0, limit: 100, ...window, ...body },
    ...signedAtNoon,
  });
  const signedAtNoon = { signedAs: { timestamp: NOON } };
  const linesOf = async (body: Record<string, unknown> = {}) =>
    (await answerOf(logs(body))).result as Record<string, unknown>[];

  beforeEach(async () => {
    clock = new Date(NOON);
    addCampaign([{ called: '1' }]);
    addCampaign([], { id: '901' });
    await answerOf({ path: DELETE, body: '{"called":"1"}', ...signedAtNoon });
    await answerOf({ path: `${V1}/calldata/901/delete`, body: '{"called":"1a"}', ...signedAtNoon });
  });

  it("holds each delete as it was sent, refused ones too, newest first, in the tenant's time", async () => {
    expect(await linesOf()).toEqual([
      expect.objectContaining({ url: `${V1}/calldata/901/delete`, resultCode: '02000002' }),
      {
        id: '1',
        operTime: '2026-11-23 14:00:00',
        url: DELETE,
        request: '{"called":"1"}',
        resultCode: '0200000',
        resultDesc: '操作成功',
        httpStatus: 200,
        type: 'POST',
      },
    ]);
  });

  it('is searched by URL, window and page', async () => {
    expect(await linesOf({ url: DELETE })).toHaveLength(1);
    expect(await linesOf({ beginTime: '2026-11-23 14:00:00', endTime: '2026-11-23 14:00:00' })).toHaveLength(
      2,
    );
    expect(await linesOf({ beginTime: '2026-11-23 14:00:01' })).toEqual([]);
    expect(await linesOf({ endTime: '2026-11-23 13:59:59' })).toEqual([]);
    expect(await linesOf({ offset: 1, limit: 1 })).toMatchObject([{ url: DELETE }]);
  });

  it('is kept apart for each VDN', async () => {
    const path = '/rest/isales/v1/openapi/campaigns/13/calllogs';
    expect(await answerOf({ ...logs({}), path })).toMatchObject({ result: [] });
  });

  it.each([
    [{ limit: 0 }, '02000007'],
    [{ limit: 101 }, '02000007'],
    [{ offset: -1 }, '02000007'],
    [{ limit: '10' }, '02000006'],
    [{ beginTime: undefined }, '02000001'],
    [{ beginTime: '2026-11-23' }, '0200030'],
    [{ beginTime: '2026-11-16 14:59:59' }, '02000007'],
    [{ beginTime: '2026-11-23 15:00:01' }, '02000009'],
  ])('refuses %j', async (body, code) => {
    expect(await codeOf(logs(body))).toBe(code);
  });

  it('takes a window of exactly seven days', async () => {
    expect(await linesOf({ beginTime: '2026-11-16 15:00:00' })).toHaveLength(2);
  });
});

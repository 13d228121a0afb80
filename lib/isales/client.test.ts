import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IsalesClient } from './client.ts';
import { createIsalesClient } from './create-isales-client.ts';
import { documentedCodes } from './result-codes.ts';
import { type Simulator, startSimulator } from './simulator/start-simulator.ts';
import { pem } from './testing/crooked-server.ts';

const accessKey = 'AK-of-this-test';
const secretKey = 'SK-of-this-test';
const tls = { key: pem('server.key'), cert: pem('server.pem') };
const campaign = { vdnId: 12, campaignId: '146' };
const number = '13800138000';

describe('the client, over HTTPS to the simulator', () => {
  let simulator: Simulator;
  let client: IsalesClient;

  beforeAll(async () => {
    simulator = await startSimulator({ accessKey, secretKey, tls, world: 'empty' });
    client = createIsalesClient({ baseUrl: simulator.url, accessKey, secretKey, ca: pem('ca.pem') });
  });
  beforeEach(() => {
    simulator.reset();
    simulator.addCampaign({ id: '146', vdnId: 12, name: '贷后回访', status: 3, description: '十一月' }, [
      { called: number, customField: 'PC1' },
      { called: '13800138001', customField: 'PC1' },
      { called: '13800138002', state: 'completed' },
    ]);
  });
  afterAll(async () => {
    await client.close();
    await simulator.close();
  });

  it('deletes what its criterion names and tells how many', async () => {
    const request = { ...campaign, criterion: { called: number }, archiveHistory: 1 } as const;
    expect(await client.deleteCallData(request)).toMatchObject({ resultCode: '0200000', successCount: 1 });
    expect(await client.deleteCallData(request)).toMatchObject({ successCount: 0 });
    expect(simulator.ledger().deletes.map((each) => each.body)).toEqual([
      client.deleteBody(request),
      client.deleteBody(request),
    ]);
  });

  it.each(documentedCodes.slice(1))('tells the refusal %s as it came', async (resultCode) => {
    simulator.setFaults([{ kind: 'result_code', code: resultCode }]);
    const request = { ...campaign, criterion: { called: number }, archiveHistory: 1 } as const;
    await expect(client.deleteCallData(request)).rejects.toMatchObject({
      kind: 'result_code',
      facts: { resultCode },
    });
  });

  it('speaks the language of its caller', async () => {
    const started = { id: '147', vdnId: 12, name: '运行中', status: 2 } as const;
    simulator.addCampaign(started);
    const request = { vdnId: 12, campaignId: '147', criterion: { called: '1' }, archiveHistory: 1 } as const;
    const desc = (locale: 'zh_CN' | 'en_US') =>
      client.deleteCallData(request, { locale }).catch((error) => error.facts.resultDesc);
    expect(await desc('zh_CN')).toMatch(/不允许/);
    expect(await desc('en_US')).toMatch(/cannot be deleted/);
  });

  it('reads every page of the campaigns', async () => {
    for (let at = 0; at < 250; at += 1) {
      simulator.addCampaign({ id: String(1000 + at), vdnId: 12, name: `活动${at}`, status: 3 });
    }
    simulator.addCampaign({ id: '9', vdnId: 13, name: '别的', status: 3 });
    const campaigns = await client.listCampaigns({ vdnId: 12 });
    expect(campaigns).toHaveLength(251);
    expect(new Set(campaigns.map((each) => each.id)).size).toBe(251);
    expect(simulator.ledger().calls.campaigns).toBe(3);
    expect(await client.listCampaigns({ vdnId: 12, name: '贷后' })).toMatchObject([
      { id: '146', name: '贷后回访', status: 3 },
    ]);
    expect(await client.listCampaigns({ vdnId: 14 })).toEqual([]);
  });

  it('reads one campaign, or tells that there is none', async () => {
    expect(await client.getCampaign(campaign)).toMatchObject({ id: '146', status: 3, description: '十一月' });
    await expect(client.getCampaign({ vdnId: 13, campaignId: '146' })).rejects.toMatchObject({
      kind: 'result_code',
      facts: { resultCode: '0200007' },
    });
  });

  it('reads counts of a VDN, of a campaign and of a batch', async () => {
    expect(await client.getStatistics({ vdnId: 12 })).toMatchObject([{ campaignId: '146', unCallCount: 2 }]);
    const [counts] = await client.getStatistics({ vdnId: 12, campaignId: '146', batchId: 'PC1' });
    expect(counts?.batchDetail).toMatchObject([{ batchId: 'PC1', unCallCount: 2 }]);
  });

  it('suspends and resumes', async () => {
    await client.resumeCampaign(campaign);
    expect((await client.getCampaign(campaign)).status).toBe(2);
    await client.suspendCampaign(campaign);
    expect((await client.getCampaign(campaign)).status).toBe(3);
    await expect(client.suspendCampaign(campaign)).rejects.toMatchObject({ kind: 'result_code' });
  });

  it('finds its own call in the vendor’s log, by path and body', async () => {
    const request = { ...campaign, criterion: { customField: 'PC1' }, archiveHistory: 0 } as const;
    await client.deleteCallData(request);
    const [entry, ...rest] = await client.findCallLogs({
      vdnId: 12,
      beginTime: '2026-01-01 00:00:00',
      endTime: '2026-01-07 00:00:00',
      offset: 0,
      limit: 100,
    });
    expect([entry, ...rest]).toEqual([undefined]);
    const day = simulator.ledger().deletes[0]?.receivedAt.wallMs ?? 0;
    const civil = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const found = await client.findCallLogs({
      vdnId: 12,
      beginTime: civil(day - 60_000),
      endTime: civil(day + 60_000),
      offset: 0,
      limit: 100,
    });
    expect(found).toMatchObject([
      { url: client.deletePath(request), request: client.deleteBody(request), resultCode: '0200000' },
    ]);
  });

  it('is turned away with another secret, and says so', async () => {
    const wrong = createIsalesClient({
      baseUrl: simulator.url,
      accessKey,
      secretKey: 'x',
      ca: pem('ca.pem'),
    });
    await expect(wrong.getCampaign(campaign)).rejects.toMatchObject({
      kind: 'unauthorized',
      facts: { httpStatus: 401 },
    });
    await wrong.close();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toCivilTime } from '../clock.ts';
import { engines } from '../db/testing/test-database.ts';
import { getEnv } from '../env.ts';
import { createIsalesClient } from '../isales/create-isales-client.ts';
import { type CrookedServer, startHttp } from '../isales/testing/crooked-server.ts';
import { startTestConsole, type TestConsole } from '../testing/test-console.ts';
import { requestDeletion } from './request-deletion.ts';
import { settleFromCallLog } from './settle-item.ts';

const sessionId = '5f3c2b1a9d8e4f7061728394a5b6c7d8';

describe.each(engines)('an entry of the vendor’s call log (%s)', (engine) => {
  let console: TestConsole;
  const servers: CrookedServer[] = [];

  beforeAll(async () => {
    console = await startTestConsole(engine);
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  afterAll(() => console.stop());

  /** An unknown item, and what becomes of it when the log answers with `changes` of its entry. */
  async function settledWith(changes: Record<string, unknown>, copies = 1) {
    const operator = await console.member(['operator'], ['12']);
    const campaign = console.campaign([{ called: '1', sessionId }]);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'reset_after_apply', campaignId }]);
    const request = await console.request(operator, campaign, { kind: 'session_id', sessionId });
    await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    const find = () =>
      console.db
        .selectFrom('deletion_item')
        .selectAll()
        .where('campaign_id', '=', campaignId)
        .executeTakeFirstOrThrow();
    const item = await find();
    expect(item.status).toBe('unknown');
    const entry = {
      id: 7,
      operTime: toCivilTime(item.sent_at ?? 0, 'Asia/Shanghai'),
      url: `/rest/isales/v1/openapi/campaigns/12/calldata/${campaignId}/delete`,
      request: JSON.stringify({ sessionId, archiveHistory: 1 }),
      resultCode: '0200000',
      resultDesc: `ok sessionId [${sessionId}]`,
      httpStatus: 200,
      type: 'POST',
      ...changes,
    };
    const server = await startHttp((_request, response) => {
      const pairs = { resultCode: '0200000', resultDesc: '', returnCode: '0200000' };
      response.end(JSON.stringify({ ...pairs, result: Array.from({ length: copies }, () => entry) }));
    });
    servers.push(server);
    const baseUrl = `http://127.0.0.1:${server.port}`;
    const client = createIsalesClient({ baseUrl, accessKey: 'AK', secretKey: 'SK' });
    await settleFromCallLog({ db: console.db, client, env: getEnv() }, item.id);
    await client.close();
    return find();
  }

  it('with a code of success settles as deleted, and its words lose the session ID', async () => {
    expect(await settledWith({})).toMatchObject({
      status: 'deleted',
      settled_by: 'call_log',
      success_count: null,
      result_desc: 'ok sessionId [***]',
      value_sealed: null,
    });
  });

  it('with another code settles as rejected', async () => {
    expect(await settledWith({ resultCode: '0200028' })).toMatchObject({ status: 'rejected' });
  });

  it.each([
    ['has no result code yet', { resultCode: null }],
    ['has a word for a code', { resultCode: 'PROCESSING' }],
    ['tells of an HTTP failure', { httpStatus: 502 }],
    ['is of another body', { request: JSON.stringify({ sessionId, archiveHistory: 0 }) }],
    ['is of another campaign', { url: '/rest/isales/v1/openapi/campaigns/12/calldata/1/delete' }],
    ['is of another time', { operTime: '2020-01-01 00:00:00' }],
  ])('that %s is no evidence', async (_what, changes) => {
    expect(await settledWith(changes)).toMatchObject({ status: 'unknown', settle_attempts: 1 });
  });

  it('that stands there twice is no evidence', async () => {
    expect(await settledWith({}, 2)).toMatchObject({ status: 'unknown' });
  });
});

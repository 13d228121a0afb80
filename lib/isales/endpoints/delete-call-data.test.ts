import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeleteCriterion, DeleteRequest } from '../client.ts';
import { IsalesError } from '../errors.ts';
import { createIsalesHttp, type IsalesHttp } from '../http.ts';
import { startHttp } from '../testing/crooked-server.ts';
import { assertDeleteBody, deleteBody, deleteCallData, deletePath } from './delete-call-data.ts';

const campaign = { vdnId: 12, campaignId: '146' };

function refusal(body: string): string | undefined {
  try {
    assertDeleteBody(body);
    return undefined;
  } catch (error) {
    if (!(error instanceof IsalesError)) throw error;
    expect(error).toMatchObject({ kind: 'invalid_request', facts: { wasSent: false } });
    return error.facts.detail;
  }
}

describe('the last look before the socket', () => {
  it.each<DeleteCriterion>([
    { called: '13800138000' },
    { called: '*#0123456789' },
    { sessionId: 'a'.repeat(32) },
    { customField: '贷后 批次_20261103-HZ' },
    { recycleTime: '2026-11-01 00:00:00', recycleType: '1' },
    { recycleTime: '2026-11-01 23:59:59', recycleType: '3' },
  ])('lets pass what the product makes: %j', (criterion) => {
    for (const archiveHistory of [0, 1] as const) {
      expect(refusal(deleteBody({ ...campaign, criterion, archiveHistory }))).toBeUndefined();
    }
  });

  it.each([
    ['nothing', '', 'json'],
    ['an empty object', '{}', 'criterion'],
    ['null', 'null', 'criterion'],
    ['a list', '[{"called":"1","archiveHistory":1}]', 'criterion'],
    ['no archiveHistory', '{"called":"13800138000"}', 'criterion'],
    ['no criterion', '{"archiveHistory":1}', 'criterion'],
    ['two criteria', '{"called":"1","sessionId":"a","archiveHistory":1}', 'criterion'],
    ['a field more', '{"called":"1","archiveHistory":1,"x":1}', 'criterion'],
    ['a recycle time without mode', '{"recycleTime":"2026-11-01 00:00:00","archiveHistory":1}', 'criterion'],
    ['a mode without time', '{"recycleType":"1","archiveHistory":1}', 'criterion'],
    ['an empty number', '{"called":"","archiveHistory":1}', 'called'],
    ['letters in a number', '{"called":"1380013800a","archiveHistory":1}', 'called'],
    ['a number of 25', `{"called":"${'1'.repeat(25)}","archiveHistory":1}`, 'called'],
    ['a number as number', '{"called":13800138000,"archiveHistory":1}', 'called'],
    ['a null', '{"called":null,"archiveHistory":1}', 'called'],
    ['spaces', '{"sessionId":"   ","archiveHistory":1}', 'sessionId'],
    ['zero width', '{"customField":"\u200B\u200D","archiveHistory":1}', 'customField'],
    ['a session ID of 33', `{"sessionId":"${'a'.repeat(33)}","archiveHistory":1}`, 'sessionId'],
    ['a custom field of 201', `{"customField":"${'a'.repeat(201)}","archiveHistory":1}`, 'customField'],
    ['a date alone', '{"recycleTime":"2026-11-01","recycleType":"1","archiveHistory":1}', 'recycleTime'],
    ['mode 4', '{"recycleTime":"2026-11-01 00:00:00","recycleType":"4","archiveHistory":1}', 'recycleType'],
    ['archiveHistory 2', '{"called":"1","archiveHistory":2}', 'archiveHistory'],
    ['archiveHistory as text', '{"called":"1","archiveHistory":"1"}', 'archiveHistory'],
  ])('keeps back %s', (_what, body, detail) => {
    expect(refusal(body)).toBe(detail);
  });

  it('keeps back whatever has not exactly one criterion with archiveHistory', async () => {
    const names = ['called', 'sessionId', 'customField', 'recycleTime', 'recycleType', 'archiveHistory'];
    await fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (fields) => {
        if (refusal(JSON.stringify(fields)) !== undefined) return;
        const criteria = ['called', 'sessionId', 'customField', 'recycleTime'].filter(
          (name) => name in fields,
        );
        expect(criteria).toHaveLength(1);
        expect('recycleType' in fields).toBe('recycleTime' in fields);
        expect([0, 1]).toContain(fields.archiveHistory);
      }),
    );
  });
});

describe('a delete call', () => {
  const request: DeleteRequest = { ...campaign, criterion: { called: '13800138000' }, archiveHistory: 1 };

  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });

  /** A client, and what a server that always answers `json` receives from it. */
  async function answering(json: unknown): Promise<{ http: IsalesHttp; received: string[] }> {
    const received: string[] = [];
    const server = await startHttp(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push(`${request.method} ${request.url} ${request.headers.locale} ${Buffer.concat(chunks)}`);
      response.end(JSON.stringify(json));
    });
    const baseUrl = `http://127.0.0.1:${server.port}`;
    const http = createIsalesHttp({ baseUrl, accessKey: 'AK', secretKey: 'SK' });
    opened.push(server, http);
    return { http, received };
  }

  async function failure(json: unknown): Promise<IsalesError> {
    const { http } = await answering(json);
    const error = await deleteCallData(http, request).catch((thrown: unknown) => thrown);
    if (!(error instanceof IsalesError)) throw new Error('no IsalesError', { cause: error });
    return error;
  }

  const success = { resultCode: '0200000', resultDesc: '操作成功', returnCode: '0200000', returnDesc: '' };

  it('names VDN and campaign in its path and holds one criterion and archiveHistory', async () => {
    const { http, received } = await answering({ ...success, successCount: 1 });
    expect(await deleteCallData(http, request, { locale: 'zh_CN' })).toMatchObject({ successCount: 1 });
    const path = '/rest/isales/v1/openapi/campaigns/12/calldata/146/delete';
    expect(received).toEqual([`POST ${path} zh_CN {"called":"13800138000","archiveHistory":1}`]);
  });

  it('does not leave with a criterion that the types let slip through', async () => {
    const { http, received } = await answering({ ...success, successCount: 1 });
    const slipped = { ...request, criterion: { called: '' } };
    await expect(deleteCallData(http, slipped)).rejects.toMatchObject({ kind: 'invalid_request' });
    expect(received).toEqual([]);
  });

  it.each(['', '14 6', '../1', '146/delete', '１４６', 'a', '1'.repeat(21)])(
    'goes to no campaign ID such as %j',
    (campaignId) => {
      expect(() => deletePath({ vdnId: 12, campaignId })).toThrow(IsalesError);
    },
  );

  it.each([0, 10_000, 1.5, Number.NaN])('goes to no VDN such as %d', (vdnId) => {
    expect(() => deletePath({ vdnId, campaignId: '146' })).toThrow(IsalesError);
  });

  it.each([
    ['a missing successCount', success, 'successCount'],
    ['a successCount as text', { ...success, successCount: '1' }, 'successCount'],
    ['a negative successCount', { ...success, successCount: -1 }, 'successCount'],
    ['half a row', { ...success, successCount: 0.5 }, 'successCount'],
    ['codes that differ', { ...success, returnCode: '0200028', successCount: 1 }, 'codes differ'],
    ['a code as number', { ...success, resultCode: 200000, successCount: 1 }, 'resultCode'],
    ['no code', { successCount: 1 }, 'resultCode'],
    ['a list', [], 'resultCode'],
    ['null', null, 'resultCode'],
  ])('believes no answer with %s', async (_what, json, detail) => {
    expect(await failure(json)).toMatchObject({ kind: 'malformed', facts: { wasSent: true, detail } });
  });

  it('takes a code other than success for a refusal, compared as text and whole', async () => {
    for (const resultCode of ['0200028', '02000000', '0200000 ', '0299999']) {
      const json = { ...success, resultCode, returnCode: resultCode, successCount: 1 };
      expect(await failure(json)).toMatchObject({ kind: 'result_code', facts: { resultCode } });
    }
  });

  it('keeps the number out of the vendor’s text of a success, too', async () => {
    const { http } = await answering({
      ...success,
      resultDesc: 'called [13800138000]\u0000',
      successCount: 1,
    });
    expect((await deleteCallData(http, request)).resultDesc).toBe('called [***] ');
  });

  it('keeps the number out of the vendor’s text', async () => {
    const json = { resultCode: '02000002', resultDesc: 'called [13800138000]', returnCode: '02000002' };
    expect((await failure(json)).facts.resultDesc).toBe('called [***]');
  });
});

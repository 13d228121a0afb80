import { spawnSync } from 'node:child_process';
import { createPublicKey, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { receiptFindings } from '../../scripts/audit-verify/receipt.mjs';
import { attestChain, signingKey } from '../audit/checkpoints.ts';
import type { Receipt } from '../audit/make-receipt.ts';
import { canonicalJson, recordHash } from '../audit/record-hash.ts';
import { engines } from '../db/testing/test-database.ts';
import { getEnv } from '../env.ts';
import type { FaultInput } from '../isales/simulator/faults.ts';
import type { Role } from '../members/roles.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { cancelByMember } from './cancel-by-member.ts';
import type { Criterion } from './criterion.ts';
import { decideUnknown } from './decide-unknown.ts';
import { findReceipt } from './find-receipt.ts';
import { requestDeletion } from './request-deletion.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const called = '13800138000';
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(13_800_000_000 + index));

/** Every value of a receipt that is no list and no object, by its path. */
function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

/** The receipt with something done to what stands at `path`. */
function edited(
  receipt: Receipt,
  path: readonly string[],
  edit: (parent: Record<string, unknown> | unknown[], name: string) => void,
): Receipt {
  const copy = structuredClone(receipt);
  let parent = copy as unknown as Record<string, unknown>;
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
  edit(parent, path.at(-1) ?? '');
  return copy;
}

const change = (receipt: Receipt, path: readonly string[]) =>
  edited(receipt, path, (parent, name) =>
    Object.assign(parent, { [name]: other(Reflect.get(parent, name)) }),
  );
const leaveOut = (receipt: Receipt, path: readonly string[]) =>
  edited(receipt, path, (parent, name) =>
    Array.isArray(parent) ? parent.splice(Number(name), 1) : Reflect.deleteProperty(parent, name),
  );
const slipIn = (receipt: Receipt, path: readonly string[]) =>
  edited(receipt, path, (parent) =>
    Array.isArray(parent) ? parent.push('x') : Reflect.set(parent, 'slipped_in', 'x'),
  );

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string') return 'x';
  return `${value.startsWith('a') ? 'b' : 'a'}${value.slice(1)}`;
}

describe.each(engines)('the receipt of a deletion (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;
  const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  const env = () => ({ ...getEnv(), AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints') });
  const chain = () => ['--database', getEnv().DATABASE_URL, '--checkpoints', env().AUDIT_CHECKPOINT_DIR];
  const publicKey = () => createPublicKey(signingKey(getEnv().AUDIT_SIGNING_KEY));
  const findingsOf = (receipt: unknown) =>
    receiptFindings(receipt, publicKey()).map(({ what }: { what: string }) => what);

  beforeAll(async () => {
    console = await startTestConsole(engine, { ISALES_CALL_TIMEOUT_MS: '1000', SECOND_TRY_AFTER_MS: '3000' });
    operator = await console.member(['operator'], ['12']);
    console.runner.start();
    const pem = publicKey().export({ type: 'spki', format: 'pem' });
    writeFileSync(join(folder, 'key.pem'), pem);
  });
  afterAll(async () => {
    await console.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const signedAnew = ({ signature: _, ...statement }: Receipt): Receipt => ({
    ...statement,
    signature: sign(
      null,
      Buffer.from(canonicalJson(statement)),
      signingKey(env().AUDIT_SIGNING_KEY),
    ).toString('base64'),
  });
  const create = () => console.grant('deletion:create', operator);
  const find = async (id: string, member = operator) =>
    findReceipt(await console.grant('receipt:read', member), id);
  const receiptOf = async (id: string): Promise<Receipt> => {
    const found = await find(id);
    if (!found.ok) throw new Error(found.code);
    return found.value;
  };
  const statusOf = async (id: string) => {
    const row = await console.db
      .selectFrom('deletion')
      .select(['status', 'stop_reason'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.stop_reason ?? row?.status;
  };
  const reaches = (id: string, status: string) =>
    vi.waitFor(async () => expect(await statusOf(id)).toBe(status), { interval: 20, timeout: 25_000 });

  async function run(
    criterion: Criterion,
    { faults = [], numbers: own = [called], pauseAfter = null }: RunChanges = {},
  ): Promise<string> {
    const campaign = console.campaign(own.map((each) => ({ called: each, customField: '批次一' })));
    const { campaignId } = campaign;
    console.simulator.setFaults(faults.map((fault) => ({ ...fault, campaignId })));
    const request = await console.request(operator, campaign, criterion, {
      pauseAfter,
      ...(own.length > 1 ? { confirmation: { typedDigits: String(own.length) } } : {}),
    });
    const result = await requestDeletion(await create(), request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  }
  interface RunChanges {
    readonly faults?: readonly FaultInput[];
    readonly numbers?: readonly string[];
    readonly pauseAfter?: 10 | null;
  }

  async function runList(count: number, changes: RunChanges = {}): Promise<string> {
    const all = numbers(count);
    const { id: listId } = await console.list(operator, all);
    return run({ kind: 'called_list', listId }, { ...changes, numbers: all });
  }

  async function decide(id: string): Promise<void> {
    await console.db
      .updateTable('deletion_item')
      .set({ settle_at: null })
      .where('deletion_id', '=', id)
      .execute();
    const input = { deletionId: id, items: { all: 1 }, outcome: 'rejected', evidence: '查询名单，仍在其中' };
    expect(await decideUnknown(await create(), input)).toMatchObject({ ok: true });
  }

  /** A list that was cancelled after its first ten, one of which was lost and decided by a person. */
  async function cancelledList(): Promise<string> {
    const id = await runList(25, {
      pauseAfter: 10,
      faults: [
        { kind: 'result_code', code: '0200028' },
        { kind: 'reset_after_apply' },
        { kind: 'call_log_hidden', times: 'always' },
      ],
    });
    await reaches(id, 'first_ten_done');
    expect(await cancelByMember(await console.grant('deletion:cancel', operator), id)).toMatchObject({
      ok: true,
    });
    await decide(id);
    return id;
  }

  it('says what the counts before and after say, and is found out where it says something else', async () => {
    const id = await run({ kind: 'custom_field', customField: '批次一' });
    const counts = { scope: 'batch', before: 1, after: 0, successCount: 1, finding: 'matches' };
    const reconciled = async () => (await receiptOf(id)).reconciliation;
    await expect.poll(reconciled, { interval: 50, timeout: 25_000 }).toMatchObject(counts);
    const receipt = await receiptOf(id);
    expect(findingsOf(receipt)).toEqual([]);
    for (const path of leavesOf(receipt.reconciliation)) {
      const forged = signedAnew(change(receipt, ['reconciliation', ...path]));
      expect([path, findingsOf(forged)]).not.toEqual([path, []]);
    }
    expect(findingsOf(signedAnew({ ...receipt, reconciliation: null }))).not.toEqual([]);
  });

  it('says of every ending what the items say, and the verifier derives the same from its records', async () => {
    const endings = [
      await run({ kind: 'called', called }),
      await run({ kind: 'called', called: '13911112222' }),
      await run({ kind: 'custom_field', customField: '批次一' }),
      await run({ kind: 'recycle_time', mode: 'until', date: '2020-12-04' }),
      await run({ kind: 'recycle_time', mode: 'day', date: '2020-12-04' }),
      await run({ kind: 'recycle_time', mode: 'moment', date: '2020-12-04', time: '09:00:00' }),
      await run({ kind: 'called', called }, { faults: [{ kind: 'result_code', code: '0200028' }] }),
      await run({ kind: 'called', called }, { faults: [{ kind: 'reset_after_apply' }] }),
      await cancelledList(),
      // the second try of a lost call
      await runList(12, {
        faults: [{ kind: 'reset_before_apply' }, { kind: 'call_log_hidden', times: 'always' }],
      }),
    ];
    for (const id of endings) {
      await expect.poll(async () => (await find(id)).ok, { interval: 50, timeout: 25_000 }).toBe(true);
      const receipt = await receiptOf(id);
      expect(findingsOf(receipt)).toEqual([]);
      const items = await console.db
        .selectFrom('deletion_item')
        .select(['status', 'success_count', 'attempts'])
        .where('deletion_id', '=', id)
        .execute();
      const outcomes: Record<string, number> = {};
      for (const { status } of items) outcomes[status] = (outcomes[status] ?? 0) + 1;
      expect(receipt.calls.outcomes).toMatchObject(outcomes);
      expect(Object.values(receipt.calls.outcomes).reduce((sum, count) => sum + count)).toBe(items.length);
      expect(receipt.calls.successCount ?? 0).toBe(
        items.reduce((sum, item) => sum + (item.success_count ?? 0), 0),
      );
      expect(receipt.calls.made).toBe(items.reduce((sum, item) => sum + item.attempts, 0));
      expect(receipt.people[0]?.id).toBe(operator.id);
      expect(JSON.stringify(receipt)).not.toContain(called);
    }
    const [deleted = '', , , until = '', day = '', moment = '', , , cancelled = ''] = endings;
    expect(await receiptOf(deleted)).toMatchObject({
      decision: {
        reason: { category: 'consent_withdrawn', text: '客户来电要求', ticket: 'INC0012345' },
        criterion: { kind: 'called', value: '138****8000' },
        window: null,
        archiveHistory: 1,
      },
      calls: { made: 1, successCount: 1, answers: [{ from: 'answer', outcome: 'deleted', count: 1 }] },
      ending: { how: 'completed' },
    });
    const windows = [until, day, moment].map(async (id) => (await receiptOf(id)).decision.window);
    expect(await Promise.all(windows)).toEqual([
      { from: null, to: '2020-12-04 23:59:59' },
      { from: '2020-12-04 00:00:00', to: '2020-12-04 23:59:59' },
      { from: '2020-12-04 09:00:00', to: '2020-12-04 09:00:00' },
    ]);
    expect(await receiptOf(cancelled)).toMatchObject({
      ending: { how: 'cancelled', because: 'cancelled_by_member' },
      calls: { outcomes: { deleted: 8, rejected: 2, cancelled: 15, unknown: 0 } },
      people: [{ acts: ['deletion.requested', 'deletion.confirmed', 'deletion.cancelled', 'item.settled'] }],
    });
  }, 120_000);

  describe('with a checkpoint', () => {
    let receipt: Receipt;
    const save = (content: unknown) => {
      const file = join(folder, 'receipt.json');
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    function verify(file: string, ...options: readonly string[]) {
      const args = ['scripts/audit-verify.mjs', '--receipt', file, '--public-key', join(folder, 'key.pem')];
      const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...options], {
        cwd: root,
        encoding: 'utf8',
      });
      return { status, said: stderr, ...(status === 2 ? {} : JSON.parse(stdout)) };
    }

    beforeAll(async () => {
      const id = await cancelledList();
      expect((await receiptOf(id)).checkpoint).toBeNull();
      const file = save(await receiptOf(id));
      expect(verify(file)).toMatchObject({ status: 0, whole: true, checkpoint: null });
      expect(verify(file).said).toContain('No checkpoint covered its last record');
      // the chain goes on behind it
      await run({ kind: 'called', called: '13911112222' });
      await attestChain(console.db, env());
      receipt = await receiptOf(id);
    }, 60_000);

    it('is whole by itself and in the chain that it comes from, and the same whenever it is made', async () => {
      expect(receipt.checkpoint?.n).toBe(1);
      // what a server component may hand to the page
      const { records: _, ...shown } = receipt;
      expect(shown).toStrictEqual(structuredClone(shown));
      expect(await receiptOf(receipt.deletionId)).toEqual(receipt);
      const file = save(receipt);
      expect(verify(file)).toMatchObject({ status: 0, whole: true, inChain: null, checkpoint: 1 });
      expect(verify(file, ...chain())).toMatchObject({ status: 0, whole: true, inChain: true });
    });

    it('is found changed in whatever value is changed, left out or slipped in', () => {
      const paths = leavesOf(receipt);
      expect(paths.length).toBeGreaterThan(300);
      for (const path of paths) {
        const at = path.join('.');
        for (const tamper of [change, leaveOut, slipIn])
          expect([at, findingsOf(tamper(receipt, path))]).not.toEqual([at, []]);
      }
    });

    it('is found out where it says what its records do not, even signed by the key itself', () => {
      // nothing but the signature tells these
      const attested = ['timeZone', 'signature'];
      for (const path of leavesOf(receipt)) {
        if (attested.includes(path.join('.'))) continue;
        const at = path.join('.');
        const findings = findingsOf(signedAnew(change(receipt, path)));
        expect([at, findings]).not.toEqual([at, []]);
        expect(findings).not.toContain('the receipt is not signed by the key');
      }
    });

    it('is found out in the chain, where the records themselves were made anew with it', () => {
      let previous = receipt.records[0];
      const records = receipt.records.map(({ hash: _, ...record }) => {
        const isNext = previous?.seq === record.seq - 1;
        const renamed = {
          ...record,
          ...(record.actor_name === null ? {} : { actor_name: '王强' }),
          ...(isNext ? { prev_hash: previous?.hash ?? '' } : {}),
        };
        previous = { ...renamed, hash: recordHash(renamed) };
        return previous;
      });
      const forged = signedAnew({
        ...receipt,
        records,
        people: receipt.people.map((person) => ({ ...person, name: '王强' })),
        decision: { ...receipt.decision, requester: { ...receipt.decision.requester, name: '王强' } },
        chain: { ...receipt.chain, lastHash: previous?.hash ?? '' },
      });
      expect(findingsOf(forged)).toEqual([]);
      expect(verify(save(forged), ...chain())).toMatchObject({
        status: 1,
        firstBadSeq: records[0]?.seq,
        inChain: false,
      });
    });

    it('is found out in the chain, where a record of the deletion was left out of it', () => {
      const last = receipt.records.at(-1);
      const records = receipt.records.slice(0, -1);
      const before = records.at(-1);
      // the decision of the person kept back, the outcome still unknown
      const forged = signedAnew({
        ...receipt,
        records,
        people: receipt.people.map((person) => ({
          ...person,
          acts: person.acts.filter((act) => act !== 'item.settled'),
        })),
        calls: {
          ...receipt.calls,
          lastAt: records.findLast((record) => record.item_id !== null)?.at ?? null,
          outcomes: { ...receipt.calls.outcomes, rejected: 1, unknown: 1 },
          answers: receipt.calls.answers.filter((answer) => answer.from !== 'person'),
        },
        chain: {
          ...receipt.chain,
          records: records.length,
          lastSeq: before?.seq ?? 0,
          lastHash: before?.hash ?? '',
        },
      });
      expect(last?.type).toBe('item.settled');
      const checked = verify(save(forged), ...chain());
      // it is an older state of the truth: the verifier says that there is a newer one
      expect(checked).toMatchObject({ status: 0 });
      expect(checked.said).toContain('1 records came after this receipt');
      const middle = receipt.records.find((record) => record.type === 'deletion.paused');
      const withoutPause = signedAnew({
        ...receipt,
        records: receipt.records.filter((record) => record !== middle),
        chain: { ...receipt.chain, records: receipt.chain.records - 1 },
      });
      expect(findingsOf(withoutPause)).toEqual([]);
      expect(verify(save(withoutPause), ...chain())).toMatchObject({
        status: 1,
        findings: [expect.stringContaining('chain.records of the receipt')],
      });
    });

    it('is no receipt at all under another key', () => {
      const stranger = createPublicKey(signingKey(Buffer.alloc(32, 7)));
      expect(receiptFindings(receipt, stranger)).toContainEqual({
        what: 'the receipt is not signed by the key',
      });
    });
  });

  it('of a long list tells number and digest of the records of calls, which the chain then proves', async () => {
    const id = await runList(501);
    await reaches(id, 'completed');
    await attestChain(console.db, env());
    const receipt = await receiptOf(id);
    expect(receipt.leftOut).toMatchObject({
      records: 1_002,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(receipt.records.map((record) => record.type)).toEqual([
      'deletion.requested',
      'deletion.confirmed',
      'deletion.completed',
    ]);
    expect(receipt.calls).toMatchObject({ made: 501, successCount: 501, outcomes: { deleted: 501 } });
    expect(findingsOf(receipt)).toEqual([]);
    const file = join(folder, 'long.json');
    writeFileSync(file, JSON.stringify(receipt));
    const args = ['scripts/audit-verify.mjs', '--quiet', '--public-key', join(folder, 'key.pem')];
    const inChain = (content: Receipt) => {
      writeFileSync(file, JSON.stringify(content));
      const options = ['--receipt', file, ...chain()];
      const { stdout } = spawnSync(process.execPath, [...args, ...options], { cwd: root, encoding: 'utf8' });
      return JSON.parse(stdout);
    };
    expect(inChain(receipt)).toMatchObject({ whole: true, inChain: true });
    const { signature: _, ...statement } = {
      ...receipt,
      calls: { ...receipt.calls, successCount: 500 },
      leftOut: { records: 1_002, sha256: '0'.repeat(64) },
    };
    const key = signingKey(getEnv().AUDIT_SIGNING_KEY);
    const signature = sign(null, Buffer.from(canonicalJson(statement)), key).toString('base64');
    expect(inChain({ ...statement, signature }).findings).toEqual([
      'calls.successCount of the receipt is 500, its records say 501',
      expect.stringContaining('leftOut.sha256 of the receipt'),
    ]);
  }, 120_000);

  it('is for the requester, whoever sees all of the campaign, and the auditor; for others there is none', async () => {
    const id = await run({ kind: 'called', called });
    await expect.poll(async () => (await find(id)).ok, { interval: 20 }).toBe(true);
    const as = async (role: Role, scope: readonly string[]) => {
      const found = await find(id, await console.member([role], scope));
      return found.ok ? found.value.deletionId : found.code;
    };
    expect(await as('approver', ['12'])).toBe(id);
    expect(await as('auditor', [])).toBe(id);
    expect(await as('operator', ['12'])).toBe('not_found');
    expect(await as('approver', ['13'])).toBe('not_found');
    await expect(as('admin', [])).rejects.toThrow('not_allowed');
    expect(await find('del_0000000000')).toMatchObject({ code: 'not_found' });
  });

  it('is made when the deletion has ended, not before', async () => {
    const id = await runList(11, { pauseAfter: 10 });
    await reaches(id, 'first_ten_done');
    expect(await find(id)).toMatchObject({ ok: false, code: 'not_ended' });
    await cancelByMember(await console.grant('deletion:cancel', operator), id);
    expect(await find(id)).toMatchObject({ ok: true });
  });
});

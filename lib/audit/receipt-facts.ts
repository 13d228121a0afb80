import type { AuditEventTable } from '../db/schema.ts';
import { windowOf } from '../deletions/recycle-window.ts';
import type { AuditEventData, AuditEventType, AuditedCriterion } from './events.ts';
import type {
  ReceiptAnswer,
  ReceiptCalls,
  ReceiptDecision,
  ReceiptFacts,
  ReceiptPerson,
} from './receipt-view.ts';

type SettledOutcome = AuditEventData['item.settled']['data']['outcome'];
/** How an item stands that has no outcome yet; `sent_again` is the second try of a lost call. */
type Unsettled = 'sent' | 'sent_again' | 'unknown';

/**
 * Gathers what the records of one deletion say, added in the order of the chain. Memory grows with the kinds of
 * answers and with what has no outcome, not with the calls. `scripts/audit-verify/receipt.mjs` derives the same on
 * its own.
 */
export class ReceiptFactsOfRecords {
  #decision: ReceiptDecision | undefined;
  #ending: ReceiptFacts['ending'] | undefined;
  #reconciliation: ReceiptFacts['reconciliation'] = null;
  #chain: ReceiptFacts['chain'] | undefined;
  readonly #people = new Map<string, { person: ReceiptPerson; acts: Set<AuditEventType> }>();
  readonly #unsettled = new Map<string, Unsettled>();
  readonly #answers = new Map<string, ReceiptAnswer>();
  readonly #settled = { deleted: 0, nothing_matched: 0, rejected: 0 };
  #made = 0;
  #firstAt: number | null = null;
  #lastAt: number | null = null;
  #successCount: number | null = null;
  #uncounted = 0;

  add(record: AuditEventTable): void {
    const { seq, hash } = record;
    this.#chain = {
      firstSeq: this.#chain?.firstSeq ?? seq,
      lastSeq: seq,
      lastHash: hash,
      records: (this.#chain?.records ?? 0) + 1,
    };
    if (record.type.startsWith('call.') || record.type === 'item.settled') this.#addCall(record);
    // a call goes out in the name of the requester: nobody does it
    if (!record.type.startsWith('call.')) this.#addPerson(record);
    switch (record.type) {
      case 'deletion.requested':
        this.#decision = decisionOf(record);
        return;
      case 'deletion.reconciled':
        this.#reconciliation = dataOf<'deletion.reconciled'>(record);
        return;
      case 'deletion.completed':
        this.#ending = { at: record.at, how: 'completed', because: null };
        return;
      case 'deletion.cancelled': {
        const { because } = dataOf<'deletion.cancelled'>(record);
        this.#ending = { at: record.at, how: 'cancelled', because };
      }
    }
  }

  /** What was gathered: or which part of it the records do not tell. */
  facts(): ReceiptFacts | 'no_request' | 'no_ending' {
    const [decision, ending, chain] = [this.#decision, this.#ending, this.#chain];
    if (!decision || !chain) return 'no_request';
    if (!ending) return 'no_ending';
    const people = [...this.#people.values()].map(({ person, acts }) => ({ ...person, acts: [...acts] }));
    const calls = this.#calls(decision.items);
    return { decision, people, calls, reconciliation: this.#reconciliation, ending, chain };
  }

  #calls(items: number): ReceiptCalls {
    const open = [...this.#unsettled.values()];
    const unknown = open.filter((state) => state === 'unknown').length;
    const known = { ...this.#settled, unknown, sent: open.length - unknown };
    const through = Object.values(known).reduce((sum, count) => sum + count, 0);
    return {
      made: this.#made,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      outcomes: { ...known, cancelled: items - through },
      successCount: this.#successCount,
      uncounted: this.#uncounted,
      answers: [...this.#answers.values()],
    };
  }

  #addPerson({ actor_id: id, actor_name: name, actor_roles: roles, type }: AuditEventTable): void {
    if (id === null) return;
    const known = this.#people.get(id) ?? { person: { id, name, roles, acts: [] }, acts: new Set() };
    known.acts.add(type);
    this.#people.set(id, known);
  }

  #addCall(record: AuditEventTable): void {
    const item = record.item_id ?? '';
    const state = this.#unsettled.get(item);
    this.#lastAt = record.at;
    switch (record.type) {
      case 'call.intended':
        this.#made += 1;
        this.#firstAt ??= record.at;
        this.#unsettled.set(item, state === undefined ? 'sent' : 'sent_again');
        return;
      case 'call.answered': {
        const data = dataOf<'call.answered'>(record);
        this.#addAnswer({
          from: 'answer',
          outcome: data.outcome,
          resultCode: data.resultCode,
          because: data.unknownReason ?? data.notSentBecause,
          words: data.resultDesc,
        });
        const { outcome } = data;
        if (outcome === 'deleted' || outcome === 'nothing_matched')
          this.#settle(item, outcome, data.successCount);
        // what a second try was told says nothing about the call that was lost
        else if (outcome === 'unknown' || state === 'sent_again') this.#unsettled.set(item, 'unknown');
        else if (outcome === 'rejected') this.#settle(item, outcome, null);
        else this.#unsettled.delete(item);
        return;
      }
      case 'call.answered_late': {
        const { outcome, resultCode } = dataOf<'call.answered_late'>(record);
        this.#addAnswer({ from: 'late_answer', outcome, resultCode, because: null, words: null });
        return;
      }
      case 'item.settled': {
        const { outcome, settledBy, resultCode, evidence } = dataOf<'item.settled'>(record);
        const words = settledBy === 'person' ? evidence.said : evidence.resultDesc;
        this.#addAnswer({
          from: settledBy,
          outcome,
          resultCode,
          because: null,
          words: typeof words === 'string' ? words : null,
        });
        this.#settle(item, outcome, null);
      }
    }
  }

  #settle(item: string, outcome: SettledOutcome, rows: number | null): void {
    this.#unsettled.delete(item);
    this.#settled[outcome] += 1;
    if (rows !== null) this.#successCount = (this.#successCount ?? 0) + rows;
    else if (outcome === 'deleted') this.#uncounted += 1;
  }

  #addAnswer(answer: Omit<ReceiptAnswer, 'count'>): void {
    const key = [answer.from, answer.outcome, answer.resultCode, answer.because].join('\n');
    const known = this.#answers.get(key) ?? { ...answer, count: 0 };
    this.#answers.set(key, { ...known, count: known.count + 1 });
  }
}

function dataOf<Type extends AuditEventType>(record: AuditEventTable): AuditEventData[Type]['data'] {
  return JSON.parse(record.data);
}

function decisionOf(record: AuditEventTable): ReceiptDecision {
  const data = dataOf<'deletion.requested'>(record);
  return {
    at: record.at,
    requester: { id: record.actor_id, name: record.actor_name },
    campaign: { vdnId: record.vdn_id, campaignId: record.campaign_id, name: data.campaignName },
    criterion: data.criterion,
    window: receiptWindow(data.criterion),
    archiveHistory: data.archiveHistory,
    reason: data.reason,
    preview: data.preview,
    items: data.items,
    pauseAfter: data.pauseAfter ?? null,
    repeatOf: data.repeatOf,
    digest: data.digest,
  };
}

function receiptWindow({ mode, date, time }: AuditedCriterion): ReceiptDecision['window'] {
  if (mode === null || date === null) return null;
  const { from = null, to } = windowOf(mode, date, time ?? '');
  return { from, to };
}

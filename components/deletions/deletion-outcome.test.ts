import { describe, expect, it } from 'vitest';
import type { DeletionView, ItemView } from '#lib/deletions/deletion-view.ts';
import { deletedCount, differenceOf, expectationOf, outcomeOf, resultSentence } from './deletion-outcome.ts';
import { isMoving, nextReadMs, ReadRefusedError, stalenessOf } from './deletion-query.ts';

function item(changes: Partial<ItemView> = {}): ItemView {
  return {
    id: 'itm_1',
    position: 1,
    status: 'deleted',
    attempts: 1,
    value: '138****5678',
    successCount: 1,
    resultCode: '0200000',
    resultDesc: null,
    unknownReason: null,
    settledBy: 'answer',
    sentAt: 1,
    answeredAt: 2,
    looks: 0,
    nextLookAt: null,
    secondTryAt: null,
    waitsForPerson: false,
    ...changes,
  };
}

function view(changes: Partial<DeletionView> = {}): DeletionView {
  return {
    id: 'del_1',
    status: 'completed',
    stopReason: null,
    campaign: { vdnId: 12, campaignId: '146', name: 'Autumn' },
    requester: { id: 'mem_1', name: 'Li Na' },
    criterion: { kind: 'called', value: '138****5678' },
    archiveHistory: 1,
    reason: { category: 'complaint', text: '', ticket: '' },
    preview: { status: 3, leftToCall: 800, scope: 'campaign', readAt: 1 },
    createdAt: 1,
    finishedAt: 2,
    isSettling: false,
    items: [item()],
    list: null,
    reconciliation: null,
    pauseAfter: null,
    approval: null,
    notBefore: null,
    failed: null,
    mayPause: false,
    mayResume: false,
    mayCancel: false,
    undecided: 0,
    mayDecide: false,
    ...changes,
  };
}

describe('the result of a deletion', () => {
  it('counts only what the vendor told', () => {
    expect(deletedCount(view())).toBe(1);
    expect(deletedCount(view({ items: [item({ successCount: null })] }))).toBeNull();
    expect(deletedCount(view({ items: [item({ successCount: null }), item({ successCount: 3 })] }))).toBe(3);
  });

  it('never hides an unknown outcome behind known ones', () => {
    const items = [item(), item({ status: 'rejected' }), item({ status: 'unknown', successCount: null })];
    expect(outcomeOf({ items })).toBe('unknown');
  });

  it.each([
    [view(), 'deletedArchived'],
    [view({ archiveHistory: 0 }), 'deletedPermanent'],
    [view({ items: [item({ successCount: null, settledBy: 'call_log' })] }), 'deletedNoCount'],
    [view({ items: [item({ successCount: null, settledBy: 'person' })] }), 'deletedByPerson'],
    [view({ items: [item({ status: 'nothing_matched', successCount: 0 })] }), 'nothingMatched'],
    [view({ items: [item({ status: 'unknown', successCount: null })] }), 'unknown'],
    [view({ status: 'paused', items: [item({ status: 'pending', successCount: null })] }), 'paused'],
    [view({ status: 'queued', items: [item({ status: 'pending', successCount: null })] }), 'queued'],
    [view({ status: 'running', items: [item({ status: 'sent', successCount: null })] }), 'sent'],
    [view({ status: 'cancelled', items: [item({ status: 'cancelled', successCount: null })] }), 'cancelled'],
    [
      view({ status: 'rejected', items: [item({ status: 'pending', successCount: null })] }),
      'approvalRejected',
    ],
    // what was sent keeps its true outcome, also when the rest was cancelled
    [view({ status: 'cancelled', items: [item({ status: 'unknown', successCount: null })] }), 'unknown'],
    [view({ items: [item(), item({ status: 'nothing_matched' })] }), 'mixed'],
  ])('has the sentence of what is known (%#)', (given, sentence) => {
    expect(resultSentence(given)).toBe(sentence);
  });
});

describe('expected against deleted', () => {
  it('expects one row for one number, whatever the campaign holds', () => {
    expect(expectationOf(view())).toEqual({ of: 'numbers', count: 1 });
  });

  it('takes the count of a batch as an estimate and that of a campaign as an upper bound', () => {
    const batch = { kind: 'custom_field', value: 'B1' } as const;
    const preview = { status: 3, leftToCall: 412, scope: 'batch', readAt: 1 } as const;
    expect(expectationOf(view({ criterion: batch, preview }))).toEqual({ of: 'batch', count: 412 });
    const recycle = { kind: 'recycle_time', value: '', mode: 'day', date: '2026-11-01' } as const;
    expect(expectationOf(view({ criterion: recycle }))).toEqual({ of: 'campaign', count: 800 });
    expect(expectationOf(view({ criterion: recycle, preview: { ...preview, leftToCall: null } }))).toEqual({
      of: 'unavailable',
      count: null,
    });
  });

  it.each([
    [{ of: 'numbers', count: 1 }, 1, { by: 0, why: null }],
    [{ of: 'numbers', count: 1 }, 0, { by: -1, why: 'whyZeroOne' }],
    [{ of: 'numbers', count: 1 }, 3, { by: 2, why: null }],
    [{ of: 'batch', count: 412 }, 412, { by: 0, why: null }],
    [{ of: 'batch', count: 412 }, 400, { by: -12, why: 'whyLess' }],
    [{ of: 'batch', count: 412 }, 420, { by: 8, why: 'whyMore' }],
    [{ of: 'campaign', count: 800 }, 20, { by: null, why: 'whyUpperBound' }],
    [{ of: 'campaign', count: 800 }, 0, { by: null, why: 'whyZero' }],
    [{ of: 'campaign', count: 800 }, 801, { by: 1, why: 'whyMore' }],
    [{ of: 'unavailable', count: null }, 5, { by: null, why: 'whyUnavailable' }],
  ] as const)('explains %j with %i deleted', (expected, deleted, difference) => {
    expect(differenceOf(expected, deleted)).toEqual(difference);
  });
});

describe('reading on', () => {
  it('goes on while something may change by itself, and stops then', () => {
    expect(isMoving(view())).toBe(false);
    expect(isMoving(view({ status: 'paused' }))).toBe(false);
    expect(isMoving(view({ status: 'queued' }))).toBe(true);
    expect(isMoving(view({ status: 'running' }))).toBe(true);
    expect(isMoving(view({ isSettling: true }))).toBe(true);
    expect(isMoving(view({ status: 'cancelled', items: [item({ status: 'sent' })] }))).toBe(true);
    expect(nextReadMs(view(), null, false)).toBe(false);
    expect(nextReadMs(view({ status: 'running' }), null, false)).toBe(1_000);
    expect(nextReadMs(view({ status: 'paused' }), null, true)).toBe(1_000);
  });

  it('tries again after trouble of the network, and not after a refusal', () => {
    const running = view({ status: 'running' });
    expect(stalenessOf(new TypeError('Failed to fetch'))).toBe('offline');
    expect(stalenessOf(new ReadRefusedError(502))).toBe('offline');
    expect(stalenessOf(new ReadRefusedError(401))).toBe('signed_out');
    expect(stalenessOf(new ReadRefusedError(404))).toBe('refused');
    expect(nextReadMs(running, new TypeError('Failed to fetch'), false)).toBe(1_000);
    expect(nextReadMs(running, new ReadRefusedError(401), false)).toBe(false);
    expect(nextReadMs(running, new ReadRefusedError(403), false)).toBe(false);
  });
});

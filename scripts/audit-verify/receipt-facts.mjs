// What the records of one deletion say: derived here on its own, to be held against what a receipt says.

/** Events by which a deletion ends. */
const endings = { 'deletion.completed': 'completed', 'deletion.cancelled': 'cancelled' };

/** Takes the records of a deletion one by one, in order, and tells what they come to. */
export function gatherFacts() {
  const people = new Map();
  const answers = new Map();
  /** Of each item without an outcome: how often it was sent, and whether an answer is due. */
  const open = new Map();
  const done = { deleted: 0, nothing_matched: 0, rejected: 0 };
  const calls = { made: 0, firstAt: null, lastAt: null, successCount: null, uncounted: 0 };
  let [decision, reconciliation, ending, chain] = [null, null, null, null];

  const finish = (item, outcome, rows) => {
    open.delete(item);
    done[outcome] += 1;
    if (typeof rows === 'number') calls.successCount = (calls.successCount ?? 0) + rows;
    else if (outcome === 'deleted') calls.uncounted += 1;
  };
  const note = (from, { outcome, resultCode, because = null, words = null }) => {
    const key = JSON.stringify([from, outcome, resultCode, because]);
    const known = answers.get(key);
    if (known) known.count += 1;
    else answers.set(key, { from, outcome, resultCode, because, words, count: 1 });
  };

  const byType = {
    'deletion.requested': (record, data) => {
      const { campaignName, criterion, archiveHistory, reason, preview, items, repeatOf, digest } = data;
      decision = {
        at: record.at,
        requester: { id: record.actor_id, name: record.actor_name },
        campaign: { vdnId: record.vdn_id, campaignId: record.campaign_id, name: campaignName },
        criterion,
        window: windowOf(criterion),
        archiveHistory,
        reason,
        preview,
        items,
        pauseAfter: data.pauseAfter ?? null,
        repeatOf,
        digest,
      };
    },
    'deletion.reconciled': (_, counts) => {
      reconciliation = counts;
    },
    'call.intended': ({ item_id, at }) => {
      calls.made += 1;
      calls.firstAt ??= at;
      calls.lastAt = at;
      open.set(item_id, { sent: (open.get(item_id)?.sent ?? 0) + 1, isDue: true });
    },
    'call.answered': ({ item_id, at }, data) => {
      const { outcome, resultCode, unknownReason, notSentBecause, resultDesc, successCount } = data;
      note('answer', { outcome, resultCode, because: unknownReason ?? notSentBecause, words: resultDesc });
      calls.lastAt = at;
      const sent = open.get(item_id)?.sent ?? 1;
      if (outcome === 'deleted' || outcome === 'nothing_matched') finish(item_id, outcome, successCount);
      // a lost call stays lost, whatever is said to the one after it
      else if (sent > 1 || outcome === 'unknown') open.set(item_id, { sent, isDue: false });
      else if (outcome === 'rejected') finish(item_id, outcome);
      else open.delete(item_id);
    },
    'call.answered_late': ({ at }, { outcome, resultCode }) => {
      calls.lastAt = at;
      note('late_answer', { outcome, resultCode });
    },
    'item.settled': ({ item_id, at }, { outcome, settledBy, resultCode, evidence }) => {
      calls.lastAt = at;
      const words = (settledBy === 'person' ? evidence.said : evidence.resultDesc) ?? null;
      note(settledBy, { outcome, resultCode, words });
      finish(item_id, outcome);
    },
  };

  return {
    add(record) {
      const data = JSON.parse(record.data);
      chain = {
        firstSeq: chain?.firstSeq ?? record.seq,
        lastSeq: record.seq,
        lastHash: record.hash,
        records: (chain?.records ?? 0) + 1,
      };
      if (record.actor_id !== null && !record.type.startsWith('call.')) {
        const { actor_id: id, actor_name: name, actor_roles: roles } = record;
        if (!people.has(id)) people.set(id, { id, name, roles, acts: [] });
        const { acts } = people.get(id);
        if (!acts.includes(record.type)) acts.push(record.type);
      }
      const how = endings[record.type];
      if (how) ending = { at: record.at, how, because: data.because ?? null };
      byType[record.type]?.(record, data);
    },
    facts() {
      const sent = [...open.values()].filter(({ isDue }) => isDue).length;
      const known = { ...done, sent, unknown: open.size - sent };
      const through = Object.values(known).reduce((sum, count) => sum + count, 0);
      const outcomes = { ...known, cancelled: (decision?.items ?? 0) - through };
      return {
        decision,
        people: [...people.values()],
        calls: { ...calls, outcomes, answers: [...answers.values()] },
        reconciliation,
        ending,
        chain,
      };
    },
  };
}

/** The civil time that a recycle time stands for; null for another criterion. */
function windowOf({ mode, date, time }) {
  if (!mode) return null;
  if (mode === 'moment') return { from: `${date} ${time}`, to: `${date} ${time}` };
  return { from: mode === 'day' ? `${date} 00:00:00` : null, to: `${date} 23:59:59` };
}

// Decides from the vendor's ledger and the database alone whether the invariants of faults.md hold. It shares no
// code with the product, on purpose: what the product believes about itself proves nothing.
import { createHash, createHmac } from 'node:crypto';

/** Clocks of the two processes are the same machine's; a millisecond may lie between them. */
const clockSlackMs = 5;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function chainBreaks(events) {
  const breaks = [];
  let previous = '0'.repeat(64);
  let expected = 1;
  for (const event of events) {
    const { hash, ...record } = event;
    const keys = Object.keys(record).sort();
    const text = `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key] ?? null)}`).join(',')}}`;
    if (record.seq !== expected) breaks.push(`I9: record ${record.seq} stands where ${expected} was due`);
    if (record.prev_hash !== previous || hash !== sha256(text))
      breaks.push(`I9: record ${record.seq} is not in the chain`);
    previous = hash;
    expected = record.seq + 1;
  }
  return breaks;
}

/**
 * Every breach that is found, as a sentence. `facts` holds the rows of deletion_item and audit_event (by seq), the
 * ledger, the numbers that were accepted, and the key of the fingerprints.
 */
export function findBreaches({ items, events, ledger, accepted, hmacKey }) {
  const breaches = chainBreaks(events);
  const fingerprint = (value) => createHmac('sha256', hmacKey).update(`called\0${value}`).digest('hex');
  const byHmac = new Map(items.map((item) => [item.value_hmac, item]));
  const ofItem = (type) => {
    const found = new Map();
    for (const event of events) {
      if (event.type === type) found.set(event.item_id, [...(found.get(event.item_id) ?? []), event]);
    }
    return found;
  };
  const intents = ofItem('call.intended');
  const answers = ofItem('call.answered');
  const received = new Map();
  for (const entry of ledger.deletes) {
    const body = JSON.parse(entry.body);
    const keys = Object.keys(body).sort().join(',');
    if (keys !== 'archiveHistory,called') breaches.push(`I7: a body holds ${keys}`);
    const item = byHmac.get(fingerprint(body.called));
    if (!item) {
      breaches.push('I7: a number was sent that is not in the list');
      continue;
    }
    received.set(item.id, [...(received.get(item.id) ?? []), entry]);
    const before = (intents.get(item.id) ?? []).filter(
      (intent) => intent.at <= entry.receivedAt.wallMs + clockSlackMs,
    );
    if (before.length < received.get(item.id).length) {
      breaches.push(`I1: item ${item.position} was received without an intent before it`);
    }
    if ((intents.get(item.id) ?? []).some((intent) => intent.actor_id === null)) {
      breaches.push(`I1: an intent of item ${item.position} names nobody`);
    }
  }
  for (const [campaignId, most] of Object.entries(ledger.maxSimultaneousDeletes)) {
    if (most > 1) breaches.push(`I6: campaign ${campaignId} had ${most} deletes at once`);
  }
  const statuses = ['pending', 'sent', 'deleted', 'nothing_matched', 'rejected', 'unknown', 'cancelled'];
  for (const item of items) {
    const calls = received.get(item.id) ?? [];
    const applied = calls.filter((entry) => entry.appliedAt !== null).length;
    const unsent = (answers.get(item.id) ?? []).filter(
      (event) => JSON.parse(event.data).outcome === 'not_sent',
    ).length;
    if (!statuses.includes(item.status)) breaches.push(`I4: item ${item.position} is ${item.status}`);
    if (item.status === 'deleted' && applied === 0)
      breaches.push(`I2: item ${item.position} is deleted, and nothing was`);
    if (item.status === 'nothing_matched' && applied === 0)
      breaches.push(`I2: item ${item.position} matched nothing, and was never tried`);
    if (item.status === 'rejected' && applied > 0)
      breaches.push(`I3: item ${item.position} is rejected, and was applied`);
    if (item.status === 'pending' && applied > 0)
      breaches.push(`I3: item ${item.position} waits, and was applied`);
    if (item.attempts > 1 + unsent) breaches.push(`I10: item ${item.position} had ${item.attempts} attempts`);
    if (calls.length > 1 + unsent)
      breaches.push(`I10: item ${item.position} was received ${calls.length} times`);
    if (item.status === 'unknown' && item.unknown_reason === null)
      breaches.push(`I4: item ${item.position} is unknown without a reason`);
  }
  if (items.length !== accepted) breaches.push(`I5: ${accepted} were accepted, ${items.length} are there`);
  return breaches;
}

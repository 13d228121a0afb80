// Decides from the vendor's ledger and the database alone whether the invariants of faults.md hold. It shares no
// code with the product, on purpose: what the product believes about itself proves nothing.
import { createHash, createHmac } from 'node:crypto';

/** Clocks of the two processes are the same machine's; a millisecond may lie between them. */
const clockSlackMs = 5;
/** I10: calls in all, as a multiple of the rows that are there. */
const callsPerRow = 1.1;

/**
 * From an acknowledged pause or cancel of a deletion until it was let go on (ms UTC); the ledger must be silent.
 * @typedef {{ deletionId: string, from: number, until: number }} Standstill
 */

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

/** The lists below the key of an entry. */
function groupBy(entries, keyOf) {
  const groups = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** What the audit says of an item's attempts must fit with each other: one intent, then one answer at the most. */
function attemptBreaks(item, intents, answers) {
  const breaks = [];
  const attempts = intents.map((intent) => intent.data.attempt);
  if (attempts.some((attempt, index) => attempt !== index + 1))
    breaks.push(`I1: item ${item.position} has intents for the attempts ${attempts}`);
  if (attempts.length !== item.attempts)
    breaks.push(`I1: item ${item.position} had ${item.attempts} attempts and ${attempts.length} intents`);
  for (const [attempt, given] of groupBy(answers, (answer) => answer.data.attempt)) {
    if (given.length > 1) breaks.push(`I4: attempt ${attempt} of item ${item.position} was answered twice`);
  }
  if (answers.length !== intents.length)
    breaks.push(`I4: item ${item.position} has ${intents.length} intents and ${answers.length} answers`);
  return breaks;
}

/**
 * Every breach that is found, as a sentence. `facts` holds the rows of deletion, deletion_item and audit_event (by
 * seq), the ledger, the numbers that were accepted, the times at which deletions stood still, and the key of the
 * fingerprints.
 */
export function findBreaches({ items, deletions, events, ledger, accepted, standstills, hmacKey }) {
  const breaches = chainBreaks(events);
  const fingerprint = (value) => createHmac('sha256', hmacKey).update(`called\0${value}`).digest('hex');
  const byHmac = new Map(items.map((item) => [`${item.campaign_id} ${item.value_hmac}`, item]));
  const ofType = (type) =>
    groupBy(
      events
        .filter((event) => event.type === type)
        .map((event) => ({ ...event, data: JSON.parse(event.data) })),
      (event) => event.item_id,
    );
  const intents = ofType('call.intended');
  const answers = ofType('call.answered');
  const stood = groupBy(standstills, (each) => each.deletionId);
  const received = new Map(items.map((item) => [item.id, []]));
  for (const entry of ledger.deletes) {
    const body = JSON.parse(entry.body);
    const keys = Object.keys(body).sort().join(',');
    if (keys !== 'archiveHistory,called') breaches.push(`I7: a body holds ${keys}`);
    const item = byHmac.get(`${entry.campaignId} ${fingerprint(body.called)}`);
    if (!item) {
      breaches.push('I7: a number was sent that is not in a list of this campaign');
      continue;
    }
    const calls = received.get(item.id);
    calls.push(entry);
    const at = entry.receivedAt.wallMs;
    const before = (intents.get(item.id) ?? []).filter((intent) => intent.at <= at + clockSlackMs);
    if (before.length < calls.length)
      breaches.push(`I1: item ${item.position} was received without an intent before it`);
    const names = ['actor_id', 'deletion_id', 'campaign_id', 'vdn_id'];
    for (const intent of before) {
      for (const name of names)
        if (intent[name] === null) breaches.push(`I1: an intent of item ${item.position} has no ${name}`);
    }
    for (const still of stood.get(item.deletion_id) ?? []) {
      if (at > still.from + clockSlackMs && at < still.until - clockSlackMs)
        breaches.push(`I8: item ${item.position} was received while its deletion stood still`);
    }
  }
  for (const [campaignId, most] of Object.entries(ledger.maxSimultaneousDeletes)) {
    if (most > 1) breaches.push(`I6: campaign ${campaignId} had ${most} deletes at once`);
  }
  const ended = ['deleted', 'nothing_matched', 'rejected', 'unknown', 'cancelled'];
  let tries = 0;
  for (const item of items) {
    const calls = received.get(item.id);
    const given = answers.get(item.id) ?? [];
    const applied = calls.filter((entry) => entry.appliedAt !== null).length;
    const unsent = given.filter((event) => event.data.outcome === 'not_sent').length;
    const lost = given.filter((event) => event.data.outcome === 'unknown').length;
    /** One more try for a call that was lost; one for each that provably never arrived. */
    const budget = Math.min(lost, 1) + unsent;
    tries += Math.max(0, calls.length - unsent);
    breaches.push(...attemptBreaks(item, intents.get(item.id) ?? [], given));
    if (!ended.includes(item.status)) breaches.push(`I4: item ${item.position} ended as ${item.status}`);
    if (item.status === 'deleted' && applied === 0)
      breaches.push(`I2: item ${item.position} is deleted, and nothing was`);
    if (item.status === 'nothing_matched' && applied === 0)
      breaches.push(`I2: item ${item.position} matched nothing, and was never tried`);
    if ((item.status === 'rejected' || item.status === 'cancelled') && applied > 0)
      breaches.push(`I3: item ${item.position} is ${item.status}, and was applied`);
    if (item.attempts > 1 + budget) breaches.push(`I10: item ${item.position} had ${item.attempts} attempts`);
    if (calls.length > 1 + budget)
      breaches.push(`I10: item ${item.position} was received ${calls.length} times`);
    if (item.status === 'unknown' && item.unknown_reason === null)
      breaches.push(`I4: item ${item.position} is unknown without a reason`);
  }
  if (tries > items.length * callsPerRow + 20)
    breaches.push(`I10: ${items.length} rows took ${tries} calls that may have been carried out`);
  if (items.length !== accepted) breaches.push(`I5: ${accepted} were accepted, ${items.length} are there`);
  for (const deletion of deletions) {
    if (!['completed', 'cancelled'].includes(deletion.status) || deletion.is_open !== 0)
      breaches.push(`I11: a deletion is left ${deletion.status}`);
    const own = items.filter((item) => item.deletion_id === deletion.id);
    if (own.length !== deletion.items)
      breaches.push(`I5: a deletion of ${deletion.items} has ${own.length} items`);
  }
  return breaches;
}

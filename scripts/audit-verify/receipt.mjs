// Checks the receipt of a deletion: by itself, and against the chain that its records come from.
import { createHash, verify } from 'node:crypto';
import { gatherFacts } from './receipt-facts.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Canonical JSON (RFC 8785) of what a receipt holds. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(',')}}`;
}

function isSigned({ signature, ...said }, key) {
  if (typeof signature !== 'string') return false;
  return verify(null, Buffer.from(canonical(said)), key, Buffer.from(signature, 'base64'));
}

const isWhole = ({ hash, ...record }) => hash === sha256(canonical(record));

/** Where two values differ, as paths with what each says. */
function* differences(path, said, due) {
  if (canonical(said ?? null) === canonical(due ?? null)) return;
  const areBoth = [said, due].every((value) => value !== null && typeof value === 'object');
  if (!areBoth) {
    const text = (value) => JSON.stringify(value ?? null);
    yield { what: `${path} of the receipt is ${text(said)}, its records say ${text(due)}` };
    return;
  }
  for (const name of new Set([...Object.keys(said), ...Object.keys(due)]))
    yield* differences(`${path}.${name}`, said[name], due[name]);
}

/** What each part of the summary must be, by `facts`; of a receipt without the records of its calls less of it. */
function summaryFindings(receipt, facts, areAll) {
  const parts = areAll
    ? ['decision', 'people', 'calls', 'reconciliation', 'ending', 'chain']
    : ['decision', 'reconciliation', 'ending'];
  return parts.flatMap((part) => [...differences(part, receipt[part], facts[part])]);
}

function recordFindings({ records, deletionId }) {
  const findings = [];
  let previous;
  for (const record of records) {
    const { seq } = record;
    if (!isWhole(record)) findings.push({ what: `record ${seq} of the receipt was changed`, seq });
    if (record.deletion_id !== deletionId)
      findings.push({ what: `record ${seq} of the receipt is about another deletion`, seq });
    if (previous && seq <= previous.seq)
      findings.push({ what: `record ${seq} of the receipt is not in its place`, seq });
    if (previous && seq === previous.seq + 1 && record.prev_hash !== previous.hash)
      findings.push({ what: `record ${seq} of the receipt does not follow the one before it`, seq });
    previous = record;
  }
  return findings;
}

function checkpointFindings({ checkpoint, chain }, key) {
  if (checkpoint === null) return [];
  const { n, seq, hash } = checkpoint;
  const findings = [];
  if (!isSigned(checkpoint, key)) findings.push({ what: `checkpoint ${n} is not signed by the key`, seq });
  if (seq < chain.lastSeq)
    findings.push({ what: `checkpoint ${n} does not reach the last record of the receipt`, seq });
  if (seq === chain.lastSeq && hash !== chain.lastHash)
    findings.push({ what: `record ${seq} is not the one that checkpoint ${n} attests`, seq });
  return findings;
}

/** What can be told of a receipt that holds no records of calls: that nothing in it contradicts the others. */
function leftOutFindings({ records, leftOut, decision, people, calls, ending, chain }, facts) {
  const wrong = (what) => ({ what });
  const findings = [];
  if (records.some((record) => record.item_id !== null))
    findings.push(wrong('the receipt holds records of calls and says that it does not'));
  if (chain.records !== records.length + leftOut.records)
    findings.push(wrong('chain.records of the receipt is not the number of its records'));
  if (chain.firstSeq !== facts.chain?.firstSeq)
    findings.push(wrong('chain.firstSeq of the receipt is not that of its first record'));
  const last = records.at(-1);
  if (last && (chain.lastSeq < last.seq || (chain.lastSeq === last.seq && chain.lastHash !== last.hash)))
    findings.push(wrong('chain of the receipt does not end behind its last record'));
  for (const { id, acts } of facts.people) {
    const said = people.find((person) => person.id === id);
    if (!acts.every((act) => said?.acts.includes(act)))
      findings.push(wrong('people of the receipt leaves out what its records tell'));
  }
  const sum = Object.values(calls.outcomes).reduce((all, count) => all + count, 0);
  if (sum !== decision.items)
    findings.push(wrong('calls.outcomes of the receipt does not come to its items'));
  const completed = records.find((record) => record.type === 'deletion.completed');
  // what was settled after the end has changed the outcomes since
  if (completed && calls.lastAt <= ending.at) {
    const { outcomes } = JSON.parse(completed.data);
    for (const [outcome, count] of Object.entries(calls.outcomes))
      findings.push(...differences(`calls.outcomes.${outcome}`, count, outcomes[outcome] ?? 0));
  }
  return findings;
}

/** Everything that is wrong with a receipt, without the chain. */
export function receiptFindings(receipt, key) {
  const { kind, version, publicKey, leftOut } = receipt ?? {};
  if (kind !== 'deletion-receipt' || version !== 1) return [{ what: 'this is no receipt of version 1' }];
  const findings = [];
  const der = key.export({ type: 'spki', format: 'der' });
  if (publicKey !== sha256(der))
    findings.push({ what: 'the receipt names another public key than the one given' });
  if (!isSigned(receipt, key)) findings.push({ what: 'the receipt is not signed by the key' });
  try {
    findings.push(...recordFindings(receipt), ...checkpointFindings(receipt, key));
    const gathered = gatherFacts();
    for (const record of receipt.records) gathered.add(record);
    const facts = gathered.facts();
    findings.push(...summaryFindings(receipt, facts, leftOut === null));
    if (leftOut !== null) findings.push(...leftOutFindings(receipt, facts));
  } catch {
    // whoever signs makes none like this: the signature above has said so
    findings.push({ what: 'the receipt has not the form of one' });
  }
  return findings;
}

/** Holds a receipt against the records of the chain, shown to `see` in their order. */
export function receiptInChain({ deletionId, records, leftOut, chain, checkpoint, ...summary }) {
  const findings = [];
  const due = new Map(records.map((record) => [record.seq, record.hash]));
  const gathered = gatherFacts();
  const ofCalls = { records: 0, digest: createHash('sha256') };
  let [isAttested, newer] = [false, 0];
  return {
    see(record) {
      const { seq, hash } = record;
      if (due.has(seq) && due.get(seq) !== hash)
        findings.push({ what: `record ${seq} of the receipt is not the one in the audit`, seq });
      due.delete(seq);
      if (checkpoint && seq === checkpoint.seq) {
        isAttested = true;
        if (hash !== checkpoint.hash)
          findings.push({ what: `record ${seq} is not the one that the receipt’s checkpoint attests`, seq });
      }
      if (checkpoint && seq === 1 && hash !== checkpoint.chain)
        findings.push({ what: 'the receipt’s checkpoint is about another chain', seq });
      if (record.deletion_id !== deletionId) return;
      if (seq > chain.lastSeq) {
        newer += 1;
        return;
      }
      gathered.add(record);
      if (record.item_id === null) return;
      ofCalls.records += 1;
      ofCalls.digest.update(`${hash}\n`);
    },
    /** Call it when all records have been seen. */
    findings() {
      for (const seq of due.keys()) findings.push({ what: `record ${seq} of the receipt is not there`, seq });
      if (checkpoint && !isAttested)
        findings.push({ what: `record ${checkpoint.seq} of the receipt’s checkpoint is not there` });
      findings.push(...summaryFindings({ ...summary, chain }, gathered.facts(), true));
      const found = { records: ofCalls.records, sha256: ofCalls.digest.digest('hex') };
      if (leftOut !== null) findings.push(...differences('leftOut', leftOut, found));
      return findings;
    },
    /** Records of the deletion that came after the receipt. */
    newer: () => newer,
  };
}

// Where retention has cut the chain, and whether it was allowed to.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** No record may be removed that is younger, ms. */
const keptMs = 183 * 24 * 3_600_000;

/** What a record says; nothing if somebody has made it unreadable: its hash tells that. */
function dataOf({ data }) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}

/** A cut as its record tells it; when it was made is at the most what the next checkpoint says. */
export function cutOf(record) {
  const { seq, hash, checkpoint, archive, losses } = dataOf(record);
  return { seq, hash, checkpoint, archive, losses: losses ?? [], by: record.seq, madeAt: record.at };
}

/** The checkpoint up to which a cut has removed: `n`, sequence and hash are those that the cut names. */
function checkpointOf(cut, bySeq) {
  return bySeq.get(cut.seq)?.find(({ n, hash }) => n === cut.checkpoint && hash === cut.hash);
}

/** Every cut goes up to a signed checkpoint that was old enough when the cut was made, by signed clocks. */
export function cutFindings(cuts, bySeq) {
  // without any checkpoint nothing can be said; a beginning that needs a cut is a finding then
  if (bySeq.size === 0) return [];
  const findings = [];
  for (const cut of cuts) {
    const checkpoint = checkpointOf(cut, bySeq);
    if (checkpoint === undefined)
      findings.push({ what: `the cut of record ${cut.by} is at no checkpoint`, seq: cut.by });
    else if (Math.min(cut.madeAt, Date.now()) - checkpoint.at < keptMs)
      findings.push({ what: `the cut of record ${cut.by} was made too early`, seq: cut.by });
  }
  return findings;
}

/** A database begins with record 1, or where a cut at a signed checkpoint lets it: right behind it, or on the way. */
export function beginningFindings(first, cuts, bySeq) {
  if (first.seq === 1) return [];
  const last = lastCutOf(cuts, bySeq);
  if (last === undefined) {
    const unsaid = bySeq.size === 0 ? ': whether a cut has removed it, the checkpoints would tell' : '';
    return [{ what: `record 1 is missing${unsaid}`, seq: 1 }];
  }
  if (first.seq > last.seq + 1) return [{ what: `record ${last.seq + 1} is missing`, seq: last.seq + 1 }];
  if (first.seq === last.seq + 1 && first.prev_hash !== last.hash)
    return [{ what: `record ${first.seq} does not follow the one before it`, seq: first.seq }];
  return [];
}

/** The cut that goes farthest, of those at a signed checkpoint. */
function lastCutOf(cuts, bySeq) {
  return cuts
    .filter((cut) => checkpointOf(cut, bySeq) !== undefined)
    .reduce((last, cut) => (last === undefined || cut.seq > last.seq ? cut : last), undefined);
}

/** Hash of the chain's first record: as read, or as the checkpoint at the cut has kept it. */
export function chainOf(first, cuts, bySeq) {
  if (first === undefined || first.seq === 1) return first?.hash;
  const cut = lastCutOf(cuts, bySeq);
  return cut === undefined ? first.hash : checkpointOf(cut, bySeq).chain;
}

/** An archive is the file that its cut has named. */
export async function archiveFindings(cuts, files) {
  const findings = [];
  for (const file of files) {
    const name = basename(file);
    const cut = cuts.find(({ archive }) => archive?.name === name);
    if (cut === undefined) findings.push({ what: `no cut names the archive ${name}` });
    else if ((await digestOf(file)) !== cut.archive.sha256)
      findings.push({ what: `the archive ${name} is not the file of the cut of record ${cut.by}` });
  }
  return findings;
}

async function digestOf(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

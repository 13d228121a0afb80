// Reads the audit — of either engine, or an export — and says whether it is whole: `npm run audit:verify`. It imports
// nothing of the application, on purpose: what proves the application must not share its mistakes.
import { createPublicKey, hash, verify } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { archiveFindings, beginningFindings, chainOf, cutFindings, cutOf } from './audit-verify/cuts.mjs';
import { receiptFindings, receiptInChain } from './audit-verify/receipt.mjs';

const usage = `npm run audit:verify -- [options]

  --database URL       file:… or postgres://…; DATABASE_URL if it is not given
  --export FILE        JSON lines of an export instead of a database
  --receipt FILE       the receipt of a deletion: by itself, and against --database or --export if one is given
  --archive FILE       what retention has removed from that database, read before it; several times, the oldest first
  --checkpoints DIR    the directory of the checkpoints; AUDIT_CHECKPOINT_DIR if it is not given
  --public-key FILE    PEM of the key that signed them, from where nobody could change it; else the one beside them
  --progress           how far it has come, as JSON lines
  --quiet              the result alone

Ends with 0 if all is whole, with 1 if something was found, with 2 if it could not be read.`;

const pageRows = 5_000;
const progressRows = 1_000_000;
const progressEveryMs = 200;
/** A checkpoint stands in the database first; its file may follow within this time, ms. */
const onItsWayMs = 120_000;
const genesis = '0'.repeat(64);
/** Columns of a record in code-unit order: canonical JSON (RFC 8785) of all but its hash. */
const columns = [
  'actor_id',
  'actor_name',
  'actor_roles',
  'address',
  'at',
  'campaign_id',
  'correlation_id',
  'data',
  'deletion_id',
  'item_id',
  'prev_hash',
  'seq',
  'session_id',
  'type',
  'vdn_id',
  'version',
];
const known = new Set([...columns, 'hash']);
const checkpointColumns = ['at', 'chain', 'hash', 'n', 'prev', 'seq'];

class Unreadable extends Error {}

const sha256 = (text) => hash('sha256', text);

function canonical(row, names) {
  const values = {};
  for (const name of names) values[name] = row[name] ?? null;
  return JSON.stringify(values);
}

/** The text of a record that its hash is about: a literal is written faster than names are looped over. */
function recordText(record) {
  return JSON.stringify({
    actor_id: record.actor_id ?? null,
    actor_name: record.actor_name ?? null,
    actor_roles: record.actor_roles ?? null,
    address: record.address ?? null,
    at: record.at ?? null,
    campaign_id: record.campaign_id ?? null,
    correlation_id: record.correlation_id ?? null,
    data: record.data ?? null,
    deletion_id: record.deletion_id ?? null,
    item_id: record.item_id ?? null,
    prev_hash: record.prev_hash ?? null,
    seq: record.seq ?? null,
    session_id: record.session_id ?? null,
    type: record.type ?? null,
    vdn_id: record.vdn_id ?? null,
    version: record.version ?? null,
  });
}

function hasUnknown(record) {
  return Object.keys(record).some((name) => !known.has(name));
}

/** Makes records of rows that come as arrays: several times as fast as rows that come as objects. */
function recordsOf(names) {
  // a column too many is in every record, and told of each
  if (names.length !== known.size || names.some((name) => !known.has(name)))
    return (row) => Object.fromEntries(names.map((name, at) => [name, row[at]]));
  const [
    id,
    name,
    roles,
    address,
    at,
    campaign,
    correlation,
    data,
    deletion,
    item,
    prev,
    seq,
    session,
    type,
  ] = columns.map((column) => names.indexOf(column));
  const [vdn, version, hashed] = ['vdn_id', 'version', 'hash'].map((column) => names.indexOf(column));
  return (row) => ({
    actor_id: row[id],
    actor_name: row[name],
    actor_roles: row[roles],
    address: row[address],
    at: row[at],
    campaign_id: row[campaign],
    correlation_id: row[correlation],
    data: row[data],
    deletion_id: row[deletion],
    item_id: row[item],
    prev_hash: row[prev],
    seq: row[seq],
    session_id: row[session],
    type: row[type],
    vdn_id: row[vdn],
    version: row[version],
    hash: row[hashed],
  });
}

/** Records of SQLite in order, a page at a time, and the rows beside them. */
async function openSqlite(path) {
  const { DatabaseSync } = await import('node:sqlite');
  if (!existsSync(path)) throw new Unreadable(`there is no database ${path}`);
  const database = new DatabaseSync(path, { readOnly: true });
  const all = (sql, ...values) => database.prepare(sql).all(...values);
  // one state of everything, however much is appended meanwhile
  database.exec('begin');
  return {
    async *records() {
      const statement = database.prepare('select * from audit_event where seq > ? order by seq limit ?');
      statement.setReturnArrays(true);
      const record = recordsOf(statement.columns().map(({ name }) => name));
      for (let after = Number.MIN_SAFE_INTEGER; ; ) {
        const page = statement.all(after, pageRows).map(record);
        if (page.length === 0) return;
        yield page;
        after = page.at(-1).seq;
      }
    },
    head: async () => all('select seq, hash from audit_head')[0],
    checkpoints: async () => all('select * from audit_checkpoint order by n'),
    close: async () => database.close(),
  };
}

async function openPostgres(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  const int8 = 20;
  pg.types.setTypeParser(int8, Number);
  await client.connect();
  // one state of everything, however much is appended meanwhile
  await client.query('begin isolation level repeatable read read only');
  const all = async (sql, values = []) => (await client.query(sql, values)).rows;
  return {
    async *records() {
      for (let after = Number.MIN_SAFE_INTEGER; ; ) {
        const text = 'select * from audit_event where seq > $1 order by seq limit $2';
        const { fields, rows } = await client.query({ text, values: [after, pageRows], rowMode: 'array' });
        if (rows.length === 0) return;
        const page = rows.map(recordsOf(fields.map(({ name }) => name)));
        yield page;
        after = page.at(-1).seq;
      }
    },
    head: async () => (await all('select seq, hash from audit_head'))[0],
    checkpoints: () => all('select * from audit_checkpoint order by n'),
    close: () => client.end(),
  };
}

/** An export has records alone; one of a search says on its first line that it leaves others out. */
function openExport(path) {
  if (!existsSync(path)) throw new Unreadable(`there is no file ${path}`);
  let [lines, isFiltered] = [0, false];
  return {
    isFiltered: () => isFiltered,
    async *records() {
      let page = [];
      for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
        if (line.trim() === '') continue;
        const record = recordOf(line);
        lines += 1;
        if (lines === 1 && record.export === 'filtered') {
          isFiltered = true;
          continue;
        }
        page.push(record);
        if (page.length < pageRows) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
    head: async () => undefined,
    checkpoints: async () => undefined,
    close: async () => {},
  };
}

function recordOf(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { seq: null, unreadable: line.length };
  }
}

/** A database with what was removed from it before: one chain. Records that are still in both are read once. */
function withArchives(source, files) {
  return {
    ...source,
    async *records() {
      let last = 0;
      for (const file of files) {
        for await (const page of openExport(file).records()) {
          yield page;
          last = page.at(-1).seq;
        }
      }
      for await (const page of source.records()) {
        const rest = page.filter((record) => record.seq > last || record.seq < 1);
        if (rest.length > 0) yield rest;
      }
    },
  };
}

/** Checkpoints as their files hold them; a line that a crash has cut stands again, whole, on the next. */
function readCheckpoints(directory, findings) {
  const names = readdirSync(directory)
    .filter((name) => /^checkpoints-\d{4}-\d{2}\.jsonl$/.test(name))
    .sort();
  const lines = names.flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'));
  const read = [];
  for (const [at, line] of lines.entries()) {
    if (line === '' || line === lines[at - 1]) continue;
    try {
      const checkpoint = JSON.parse(line);
      // two processes may have written the same
      if (read.at(-1)?.line !== line) read.push({ ...checkpoint, line });
    } catch {
      if (!lines[at + 1]?.startsWith(line))
        findings.push({ what: 'a line of the checkpoints is no checkpoint', line: at + 1 });
    }
  }
  return read;
}

/** What is wrong with the checkpoints by themselves. `statements` are by their number. */
function checkpointFindings(statements, key) {
  const findings = [];
  let previous;
  for (const statement of statements) {
    const { line, signature, ...said } = statement;
    const due = (previous?.n ?? 0) + 1;
    const isSigned =
      typeof signature === 'string' &&
      verify(null, Buffer.from(canonical(said, checkpointColumns)), key, Buffer.from(signature, 'base64'));
    if (!isSigned) findings.push({ what: `checkpoint ${said.n} is not signed by the key`, seq: said.seq });
    if (said.n !== due) findings.push({ what: `checkpoint ${due} is missing`, seq: said.seq });
    else if (said.prev !== (previous === undefined ? genesis : sha256(previous.line)))
      findings.push({ what: `checkpoint ${said.n} does not follow the one before it`, seq: said.seq });
    previous = statement;
  }
  return findings;
}

function publicKeyOf(file, directory) {
  const path = file ?? (directory === undefined ? undefined : join(directory, 'public-key.pem'));
  if (path === undefined || !existsSync(path))
    throw new Unreadable('the public key is not there: --public-key FILE');
  return createPublicKey(readFileSync(path, 'utf8'));
}

/** Everything that is wrong, the first record first. */
async function findAll(
  source,
  { directory, publicKey, isExport, archives, say, hasRead = () => {}, see = () => {} },
) {
  const findings = [];
  const statements = directory === undefined ? [] : readCheckpoints(directory, findings);
  if (statements.length > 0)
    findings.push(...checkpointFindings(statements, publicKeyOf(publicKey, directory)));
  const bySeq = new Map();
  for (const statement of statements)
    bySeq.set(statement.seq, [...(bySeq.get(statement.seq) ?? []), statement]);
  const [losses, cuts] = [[], []];
  let [previous, read, first, unattested] = [undefined, 0, undefined, []];
  for await (const page of source.records()) {
    for (const record of page) {
      const { seq } = record;
      first ??= record;
      // an export may begin anywhere; whether a database may, its cuts tell in the end
      const dueSeq = previous === undefined ? seq : previous.seq + 1;
      const duePrevious = previous?.hash ?? (seq === 1 ? genesis : record.prev_hash);
      // between two records of a search others may lie
      const isBehindGap = source.isFiltered?.() && seq > dueSeq;
      if (seq !== dueSeq && !isBehindGap) findings.push({ what: `record ${dueSeq} is missing`, seq: dueSeq });
      if (record.prev_hash !== duePrevious && !isBehindGap)
        findings.push({ what: `record ${seq} does not follow the one before it`, seq });
      if (record.hash !== sha256(recordText(record)) || hasUnknown(record))
        findings.push({ what: `record ${seq} was changed`, seq });
      if (record.type === 'audit.cut') {
        const cut = cutOf(record);
        cuts.push(cut);
        unattested.push(cut);
      }
      for (const statement of bySeq.get(seq) ?? []) {
        for (const cut of unattested) cut.madeAt = Math.min(cut.madeAt, statement.at);
        unattested = [];
        if (statement.hash !== record.hash)
          findings.push({
            what: `record ${seq} is not the one that checkpoint ${statement.n} attests`,
            seq,
            checkpoint: statement.n,
          });
      }
      if (record.type === 'audit.alarm_acknowledged') losses.push(lossOf(record));
      see(record);
      previous = record;
      read += 1;
      if (read % progressRows === 0) say(`${read} records`);
    }
    hasRead(read);
    // what is wrong from here on follows from what was found
    if (findings.length > 100) break;
  }
  const last = previous?.seq ?? 0;
  findings.push(...cutFindings(cuts, bySeq), ...(await archiveFindings(cuts, archives)));
  if (!isExport) {
    if (first) findings.push(...beginningFindings(first, cuts, bySeq));
    const chain = chainOf(first, cuts, bySeq);
    for (const statement of statements) {
      if (statement.seq > last)
        findings.push({
          what: `the audit ends at ${last}, checkpoint ${statement.n} knows record ${statement.seq}`,
          seq: last + 1,
          checkpoint: statement.n,
        });
      if (chain !== undefined && statement.chain !== chain)
        findings.push({ what: `checkpoint ${statement.n} is about another chain`, seq: 1 });
    }
    const head = await source.head();
    if (!head || head.seq !== last || head.hash !== (previous?.hash ?? genesis))
      findings.push({
        what: `the head of the audit names record ${head?.seq}, the last one is ${last}`,
        seq: last + 1,
      });
    findings.push(...copyFindings(statements, await source.checkpoints(), directory));
  }
  for (const loss of cuts.flatMap((cut) => cut.losses)) {
    if (!losses.some(({ seq }) => seq === loss.seq)) losses.push(loss);
  }
  const open = findings.filter((finding) => !losses.some((loss) => accountsFor(loss, finding)));
  open.sort((a, b) => (a.seq ?? Number.MAX_SAFE_INTEGER) - (b.seq ?? Number.MAX_SAFE_INTEGER));
  return { findings: open, losses, read, last, checkpoints: statements.length };
}

/** A backup was put back and a person has said so: which checkpoints attest what has gone. */
function lossOf({ seq, at, actor_name, data }) {
  const { firstCheckpoint, lastCheckpoint, lostFrom, lostTo } = JSON.parse(data);
  return { seq, at, by: actor_name, firstCheckpoint, lastCheckpoint, lostFrom, lostTo };
}

function lossInWords({ seq, at, by, lostFrom, lostTo }) {
  const what = lostFrom > lostTo ? 'the database' : `the records ${lostFrom} to ${lostTo}`;
  return `${what} of before ${new Date(at).toISOString()} went when a backup was put back; ${by} acknowledged it (record ${seq})`;
}

/** True for what is wrong with an acknowledged checkpoint: it attests a record that is no more. */
function accountsFor({ firstCheckpoint, lastCheckpoint }, { checkpoint }) {
  return checkpoint >= firstCheckpoint && checkpoint <= lastCheckpoint;
}

/** The directory and the table hold the same checkpoints; the newest may be on its way to the directory. */
function copyFindings(statements, rows, directory) {
  if (directory === undefined) return [];
  const findings = [];
  const text = (row) => canonical(row, [...checkpointColumns, 'signature'].sort());
  const inTable = new Map(rows.map((row) => [row.n, text(row)]));
  const inFiles = new Map(statements.map((statement) => [statement.n, text(statement)]));
  const newest = Math.max(0, ...inFiles.keys());
  for (const { n, seq, at } of rows) {
    const isOnItsWay = n > newest && Date.now() - at < onItsWayMs;
    if (!inFiles.has(n) && !isOnItsWay)
      findings.push({ what: `checkpoint ${n} is not in the directory`, seq });
  }
  for (const { n, seq } of statements) {
    if (!inTable.has(n)) findings.push({ what: `checkpoint ${n} is not in the database`, seq });
    else if (inTable.get(n) !== inFiles.get(n))
      findings.push({ what: `checkpoint ${n} differs between database and directory`, seq });
  }
  return findings;
}

/** Says now and then how far it has come, for a program that waits. */
async function progressOf(source) {
  const total = (await source.head())?.seq ?? 0;
  let saidAt = -Infinity;
  return (read) => {
    if (performance.now() - saidAt < progressEveryMs) return;
    saidAt = performance.now();
    console.error(JSON.stringify({ read, total }));
  };
}

function readReceipt(path) {
  if (!existsSync(path)) throw new Unreadable(`there is no file ${path}`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Unreadable(`${path} holds no JSON`);
  }
}

/** What is wrong with a receipt: by itself, and if a chain was given with it, against that. */
async function verifyReceipt(values, directory, hasChain) {
  const receipt = readReceipt(values.receipt);
  const findings = receiptFindings(receipt, publicKeyOf(values['public-key'], directory));
  const say = values.quiet ? () => {} : (text) => console.error(text);
  if (hasChain && findings.length === 0) {
    const source = await openSource(values);
    const held = receiptInChain(receipt);
    const isExport = values.export !== undefined;
    const publicKey = values['public-key'];
    const chain = await findAll(source, {
      directory,
      publicKey,
      isExport,
      archives: values.archive,
      say,
      see: held.see,
    });
    await source.close();
    findings.push(...held.findings(), ...chain.findings);
    if (held.newer() > 0) say(`${held.newer()} records came after this receipt: fetch it again`);
  }
  if (!hasChain && findings.length === 0) {
    if (receipt.leftOut !== null)
      say(
        `${receipt.leftOut.records} records of calls are not in it: what they say rests on its signature alone`,
      );
    say('Whether its records stand in the audit is seen with --database or --export');
  }
  if (receipt?.checkpoint === null)
    say('No checkpoint covered its last record when it was made: fetch it again, one comes within a minute');
  return report(findings, say, {
    deletionId: receipt?.deletionId ?? null,
    inChain: hasChain ? findings.length === 0 : null,
    lastSeq: receipt?.chain?.lastSeq ?? null,
    checkpoint: receipt?.checkpoint?.n ?? null,
  });
}

/** Tells what was found; 0 if it is nothing. */
function report(findings, say, facts) {
  const shown = findings.slice(0, 20).map(({ what }) => what);
  for (const what of shown) say(`✗ ${what}`);
  const firstBadSeq = findings[0]?.seq ?? null;
  console.log(JSON.stringify({ whole: findings.length === 0, firstBadSeq, findings: shown, ...facts }));
  return findings.length === 0 ? 0 : 1;
}

async function openSource({ database, export: file, archive }) {
  if (file !== undefined && archive.length > 0)
    throw new Unreadable('--archive is read together with a database');
  if (file !== undefined) return openExport(file);
  const url = database ?? process.env.DATABASE_URL;
  if (!url) throw new Unreadable(`nothing to read\n\n${usage}`);
  const source = url.startsWith('file:')
    ? await openSqlite(url.slice('file:'.length))
    : await openPostgres(url);
  return archive.length === 0 ? source : withArchives(source, archive);
}

async function main() {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      export: { type: 'string' },
      receipt: { type: 'string' },
      archive: { type: 'string', multiple: true, default: [] },
      checkpoints: { type: 'string' },
      'public-key': { type: 'string' },
      progress: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const directory = values.checkpoints ?? process.env.AUDIT_CHECKPOINT_DIR;
  const isReceipt = values.receipt !== undefined;
  const hasChain = !isReceipt || values.database !== undefined || values.export !== undefined;
  if (hasChain && directory !== undefined && !existsSync(directory))
    throw new Unreadable(`there is no directory ${directory}`);
  if (isReceipt) return verifyReceipt(values, directory, hasChain);
  const isExport = values.export !== undefined;
  const source = await openSource(values);
  const began = performance.now();
  const isQuiet = values.quiet || values.progress;
  const say = isQuiet ? () => {} : (text) => console.error(text);
  const { findings, losses, read, last, checkpoints } = await findAll(source, {
    directory,
    publicKey: values['public-key'],
    isExport,
    archives: values.archive,
    say,
    hasRead: values.progress ? await progressOf(source) : () => {},
  });
  await source.close();
  const seconds = (performance.now() - began) / 1_000;
  say(`${read} records and ${checkpoints} checkpoints in ${seconds.toFixed(1)} s`);
  if (directory === undefined)
    say('Without checkpoints a cut tail or a restored backup cannot be seen: --checkpoints DIR');
  for (const loss of losses) say(`⚠ ${lossInWords(loss)}`);
  const isFiltered = source.isFiltered?.() ?? false;
  if (isFiltered)
    say(
      'This is the export of a search: each record was checked by itself; what it leaves out cannot be seen',
    );
  return report(findings, say, {
    acknowledgedLosses: losses,
    records: read,
    lastSeq: last,
    checkpoints,
    ...(isExport ? { filtered: isFiltered } : {}),
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Unreadable ? error.message : `The audit cannot be read: ${error.message}`);
  process.exitCode = 2;
}

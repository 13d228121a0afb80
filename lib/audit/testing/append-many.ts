// A process of its own that appends `events` events to the audit behind `url`, in transactions of different sizes, some
// of which are rolled back: what many servers do at once.
import { openDatabase } from '../../db/client.ts';
import { appendAuditEvents, type NewAuditEvent } from '../append-audit-events.ts';

const [url = '', writer = '', events = '0'] = process.argv.slice(2);
const count = Number(events);
const db = openDatabase(url);

const event = (at: number): NewAuditEvent => ({
  type: 'access.refused',
  data: { permission: String(at) },
  actor: { id: `mem_${writer}`, name: '李娜', roles: ['operator'], sessionId: 'ses_1', address: null },
  correlationId: `cor_${writer}_${at}`,
});

let turn = 0;
for (let at = 1; at <= count; turn += 1) {
  const size = Math.min(1 + ((turn * 7 + Number(writer)) % 25), count - at + 1);
  const batch = Array.from({ length: size }, (_, index) => event(at + index));
  try {
    await db.transaction().execute(async (trx) => {
      await appendAuditEvents(trx, batch);
      if (turn % 9 === 8) throw new RangeError('rolled back on purpose');
    });
    at += size;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
await db.destroy();

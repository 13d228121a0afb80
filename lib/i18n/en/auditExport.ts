import type { Words } from '../words.ts';
import type { auditExport as zh } from '../zh-CN/auditExport.ts';

export const auditExport = {
  open: 'Export',
  all: 'Export all audit records',
  filtered: 'Export the records of this search',
  what: 'From the oldest to the newest of this moment, not this page alone. Each export is recorded in the audit.',
  format: { csv: 'CSV table', jsonl: 'JSON Lines' },
  formatWhat: {
    csv: 'For Excel and others, events by name',
    jsonl: 'Records as stored with their hashes, for audit:verify',
  },
  column: {
    seq: 'No.',
    time: 'Time ({timeZone})',
    timeUtc: 'Time (UTC)',
    event: 'Event',
    type: 'Event code',
    person: 'Person',
    actorId: 'Person ID',
    roles: 'Roles at that time',
    vdn: 'VDN',
    campaign: 'Campaign ID',
    deletion: 'Deletion',
    item: 'Item',
    correlation: 'Correlation ID',
    session: 'Session',
    address: 'Address',
    version: 'Record version',
    data: 'Stored data (JSON)',
    prevHash: 'Hash of the record before',
    hash: 'Hash of this record',
  },
} as const satisfies Words<typeof zh>;

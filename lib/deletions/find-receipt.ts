import 'server-only';
import { makeReceipt, type Receipt } from '../audit/make-receipt.ts';
import type { ReceiptRefusal } from '../audit/receipt-view.ts';
import { recordDownload } from '../audit/record-download.ts';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { type Result, refused } from '../result.ts';
import { visibleDeletions } from './deletion-rows.ts';

/** The receipt of a deletion that has ended, for whoever may see the deletion or the audit. */
export async function findReceipt(
  grant: Grant<'receipt:read'>,
  deletionId: string,
): Promise<Result<Receipt, ReceiptRefusal>> {
  Grant.assert(grant, 'receipt:read');
  const db = getDb();
  const deletion = await visibleDeletions(db, grant)
    .select('deletion.is_open')
    .where('deletion.id', '=', deletionId)
    .executeTakeFirst();
  if (!deletion) return refused('not_found');
  if (deletion.is_open === 1) return refused('not_ended');
  return makeReceipt(db, getEnv(), deletionId);
}

/** The same as a file, once the audit holds that it goes out. */
export async function downloadReceipt(
  grant: Grant<'receipt:read'>,
  deletionId: string,
): Promise<Result<Receipt, ReceiptRefusal | 'audit_unavailable'>> {
  const receipt = await findReceipt(grant, deletionId);
  if (!receipt.ok) return receipt;
  const download = { what: 'receipt', format: 'json', outcome: null, deletionId, listId: null } as const;
  const recorded = await recordDownload(getDb(), grant.actor, download);
  return recorded.ok ? receipt : recorded;
}

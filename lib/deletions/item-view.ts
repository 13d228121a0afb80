import 'server-only';
import type { Selectable } from 'kysely';
import type { DeletionItemTable } from '../db/schema.ts';
import type { ItemView } from './deletion-view.ts';

/** An item as people may see it: nothing of its value but the mask. */
export function itemView(item: Selectable<DeletionItemTable>): ItemView {
  return {
    id: item.id,
    position: item.position,
    status: item.status,
    attempts: item.attempts,
    value: item.value_mask,
    successCount: item.success_count,
    resultCode: item.result_code,
    resultDesc: item.result_desc,
    unknownReason: item.unknown_reason,
    settledBy: item.settled_by,
    sentAt: item.sent_at,
    answeredAt: item.answered_at,
    looks: item.settle_attempts,
    nextLookAt: item.settle_at,
    secondTryAt: item.retry_at,
    waitsForPerson: item.status === 'unknown' && item.settle_at === null && item.retry_at === null,
  };
}

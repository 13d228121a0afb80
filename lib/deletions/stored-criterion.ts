import 'server-only';
import type { Selectable } from 'kysely';
import type { DeletionItemTable, DeletionTable } from '../db/schema.ts';
import type { DeleteCriterion } from '../isales/client.ts';
import { openValue } from '../personal-data/number-vault.ts';
import { type CallCriterion, callCriterion, callKindOf } from './criterion.ts';

/**
 * The criterion of an item's call as it was confirmed, its value opened with `dataKey`.
 * @throws if the stored form is none that the product makes, or the value does not open
 */
export function storedCriterion(
  dataKey: Uint8Array,
  deletion: Selectable<DeletionTable>,
  item: Selectable<DeletionItemTable>,
): CallCriterion {
  const value = item.value_sealed === null ? undefined : openValue(dataKey, item.id, item.value_sealed);
  switch (callKindOf(deletion.criterion_kind)) {
    case 'called':
      return callCriterion.parse({ kind: 'called', called: value });
    case 'session_id':
      return callCriterion.parse({ kind: 'session_id', sessionId: value });
    case 'custom_field':
      return callCriterion.parse({ kind: 'custom_field', customField: value });
    case 'recycle_time':
      return callCriterion.parse({
        kind: 'recycle_time',
        mode: deletion.criterion_mode,
        date: deletion.criterion_date,
        ...(deletion.criterion_mode === 'moment' ? { time: deletion.criterion_time } : {}),
      });
  }
}

/** The criterion in the vendor's words. Modes 1 and 2 act on whole days; their time of day says nothing. */
export function vendorCriterion(from: CallCriterion): DeleteCriterion {
  switch (from.kind) {
    case 'called':
      return { called: from.called };
    case 'session_id':
      return { sessionId: from.sessionId };
    case 'custom_field':
      return { customField: from.customField };
    case 'recycle_time':
      switch (from.mode) {
        case 'until':
          return { recycleTime: `${from.date} 00:00:00`, recycleType: '1' };
        case 'day':
          return { recycleTime: `${from.date} 00:00:00`, recycleType: '2' };
        case 'moment':
          return { recycleTime: `${from.date} ${from.time}`, recycleType: '3' };
      }
  }
}

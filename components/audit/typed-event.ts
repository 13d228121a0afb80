import type { AuditRow } from '#lib/audit/audit-view.ts';
import type { AuditEventData, AuditEventType } from '#lib/audit/events.ts';
import type { AuditEventKey } from '#lib/i18n/zh-CN/audit.ts';

/** An event with the data of its type: narrow by `type`. */
export type AuditEvent = {
  [Type in AuditEventType]: { readonly type: Type; readonly data: AuditEventData[Type]['data'] };
}[AuditEventType];

/** The record as its type says it is: no other data could be appended under it. */
export function typedEvent(row: Pick<AuditRow, 'type' | 'data'>): AuditEvent {
  return row as unknown as AuditEvent;
}

/** The key of the event's words. */
export function eventKey(type: AuditEventType): AuditEventKey {
  return type.replace('.', '_') as AuditEventKey;
}

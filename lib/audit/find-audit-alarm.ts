import 'server-only';
import { getDb } from '../db/client.ts';
import { findOpenAlarm } from './audit-alarm.ts';

/** The open alarm as pages show it. Safe for the browser. */
export interface AlarmView {
  readonly id: string;
  /** ms UTC */
  readonly raisedAt: number;
  /** The newest record that was left. */
  readonly headSeq: number;
  /** The newest record that a checkpoint outside the database attests, and when it did, ms UTC. */
  readonly attestedSeq: number;
  readonly attestedAt: number;
}

/** The alarm that stops all deletions, if there is one. Everybody who is signed in may know. */
export async function findAuditAlarm(): Promise<AlarmView | null> {
  const alarm = await findOpenAlarm(getDb());
  return alarm
    ? {
        id: alarm.id,
        raisedAt: alarm.raised_at,
        headSeq: alarm.head_seq,
        attestedSeq: alarm.checkpoint_seq,
        attestedAt: alarm.checkpoint_at,
      }
    : null;
}

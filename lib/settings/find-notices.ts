import 'server-only';
import { getDb } from '../db/client.ts';
import { findCallStop } from './find-call-stop.ts';
import type { Notices } from './notices.ts';

/** What every page says; the caller has found somebody signed in. */
export async function findNotices(): Promise<Notices> {
  return { callStop: (await findCallStop(getDb())) ?? null };
}

import type { CallList, NumberRow } from '../call-list.ts';
import { parseCivilTime } from '../civil-time.ts';
import { Refused } from '../refused.ts';
import { type CallContext, campaignOfPath, type EndpointAnswer } from './call-context.ts';
import { jsonObjectOf, vdnIdOf } from './parameters.ts';

type FindRows = (list: CallList) => NumberRow[];

const everything: FindRows = (list) => list.rows();

/**
 * `POST …/calldata/{campaignId}/delete`. Parameters are checked first, then the campaign, then its state.
 * What a call without a criterion does at the vendor is unknown; here it does the worst, so that a test notices.
 */
export function deleteCallData(call: CallContext): EndpointAnswer {
  vdnIdOf(call.vdnIdText);
  const body = call.bodyText.trim() === '' ? {} : jsonObjectOf(call.bodyText);
  const findRows = criterionOf(body);
  const toHistory = archiveHistoryOf(body) === 1;
  const campaign = campaignOfPath(call);
  if (campaign.status === 2) throw new Refused('0200028');
  if (!call.isAloneInCampaign) throw new Refused('0200028');

  // A number in call or completed stays: the vendor says so.
  const rows = (findRows ?? everything)(campaign.callList).filter((row) => row.state === 'not_called');
  campaign.callList.remove(rows, toHistory);
  return {
    fields: { successCount: rows.length },
    deleted: { successCount: rows.length, isCatastrophe: findRows === null },
  };
}

/** The rows the body asks for; null if it names no effective criterion (`recycleType` alone is none). */
function criterionOf(body: Record<string, unknown>): FindRows | null {
  const sessionId = textOf(body, 'sessionId', 32);
  const called = textOf(body, 'called', 24, /^[0-9*#]+$/);
  const customField = textOf(body, 'customField', 200);
  const recycleTime = textOf(body, 'recycleTime', Number.POSITIVE_INFINITY);
  const recycleType = textOf(body, 'recycleType', Number.POSITIVE_INFINITY);
  if (recycleTime !== null && parseCivilTime(recycleTime) === null) {
    throw new Refused('0200030', 'recycleTime', recycleTime);
  }
  if (recycleType !== null && !['1', '2', '3'].includes(recycleType)) {
    throw new Refused('02000007', 'recycleType', recycleType);
  }

  const criteria: FindRows[] = [];
  if (sessionId !== null) criteria.push((list) => list.withSession(sessionId));
  if (called !== null) criteria.push((list) => list.withCalled(called));
  if (customField !== null) criteria.push((list) => list.inBatch(customField));
  if (recycleTime !== null) {
    if (recycleType === null) throw new Refused('02000009', 'recycleTime');
    criteria.push((list) => list.where((row) => isRecycledAt(row.recycleTime, recycleTime, recycleType)));
  }
  // And/or is unknown for the vendor; a refusal is what shows a caller who relies on either.
  if (criteria.length > 1) throw new Refused('02000009', Object.keys(body).join(','));
  return criteria[0] ?? null;
}

// Civil times of one zone compare as text; no instant is ever computed.
function isRecycledAt(rowTime: string | null, time: string, type: string): boolean {
  if (rowTime === null) return false;
  if (type === '3') return rowTime === time;
  const rowDay = rowTime.slice(0, 10);
  const day = time.slice(0, 10);
  return type === '2' ? rowDay === day : rowDay <= day;
}

/** A JSON null counts as absent, as a Java server reads it. */
function textOf(
  body: Record<string, unknown>,
  name: string,
  maxLength: number,
  allowed?: RegExp,
): string | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new Refused('02000006', name, value);
  if (value.trim() === '') throw new Refused('02000001', name);
  if (value.length > maxLength) throw new Refused('02000003', name, value);
  if (allowed !== undefined && !allowed.test(value)) throw new Refused('02000002', name, value);
  return value;
}

function archiveHistoryOf(body: Record<string, unknown>): 0 | 1 {
  const value = body.archiveHistory;
  // The vendor's default is to delete outright.
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new Refused('02000006', 'archiveHistory', value);
  if (value !== 0 && value !== 1) throw new Refused('02000007', 'archiveHistory', value);
  return value;
}

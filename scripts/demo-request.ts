// Lets a request of the operator wait for approval, unless one still does: what an approver sees first in the demo.
import { randomUUID } from 'node:crypto';
import { authorizeSession } from '#lib/auth/authorize.ts';
import { startSession } from '#lib/auth/sessions.ts';
import { getVendorClient } from '#lib/campaigns/vendor-client.ts';
import { wallClockMs } from '#lib/clock.ts';
import { getDb } from '#lib/db/client.ts';
import { readPreview } from '#lib/deletions/read-preview.ts';
import { requestDeletion } from '#lib/deletions/request-deletion.ts';
import { buildVersion } from '#lib/env.ts';
import type { Permission } from '#lib/members/roles.ts';

/** Not the campaign that the README tries things in. */
const campaign = { vdnId: 12, campaignId: '147' };
const batch = 'CX202610_HZ';
/** What expires sooner may be gone before anybody looks. */
const leftMs = 2 * 3_600_000;

const db = getDb();
try {
  if (!(await isWaiting())) await request();
} finally {
  await getVendorClient().close();
  await db.destroy();
}

async function isWaiting(): Promise<boolean> {
  const waiting = await db
    .selectFrom('deletion')
    .select('id')
    .where('status', '=', 'awaiting_approval')
    .where('approval_expires_at', '>', wallClockMs() + leftMs)
    .executeTakeFirst();
  return waiting !== undefined;
}

/** As the form would: in a session of the operator, with a preview, and all that the server checks. */
async function request(): Promise<void> {
  const { id } = await db
    .selectFrom('member')
    .select('id')
    .where('username', '=', 'operator')
    .executeTakeFirstOrThrow();
  // stays open: a deletion stops when its requester signs out of the session it was asked for in
  const session = await db
    .transaction()
    .execute((trx) => startSession(trx, id, { address: null, agent: null }));
  const grant = async <P extends Permission>(permission: P) => {
    const authorization = await authorizeSession(permission, session.id, null);
    if (!authorization.ok) throw new Error(`the demo's request: ${authorization.code}`);
    return authorization.grant;
  };
  const preview = await readPreview(await grant('campaign:read'), { ...campaign, batch }, 'zh-CN');
  if (!preview.ok) throw new Error(`the demo's request: ${preview.code}`);
  const { leftToCall, readAt, seal } = preview.value;
  const requested = await requestDeletion(
    await grant('deletion:create'),
    {
      input: {
        ...campaign,
        criterion: { kind: 'custom_field', customField: batch },
        archiveHistory: 0,
        pauseAfter: null,
        reason: { category: 'consent_withdrawn', text: '合作方通知：该批次客户已撤回授权', ticket: '' },
      },
      confirmation: {
        idempotencyKey: randomUUID(),
        preview: { status: preview.value.campaign.status, leftToCall, readAt, seal },
        typedDigits: String(leftToCall ?? campaign.campaignId),
        goesOnWithNothing: false,
        repeatOf: null,
        formVersion: buildVersion,
      },
    },
    'zh-CN',
  );
  if (!requested.ok) throw new Error(`the demo's request: ${requested.code}`);
}

import 'server-only';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../audit/record-hash.ts';

/** What a seal holds together: the member who looked, and what the vendor said. */
export interface SealedPreview {
  readonly memberId: string;
  readonly vdnId: number;
  readonly campaignId: string;
  readonly batch: string | null;
  readonly status: number;
  readonly leftToCall: number | null;
  /** ms UTC */
  readonly readAt: number;
}

/** The seal of a preview: nobody can confirm a count that the server did not read. */
export function sealPreview(authSecret: string, preview: SealedPreview): string {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'preview seal', 32));
  return createHmac('sha256', key)
    .update(canonicalJson({ ...preview }))
    .digest('base64url');
}

/** True if `seal` was made for this very preview. */
export function isSealOf(authSecret: string, preview: SealedPreview, seal: string): boolean {
  const expected = Buffer.from(sealPreview(authSecret, preview));
  const given = Buffer.from(seal);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

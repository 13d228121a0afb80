'use client';
import { useTranslations } from 'use-intl';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import type { AuditRow } from '#lib/audit/audit-view.ts';

/** Which campaign an event is about: its name as far as a deletion told it, its ID and its VDN. */
export function EventCampaign({
  row,
}: {
  readonly row: Pick<AuditRow, 'vdnId' | 'campaignId' | 'campaignName'>;
}) {
  const t = useTranslations('audit');
  const vdnId = String(row.vdnId ?? '');
  if (row.campaignId === null) {
    if (row.vdnId !== null) return <span>{t('value.vdn', { vdnId })}</span>;
    return (
      <span className="text-ink-faint">
        <span aria-hidden>—</span>
        <VisuallyHidden>{t('list.nothing')}</VisuallyHidden>
      </span>
    );
  }
  const address = t('value.campaign', { campaignId: row.campaignId, vdnId });
  if (row.campaignName === null) return <span className="whitespace-nowrap">{address}</span>;
  return (
    <>
      <span className="block min-w-40 wrap-anywhere">{row.campaignName}</span>
      <span className="block text-sm whitespace-nowrap text-ink-muted">{address}</span>
    </>
  );
}

import { ScrollText, ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AuditTable } from '#components/audit/audit-table.tsx';
import { StreamStates } from '#components/audit/stream-states.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { findAuditEvents } from '#lib/audit/find-audit-events.ts';
import { findStreams } from '#lib/audit/stream/find-streams.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('audit'))('title') };
}

/** A sequence number of the address; anything else is as if it were not there. */
function cursorOf(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export default async function AuditPage({
  searchParams,
}: {
  readonly searchParams: Promise<{
    readonly before?: string | string[];
    readonly after?: string | string[];
  }>;
}) {
  const grant = await requireGrant('audit:read');
  const t = await getTranslator();
  const search = await searchParams;
  const before = cursorOf(search.before);
  const after = cursorOf(search.after);
  const isFirstPage = before === undefined && after === undefined;
  const { rows, olderCursor, newerCursor } = await findAuditEvents(grant, {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  const newer = {
    href: newerCursor === null ? null : `/audit?after=${newerCursor}`,
    label: t('common.newer'),
  };
  const older = {
    href: olderCursor === null ? null : `/audit?before=${olderCursor}`,
    label: t('common.older'),
  };
  const zone = (
    <span className="text-sm text-ink-muted">
      {t('audit.list.zone', { timeZone: getShellFacts().timeZone })}
    </span>
  );
  return (
    <>
      <PageHeader
        title={t('audit.title')}
        description={t('audit.description')}
        actions={
          <Link href="/audit/verify" prefetch={false} className={buttonClass('secondary')}>
            <ShieldCheck aria-hidden className="size-4" />
            {t('audit.verify.open')}
          </Link>
        }
      />
      <StreamStates streams={await findStreams(grant)} />
      <Panel
        isFlush
        className="*:first:rounded-[inherit]"
        footer={
          newer.href === null && older.href === null ? (
            zone
          ) : (
            <Pagination label={t('audit.list.paging')} previous={newer} next={older}>
              {zone}
            </Pagination>
          )
        }
      >
        {rows.length > 0 ? (
          <AuditTable rows={rows} />
        ) : isFirstPage ? (
          <EmptyState icon={ScrollText} title={t('audit.list.emptyTitle')}>
            {t('audit.list.emptyWhat')}
          </EmptyState>
        ) : (
          <EmptyState
            icon={ScrollText}
            title={t('audit.list.emptyPageTitle')}
            action={
              <Link href="/audit" prefetch={false} className={buttonClass('secondary')}>
                {t('audit.list.toNewest')}
              </Link>
            }
          />
        )}
      </Panel>
    </>
  );
}

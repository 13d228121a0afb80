import { ScrollText, SearchCheck, SearchX, ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AuditFilterForm } from '#components/audit/audit-filter-form.tsx';
import { AuditTable } from '#components/audit/audit-table.tsx';
import { ExportMenu } from '#components/audit/export-menu.tsx';
import { SearchOn } from '#components/audit/search-on.tsx';
import { StreamStates } from '#components/audit/stream-states.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { auditAddress, auditCursor, auditFilter, auditSearchParams } from '#lib/audit/audit-filter.ts';
import { findAuditEvents } from '#lib/audit/find-audit-events.ts';
import { findAuditPeople } from '#lib/audit/find-audit-people.ts';
import { findStreams } from '#lib/audit/stream/find-streams.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { civilToday } from '#lib/clock.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('audit'))('title') };
}

export default async function AuditPage({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const grant = await requireGrant('audit:read');
  const t = await getTranslator();
  const { timeZone, vdns } = getShellFacts();
  const params = await searchParams;
  const filter = auditFilter.parse(params);
  const cursor = auditCursor.parse(params);
  const first = auditAddress(filter);
  const isFiltered = first !== auditAddress({});
  const isFirstPage = cursor.before === undefined && cursor.after === undefined;
  const { rows, olderCursor, newerCursor, searchedTo } = await findAuditEvents(grant, filter, cursor);
  const newer = {
    href: newerCursor === null ? null : auditAddress(filter, { after: newerCursor }),
    label: t('common.newer'),
  };
  const older = {
    href: olderCursor === null ? null : auditAddress(filter, { before: olderCursor }),
    label: t('common.older'),
  };
  const onward = cursor.after === undefined ? older.href : newer.href;
  const zone = (
    <span className="text-sm text-ink-muted">
      {t('audit.list.zone', { timeZone })}
      {searchedTo === null || rows.length === 0
        ? null
        : ` · ${t('audit.filter.searchedTo', { seq: String(searchedTo) })}`}
    </span>
  );
  return (
    <>
      <PageHeader
        title={t('audit.title')}
        description={t('audit.description')}
        actions={
          <>
            <Link href="/audit/lookup" prefetch={false} className={buttonClass('secondary')}>
              <SearchCheck aria-hidden className="size-4" />
              {t('audit.lookup.open')}
            </Link>
            <ExportMenu filter={Object.fromEntries(auditSearchParams(filter))} />
            <Link href="/audit/verify" prefetch={false} className={buttonClass('secondary')}>
              <ShieldCheck aria-hidden className="size-4" />
              {t('audit.verify.open')}
            </Link>
          </>
        }
      />
      <StreamStates streams={await findStreams(grant)} />
      <AuditFilterForm
        filter={filter}
        people={await findAuditPeople(grant)}
        vdns={vdns}
        today={civilToday(timeZone)}
      />
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
        ) : searchedTo !== null && onward !== null ? (
          <SearchOn key={first} href={onward} searchedTo={searchedTo} />
        ) : !isFirstPage ? (
          <EmptyState
            icon={ScrollText}
            title={t(isFiltered ? 'audit.filter.emptyPageTitle' : 'audit.list.emptyPageTitle')}
            action={<EmptyLink href={first}>{t('audit.list.toNewest')}</EmptyLink>}
          />
        ) : isFiltered ? (
          <EmptyState
            icon={SearchX}
            title={t('audit.filter.emptyTitle')}
            action={<EmptyLink href="/audit">{t('audit.filter.clear')}</EmptyLink>}
          >
            {t('audit.filter.emptyWhat')}
          </EmptyState>
        ) : (
          <EmptyState icon={ScrollText} title={t('audit.list.emptyTitle')}>
            {t('audit.list.emptyWhat')}
          </EmptyState>
        )}
      </Panel>
    </>
  );
}

function EmptyLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonClass('secondary')}>
      {children}
    </Link>
  );
}

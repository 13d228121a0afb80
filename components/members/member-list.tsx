'use client';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { type ListedMember, MemberTable } from './member-table.tsx';
import type { Vdn } from './scope-words.ts';

/** All members, narrowed down by what is typed. */
export function MemberList({
  members,
  vdns,
}: {
  readonly members: readonly ListedMember[];
  readonly vdns: readonly Vdn[];
}) {
  const t = useTranslations('members');
  const [search, setSearch] = useState('');
  const text = search.trim().toLowerCase();
  const found = members.filter(
    ({ name, username }) => name.toLowerCase().includes(text) || username.includes(text),
  );
  return (
    <>
      <Field label={t('search')} className="max-w-sm">
        {(aria) => (
          <Input
            {...aria}
            type="search"
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </Field>
      <Panel isFlush title={<span aria-live="polite">{t('count', { count: found.length })}</span>}>
        {found.length === 0 ? (
          <EmptyState icon={Search} title={t('nobodyFound')} />
        ) : (
          <MemberTable members={found} vdns={vdns} />
        )}
      </Panel>
    </>
  );
}

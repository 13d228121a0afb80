'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ReadFault } from '#components/campaigns/read-fault.tsx';
import { readJson } from '#components/campaigns/read-json.ts';
import { useDebounced } from '#components/campaigns/use-debounced.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { CampaignList } from '#lib/campaigns/campaign-view.ts';
import { useScopeWords, type Vdn } from './scope-words.ts';

const typingMs = 250;
const staleMs = 15_000;
const whole = 'whole';

/** Where a member may act: whole VDNs, or single campaigns that are found by name or ID. */
export function ScopeChoice({
  vdns,
  scope,
  onChange,
  isDisabled = false,
}: {
  readonly vdns: readonly Vdn[];
  readonly scope: readonly string[];
  readonly onChange: (scope: string[]) => void;
  readonly isDisabled?: boolean;
}) {
  const t = useTranslations('members');
  const common = useTranslations('common');
  const [vdnId, setVdnId] = useState(vdns[0]?.id ?? 0);
  const [search, setSearch] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const text = useDebounced(search, typingMs);
  const campaigns = useQuery({
    queryKey: ['members', 'campaigns', vdnId, text],
    queryFn: ({ signal }) =>
      readJson<CampaignList>(
        `/api/members/campaigns?${new URLSearchParams({ vdnId: String(vdnId), q: text })}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: staleMs,
    enabled: !isDisabled,
  });
  const found = campaigns.data?.campaigns ?? [];
  const words = useScopeWords(
    vdns,
    (entry) => names.get(entry) ?? found.find(({ vdnId: of, id }) => `${of}/${id}` === entry)?.name,
  );
  const options = [
    ...(text === '' ? [{ value: whole, label: t('wholeVdn'), name: undefined }] : []),
    ...found.map(({ id, name }) => ({
      value: id,
      label: t('campaignNamed', { name, id }),
      name,
    })),
  ];

  const add = (campaignId: string, name: string | undefined) => {
    const ofVdn = (entry: string) => entry === String(vdnId) || entry.startsWith(`${vdnId}/`);
    if (campaignId === whole) return onChange([...scope.filter((entry) => !ofVdn(entry)), String(vdnId)]);
    const entry = `${vdnId}/${campaignId}`;
    if (name !== undefined) setNames(new Map([...names, [entry, name]]));
    // a single campaign narrows a whole VDN down
    onChange([...scope.filter((each) => each !== String(vdnId) && each !== entry), entry]);
  };

  return (
    <FieldGroup legend={t('scope')} hint={t('scopeWhat')}>
      {scope.length === 0 ? (
        <p className="text-base text-ink-muted">{t('noScope')}</p>
      ) : (
        <ul aria-label={t('scope')} className="flex flex-wrap gap-2">
          {scope.map((entry) => (
            <li
              key={entry}
              className="flex items-center gap-1 rounded-md border border-line-strong bg-sunken py-0.5 pr-0.5 pl-3 text-base text-ink"
            >
              <span className="wrap-anywhere">{words(entry)}</span>
              {isDisabled ? null : (
                <IconButton
                  size="sm"
                  label={t('removeScope', { scope: words(entry) })}
                  onClick={() => onChange(scope.filter((each) => each !== entry))}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {isDisabled ? null : (
        <div className="mt-3 grid gap-x-4 sm:grid-cols-[minmax(10rem,14rem)_minmax(0,1fr)]">
          <Field label={t('vdn')}>
            {(aria) => (
              <Select
                {...aria}
                options={vdns.map((vdn) => ({ value: String(vdn.id), label: `${vdn.name} (${vdn.id})` }))}
                value={String(vdnId)}
                onChange={(event) => setVdnId(Number(event.target.value))}
              />
            )}
          </Field>
          <Field label={t('addScope')}>
            {(aria) => (
              <Combobox
                {...aria}
                options={options}
                value={undefined}
                onChange={({ value, name }) => add(value, name)}
                placeholder={t('addScopePlaceholder')}
                searchLabel={t('campaignSearch')}
                search={search}
                onSearch={setSearch}
                emptyText={t('campaignNone')}
                isLoading={campaigns.isFetching}
                loadingText={common('loading')}
              />
            )}
          </Field>
        </div>
      )}
      {campaigns.error ? (
        <ReadFault error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : null}
    </FieldGroup>
  );
}

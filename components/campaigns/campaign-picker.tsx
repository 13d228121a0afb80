'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Combobox, type ComboboxOption } from '#components/ui/combobox.tsx';
import type { ControlProps } from '#components/ui/control-class.ts';
import type { CampaignList, CampaignView } from '#lib/campaigns/campaign-view.ts';
import { campaignStatus } from '#lib/deletions/preview.ts';
import { CampaignStatusBadge } from './campaign-status-badge.tsx';
import { ReadFault } from './read-fault.tsx';
import { readJson } from './read-json.ts';
import { useAgo } from './use-ago.ts';
import { useDebounced } from './use-debounced.ts';

const typingMs = 250;
const staleMs = 15_000;

/** What the form keeps of a campaign; status and count are read anew for the preview. */
export interface ChosenCampaign {
  readonly vdnId: number;
  readonly id: string;
  readonly name: string;
}

type Option = ComboboxOption & { readonly campaign: ChosenCampaign & Partial<CampaignView> };

/** Finds a campaign by name or ID, with its live status and the numbers left to call. */
export function CampaignPicker({
  vdnId,
  chosen,
  onChoose,
  ...control
}: Partial<ControlProps> & {
  readonly vdnId: number;
  readonly chosen: ChosenCampaign | null;
  readonly onChoose: (campaign: ChosenCampaign) => void;
}) {
  const t = useTranslations('newDeletion');
  const common = useTranslations('common');
  const ago = useAgo();
  const [search, setSearch] = useState('');
  const text = useDebounced(search, typingMs);
  const campaigns = useQuery({
    queryKey: ['campaigns', vdnId, text],
    queryFn: ({ signal }) =>
      readJson<CampaignList>(
        `/api/campaigns?${new URLSearchParams({ vdnId: String(vdnId), q: text })}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: staleMs,
  });
  const options = (campaigns.data?.campaigns ?? []).map(
    (campaign): Option => ({
      value: campaign.id,
      label: campaign.name,
      isDisabled: campaign.status === campaignStatus.started,
      campaign,
    }),
  );
  const chosenOption: Option | undefined = chosen
    ? { value: chosen.id, label: chosen.name, campaign: chosen }
    : undefined;
  return (
    <div className="grid gap-2">
      <Combobox
        {...control}
        options={options}
        value={chosen?.id}
        {...(chosenOption ? { chosen: chosenOption } : {})}
        onChange={({ campaign: { vdnId: ofVdn, id, name } }) => onChoose({ vdnId: ofVdn, id, name })}
        placeholder={t('campaignPlaceholder')}
        searchLabel={t('campaignSearch')}
        search={search}
        onSearch={setSearch}
        emptyText={t('campaignNone')}
        isLoading={campaigns.isFetching}
        loadingText={common('loading')}
        note={campaigns.data ? t('campaignListAge', { ago: ago(campaigns.data.readAt) }) : null}
        renderOption={({ campaign }) => <CampaignOption campaign={campaign} />}
        renderValue={({ campaign }) => <CampaignName campaign={campaign} />}
      />
      {campaigns.error ? (
        <ReadFault error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : null}
    </div>
  );
}

function CampaignName({ campaign }: { readonly campaign: ChosenCampaign }) {
  const t = useTranslations('newDeletion');
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="min-w-0 wrap-anywhere">{campaign.name}</span>
      <span className="text-sm text-ink-muted">{t('campaignId', { id: campaign.id })}</span>
    </span>
  );
}

function CampaignOption({ campaign }: { readonly campaign: Option['campaign'] }) {
  const t = useTranslations('newDeletion');
  const { status, leftToCall } = campaign;
  const left = leftToCall == null ? t('campaignLeftUnknown') : t('campaignLeft', { count: leftToCall });
  return (
    <span className="grid gap-0.5">
      <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5">
        <CampaignName campaign={campaign} />
        {status === undefined ? null : <CampaignStatusBadge status={status} />}
      </span>
      <span className="text-sm text-ink-muted">
        {status === campaignStatus.started ? t('campaignStarted') : left}
      </span>
    </span>
  );
}

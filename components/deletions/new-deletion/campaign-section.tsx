'use client';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { CampaignPicker } from '#components/campaigns/campaign-picker.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import type { FormValues } from './form-values.ts';
import { useFaultWords } from './use-fault-words.ts';

/** Which campaign: its VDN first, where the member has more than one. */
export function CampaignSection({ vdns }: { readonly vdns: FormFacts['vdns'] }) {
  const t = useTranslations('newDeletion');
  const words = useFaultWords();
  const { control, watch, setValue } = useFormContext<FormValues>();
  const vdnId = watch('vdnId');
  return (
    <div className="grid gap-x-4 sm:grid-cols-[minmax(10rem,14rem)_minmax(0,1fr)]">
      <Field label={t('vdn')}>
        {(field) => (
          <Select
            {...field}
            options={vdns.map((vdn) => ({ value: String(vdn.id), label: `${vdn.name} (${vdn.id})` }))}
            value={String(vdnId)}
            onChange={(event) => {
              setValue('vdnId', Number(event.target.value));
              setValue('campaign', null);
            }}
          />
        )}
      </Field>
      <Controller
        control={control}
        name="campaign"
        render={({ field, fieldState }) => (
          <Field label={t('campaign')} error={words(fieldState.error?.message)} isRequired>
            {(aria) => (
              <CampaignPicker {...aria} vdnId={vdnId} chosen={field.value} onChoose={field.onChange} />
            )}
          </Field>
        )}
      />
    </div>
  );
}

'use client';
import { Archive, Trash2 } from 'lucide-react';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Callout } from '#components/ui/callout.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import type { FormValues } from './form-values.ts';

/** Archive is the default; permanent is a marked choice. */
export function ArchiveSection() {
  const t = useTranslations('newDeletion');
  const domain = useTranslations('domain.archive');
  const { control, watch } = useFormContext<FormValues>();
  const isErasure = watch('category') === 'erasure_request' && watch('archiveHistory') === 1;
  return (
    <div className="grid gap-3">
      <Controller
        control={control}
        name="archiveHistory"
        render={({ field }) => (
          <RadioCards
            aria-label={t('archive')}
            value={field.value === 1 ? 'archive' : 'permanent'}
            onChange={(choice) => field.onChange(choice === 'archive' ? 1 : 0)}
            options={[
              {
                value: 'archive',
                label: domain('archive'),
                description: t('archiveWhat'),
                icon: <Archive aria-hidden className="size-4 shrink-0 text-ink-muted" />,
              },
              {
                value: 'permanent',
                label: domain('permanent'),
                description: t('permanentWhat'),
                icon: <Trash2 aria-hidden className="size-4 shrink-0 text-danger" />,
                tone: 'danger',
              },
            ]}
          />
        )}
      />
      {isErasure ? <Callout tone="warning">{t('erasureNote')}</Callout> : null}
    </div>
  );
}

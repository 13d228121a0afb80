'use client';
import { CalendarClock, Fingerprint, Layers, Phone } from 'lucide-react';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import { criterionKinds } from '#lib/deletions/criterion.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import { CalledField } from './called-field.tsx';
import type { FormValues } from './form-values.ts';
import { RecycleFields } from './recycle-fields.tsx';
import { useFaultWords } from './use-fault-words.ts';

const looks = {
  called: { what: 'calledWhat', icon: Phone },
  session_id: { what: 'sessionIdWhat', icon: Fingerprint },
  custom_field: { what: 'customFieldWhat', icon: Layers },
  recycle_time: { what: 'recycleTimeWhat', icon: CalendarClock },
} as const;

/** Exactly one criterion; what was typed for another kind stays in the form and is not sent. */
export function CriterionSection({ facts }: { readonly facts: Pick<FormFacts, 'timeZone' | 'today'> }) {
  const t = useTranslations('newDeletion');
  const domain = useTranslations('domain.criterionKind');
  const words = useFaultWords();
  const { control, register, watch, formState, clearErrors } = useFormContext<FormValues>();
  const kind = watch('kind');
  const { errors } = formState;
  return (
    <div className="grid gap-4">
      <Controller
        control={control}
        name="kind"
        render={({ field }) => (
          <RadioCards
            aria-label={t('criterion')}
            columns={2}
            value={field.value}
            onChange={(next) => {
              field.onChange(next);
              clearErrors(['called', 'sessionId', 'customField', 'date', 'time']);
            }}
            options={criterionKinds.map((each) => {
              const Icon = looks[each].icon;
              return {
                value: each,
                label: domain(each),
                description: t(looks[each].what),
                icon: <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />,
              };
            })}
          />
        )}
      />
      {kind === 'called' ? <CalledField /> : null}
      {kind === 'session_id' ? (
        <Field
          label={t('sessionId')}
          hint={t('sessionIdHint')}
          error={words(errors.sessionId?.message)}
          isRequired
        >
          {(aria) => (
            <Input
              {...aria}
              {...register('sessionId')}
              autoComplete="off"
              spellCheck={false}
              className="max-w-104 font-mono"
            />
          )}
        </Field>
      ) : null}
      {kind === 'custom_field' ? (
        <Field
          label={t('customField')}
          hint={t('customFieldHint')}
          error={words(errors.customField?.message)}
          isRequired
        >
          {(aria) => (
            <Input
              {...aria}
              {...register('customField')}
              autoComplete="off"
              spellCheck={false}
              className="max-w-104"
            />
          )}
        </Field>
      ) : null}
      {kind === 'recycle_time' ? <RecycleFields facts={facts} /> : null}
    </div>
  );
}

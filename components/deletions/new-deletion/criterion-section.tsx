'use client';
import { CalendarClock, Fingerprint, Layers, Phone } from 'lucide-react';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { ListInput } from '#components/lists/list-input.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { callCriterionKinds } from '#lib/deletions/criterion.ts';
import { firstNumbers } from '#lib/deletions/deletion-input.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import { CalledField } from './called-field.tsx';
import { type FormValues, listIn, pauseAfterOf } from './form-values.ts';
import { RecycleFields } from './recycle-fields.tsx';
import { useFaultWords } from './use-fault-words.ts';

const looks = {
  called: { what: 'calledWhat', icon: Phone },
  session_id: { what: 'sessionIdWhat', icon: Fingerprint },
  custom_field: { what: 'customFieldWhat', icon: Layers },
  recycle_time: { what: 'recycleTimeWhat', icon: CalendarClock },
} as const;

/** Exactly one criterion; what was typed for another kind stays in the form and is not sent. */
export function CriterionSection({
  facts,
}: {
  readonly facts: Pick<FormFacts, 'timeZone' | 'today' | 'pauseAbove'>;
}) {
  const t = useTranslations('newDeletion');
  const domain = useTranslations('domain.criterionKind');
  const words = useFaultWords();
  const { control, register, watch, setValue, formState, clearErrors } = useFormContext<FormValues>();
  const values = watch();
  const { kind } = values;
  const isList = values.amount === 'list';
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
              clearErrors(['called', 'sessionId', 'customField', 'date', 'time', 'list']);
            }}
            options={callCriterionKinds.map((each) => {
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
      {kind === 'called' || kind === 'session_id' ? <AmountSwitch /> : null}
      {isList && (kind === 'called' || kind === 'session_id') ? (
        <Controller
          control={control}
          name="list"
          render={({ field, fieldState }) => (
            <ListInput
              // what was typed for numbers is not what is read as session IDs
              key={kind}
              kind={kind}
              list={listIn(values)}
              error={words(fieldState.error?.message)}
              onRead={(list) => {
                field.onChange(list);
                // what was decided for another list does not count for this one
                setValue('pausesFirst', null);
              }}
            />
          )}
        />
      ) : null}
      <PauseChoice pauseAbove={facts.pauseAbove} />
      {kind === 'called' && !isList ? <CalledField /> : null}
      {kind === 'session_id' && !isList ? (
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

/** A list may stop after its first numbers; a long one does, unless that is switched off on purpose. */
function PauseChoice({ pauseAbove }: { readonly pauseAbove: number }) {
  const t = useTranslations('lists');
  const { control, watch } = useFormContext<FormValues>();
  const values = watch();
  const report = listIn(values)?.report;
  if (report === undefined || report.isTooManyRows || report.accepted <= firstNumbers) return null;
  const isOn = pauseAfterOf(values, { pauseAbove }) !== null;
  return (
    <Controller
      control={control}
      name="pausesFirst"
      render={({ field }) => (
        <Checkbox
          className="rounded-md border border-line px-4 py-3"
          label={t('pause', { first: firstNumbers })}
          description={
            isOn ? t('pauseWhat', { first: firstNumbers }) : t('noPauseWhat', { count: report.accepted })
          }
          isChecked={isOn}
          onChange={field.onChange}
        />
      )}
    />
  );
}

function AmountSwitch() {
  const t = useTranslations('lists');
  const { control, clearErrors } = useFormContext<FormValues>();
  return (
    <Controller
      control={control}
      name="amount"
      render={({ field }) => (
        <SegmentedControl
          aria-label={t('singleOrList')}
          className="justify-self-start"
          value={field.value}
          onChange={(amount) => {
            field.onChange(amount);
            clearErrors(['called', 'sessionId', 'list']);
          }}
          options={[
            { value: 'single', label: t('single') },
            { value: 'list', label: t('list') },
          ]}
        />
      )}
    />
  );
}

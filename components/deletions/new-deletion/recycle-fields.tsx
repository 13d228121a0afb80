'use client';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { DatePicker } from '#components/ui/date-picker.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import { recycleModes } from '#lib/deletions/criterion.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import { criterionIn, type FormValues } from './form-values.ts';
import { TimeBar } from './time-bar.tsx';
import { useFaultWords } from './use-fault-words.ts';
import { useWindowWords } from './use-window-words.ts';

const modeWhat = { until: 'untilWhat', day: 'dayWhat', moment: 'momentWhat' } as const;

/** Modes 1 and 2 act on whole days and have no time of day; mode 3 asks for the second. */
export function RecycleFields({ facts }: { readonly facts: Pick<FormFacts, 'timeZone' | 'today'> }) {
  const t = useTranslations('newDeletion');
  const domain = useTranslations('domain.recycleMode');
  const words = useFaultWords();
  const windowWords = useWindowWords();
  const { control, register, watch, formState, trigger } = useFormContext<FormValues>();
  const values = watch();
  const criterion = criterionIn(values);
  const isRecycle = criterion?.kind === 'recycle_time';
  return (
    <div className="grid gap-1">
      <Controller
        control={control}
        name="mode"
        render={({ field }) => (
          <RadioCards
            aria-label={t('recycleMode')}
            columns={3}
            value={field.value}
            onChange={(mode) => {
              field.onChange(mode);
              // a fault of the time does not outlive the field it belongs to
              if (formState.isSubmitted) void trigger();
            }}
            options={recycleModes.map((mode) => ({
              value: mode,
              label: domain(mode),
              description: t(modeWhat[mode]),
            }))}
          />
        )}
      />
      <div className="mt-3 grid gap-x-4 sm:grid-cols-[12rem_10rem]">
        <Controller
          control={control}
          name="date"
          render={({ field, fieldState }) => (
            <Field
              label={t('date')}
              hint={values.date > facts.today && isRecycle ? t('dateFuture') : t('dateHint')}
              error={words(fieldState.error?.message)}
              isRequired
            >
              {(aria) => (
                <DatePicker
                  {...aria}
                  ref={field.ref}
                  name="date"
                  value={field.value}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  today={facts.today}
                />
              )}
            </Field>
          )}
        />
        {values.mode === 'moment' ? (
          <Field
            label={t('time')}
            hint={t('timeHint')}
            error={words(formState.errors.time?.message)}
            isRequired
          >
            {(aria) => (
              <Input
                {...aria}
                {...register('time')}
                inputMode="numeric"
                placeholder="HH:mm:ss"
                maxLength={8}
                autoComplete="off"
              />
            )}
          </Field>
        ) : null}
      </div>
      {isRecycle ? (
        <div className="rounded-md border border-line bg-canvas px-3.5 py-3">
          <p className="text-sm text-ink">
            {t('window', { window: windowWords(criterion), timeZone: facts.timeZone })}
          </p>
          <TimeBar criterion={criterion} today={facts.today} label={windowWords(criterion)} />
        </div>
      ) : (
        <p className="rounded-md border border-dashed border-line-strong px-3.5 py-3 text-sm text-ink-muted">
          {t('windowOpen')}
        </p>
      )}
    </div>
  );
}

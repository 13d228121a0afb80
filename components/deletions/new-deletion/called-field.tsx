'use client';
import type { ClipboardEvent } from 'react';
import { useFormContext } from 'react-hook-form';
import { useFormatter, useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { type CalledRemoval, cleanCalled } from '#lib/deletions/clean-called.ts';
import type { FormValues } from './form-values.ts';
import { useFaultWords } from './use-fault-words.ts';

/** One called number. What is cleaned off it before it is sent is said below, never done in silence. */
export function CalledField() {
  const t = useTranslations('newDeletion');
  const format = useFormatter();
  const words = useFaultWords();
  const { register, watch, setValue, formState } = useFormContext<FormValues>();
  const cleaned = cleanCalled(watch('called'));

  const removalWords = (removal: CalledRemoval) => {
    if (removal === 'spaces') return t('removedSpaces');
    return removal === 'hyphens' ? t('removedHyphens') : t('removedPrefix', { prefix: removal });
  };
  const report = () => {
    if (!cleaned.ok || cleaned.value === '') return t('calledHint');
    const { value, removed, isConverted } = cleaned;
    const list = format.list(removed.map(removalWords), { style: 'narrow' });
    if (removed.length > 0)
      return t(isConverted ? 'calledCleanedBoth' : 'calledCleaned', { value, removed: list });
    return isConverted ? t('calledConverted', { value }) : t('calledHint');
  };
  // A one-line field would drop the line breaks of a list and join its numbers into one.
  const keepLines = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text');
    if (!/[\r\n\t]/.test(text.trim())) return;
    event.preventDefault();
    setValue(
      'called',
      text
        .trim()
        .split(/[\r\n\t]+/)
        .join(', '),
      { shouldValidate: true, shouldDirty: true },
    );
  };

  return (
    <Field label={t('called')} hint={report()} error={words(formState.errors.called?.message)} isRequired>
      {(control) => (
        <Input
          {...control}
          {...register('called')}
          inputMode="tel"
          autoComplete="off"
          spellCheck={false}
          className="max-w-80 tabular-nums"
          onPaste={keepLines}
        />
      )}
    </Field>
  );
}

'use client';
import { useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { reasonCategories } from '#lib/deletions/deletion-input.ts';
import type { FormValues } from './form-values.ts';
import { useFaultWords } from './use-fault-words.ts';

/** Why: a category, words ("other" demands them) and a ticket number. */
export function ReasonSection({ ticketRequired }: { readonly ticketRequired: boolean }) {
  const t = useTranslations('newDeletion');
  const common = useTranslations('common');
  const domain = useTranslations('domain.reasonCategory');
  const words = useFaultWords();
  const { register, watch, formState } = useFormContext<FormValues>();
  const { errors } = formState;
  const isTextRequired = watch('category') === 'other';
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
      <Field label={t('reasonCategory')} error={words(errors.category?.message)} isRequired>
        {(aria) => (
          <Select
            {...aria}
            {...register('category')}
            placeholder={t('reasonCategoryPlaceholder')}
            options={reasonCategories.map((category) => ({ value: category, label: domain(category) }))}
          />
        )}
      </Field>
      <Field
        label={t('ticket')}
        error={words(errors.ticket?.message)}
        isRequired={ticketRequired}
        {...(ticketRequired ? {} : { optionalMark: common('optional') })}
      >
        {(aria) => <Input {...aria} {...register('ticket')} autoComplete="off" />}
      </Field>
      <Field
        label={t('reasonText')}
        hint={t('reasonTextHint')}
        error={words(errors.reasonText?.message)}
        isRequired={isTextRequired}
        className="sm:col-span-2"
        {...(isTextRequired ? {} : { optionalMark: common('optional') })}
      >
        {(aria) => <Textarea {...aria} {...register('reasonText')} rows={2} />}
      </Field>
    </div>
  );
}

'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useRef, useState, useTransition } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { classNames } from '#components/ui/class-names.ts';
import { DatePicker } from '#components/ui/date-picker.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { type DeletionFilter, deletionFilter, deletionsAddress } from '#lib/deletions/deletion-filter.ts';
import type { FilterOptions } from '#lib/deletions/find-filter-options.ts';
import { deletionStatuses } from '#lib/deletions/states.ts';

type Values = Record<keyof DeletionFilter, string>;

function valuesOf(filter: DeletionFilter): Values {
  const { state = '', campaign = '', requester = '', outcome = '', from = '', to = '' } = filter;
  return { state, campaign, requester, outcome, from, to };
}

/** Which deletions are listed: a plain form of the address, which the list is made from on the server. */
export function DeletionFilterForm({
  filter,
  options,
  today,
}: {
  readonly filter: DeletionFilter;
  readonly options: FilterOptions;
  /** `yyyy-MM-dd` in the VDN's zone. */
  readonly today: string;
}) {
  const t = useTranslations('deletions.filter');
  const status = useTranslations('domain.deletionStatus');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const campaignsId = useId();
  const [isPending, startTransition] = useTransition();
  const [values, setValues] = useState(() => valuesOf(filter));
  const [isChecked, setIsChecked] = useState(false);
  // the address is the truth: Back and "clear" change what stands here
  const address = deletionsAddress(filter);
  const [shown, setShown] = useState(address);
  if (shown !== address) {
    setShown(address);
    setValues(valuesOf(filter));
    setIsChecked(false);
  }

  const parsed = deletionFilter.parse(values);
  const isIgnored = (name: keyof Values) => values[name].trim() !== '' && parsed[name] === undefined;
  const isReversed = parsed.from !== undefined && parsed.to !== undefined && parsed.from > parsed.to;
  const isFaulty = isIgnored('campaign') || isIgnored('from') || isIgnored('to') || isReversed;
  const field = <Name extends keyof Values>(name: Name) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const dayFault = (name: 'from' | 'to') =>
    isChecked && isIgnored(name)
      ? t('dayFault')
      : isChecked && name === 'to' && isReversed
        ? t('reversed')
        : undefined;

  const apply = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (isFaulty) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    else startTransition(() => router.push(deletionsAddress(parsed)));
  };

  return (
    <form
      ref={form}
      action="/deletions"
      aria-label={t('title')}
      noValidate
      onSubmit={apply}
      className={classNames(
        'mb-4 grid grid-cols-2 items-start gap-x-3 rounded-lg border border-line bg-surface px-4 pt-3 shadow-raised sm:px-5 md:grid-cols-4',
        options.requesters.length > 0
          ? 'min-[87.5rem]:grid-cols-[repeat(6,minmax(0,1fr))_auto]'
          : 'min-[87.5rem]:grid-cols-[repeat(5,minmax(0,1fr))_auto]',
      )}
    >
      <Field label={t('state')}>
        {(aria) => (
          <Select
            {...aria}
            {...field('state')}
            placeholder={t('all')}
            options={[
              { value: 'open', label: t('open') },
              ...deletionStatuses.map((each) => ({ value: each, label: status(each) })),
            ]}
          />
        )}
      </Field>
      <Field label={t('outcome')}>
        {(aria) => (
          <Select
            {...aria}
            {...field('outcome')}
            placeholder={t('all')}
            options={[{ value: 'unknown', label: t('hasUnknown') }]}
          />
        )}
      </Field>
      <Field
        label={t('campaign')}
        error={isChecked && isIgnored('campaign') ? t('campaignFault') : undefined}
      >
        {(aria) => (
          <>
            <Input {...aria} {...field('campaign')} list={campaignsId} autoComplete="off" maxLength={20} />
            <datalist id={campaignsId}>
              {options.campaigns.map(({ id, name }) => (
                <option key={id} value={id} label={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      {options.requesters.length > 0 ? (
        <Field label={t('requester')}>
          {(aria) => (
            <Select
              {...aria}
              {...field('requester')}
              placeholder={t('all')}
              options={options.requesters.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      ) : null}
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(name)} error={dayFault(name)}>
          {(aria) => (
            <DatePicker
              {...aria}
              name={name}
              value={values[name]}
              onChange={(value) => setValues({ ...values, [name]: value })}
              today={today}
              max={today}
            />
          )}
        </Field>
      ))}
      <div className="flex gap-1 pt-[1.625rem] pb-6">
        <Button type="submit" isPending={isPending}>
          {t('apply')}
        </Button>
        {address === '/deletions' ? null : (
          <Link href="/deletions" prefetch={false} className={buttonClass('ghost')}>
            {t('clear')}
          </Link>
        )}
      </div>
    </form>
  );
}

'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState, useTransition } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { DatePicker } from '#components/ui/date-picker.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select, type SelectOption } from '#components/ui/select.tsx';
import {
  type AuditFilter,
  auditAddress,
  auditEventTypes,
  auditFilter,
  auditOutcomes,
  systemActor,
} from '#lib/audit/audit-filter.ts';
import type { AuditPeople } from '#lib/audit/find-audit-people.ts';
import { reasonLimits } from '#lib/deletions/deletion-input.ts';
import { eventKey } from './typed-event.ts';

type Name = keyof AuditFilter;
type Values = Record<Name, string>;

const names = Object.keys(auditFilter.shape) as Name[];
const ids = ['deletion', 'item', 'correlation'] as const;

function valuesOf(filter: AuditFilter): Values {
  return Object.fromEntries(names.map((name) => [name, filter[name] ?? ''])) as Values;
}

/** Which records are shown: a plain form of the address, which the list is made from on the server. */
export function AuditFilterForm({
  filter,
  people,
  vdns,
  today,
}: {
  readonly filter: AuditFilter;
  readonly people: AuditPeople;
  readonly vdns: readonly { readonly id: number; readonly name: string }[];
  /** `yyyy-MM-dd` in the VDN's zone. */
  readonly today: string;
}) {
  const t = useTranslations();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isPending, startTransition] = useTransition();
  const [values, setValues] = useState(() => valuesOf(filter));
  const [isChecked, setIsChecked] = useState(false);
  // the address is the truth: Back and "clear" change what stands here
  const address = auditAddress(filter);
  const [shown, setShown] = useState(address);
  if (shown !== address) {
    setShown(address);
    setValues(valuesOf(filter));
    setIsChecked(false);
  }

  const parsed = auditFilter.parse(values);
  const isIgnored = (name: Name) => values[name].trim() !== '' && parsed[name] === undefined;
  const isReversed = parsed.from !== undefined && parsed.to !== undefined && parsed.from > parsed.to;
  const faulty = names.find(isIgnored) ?? (isReversed ? 'to' : undefined);
  const field = (name: Name) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const fault = (name: Name): string | undefined => {
    if (!isChecked) return undefined;
    if (isIgnored(name)) {
      if (name === 'from' || name === 'to') return t('audit.filter.dayFault');
      return t(name === 'campaign' ? 'audit.filter.campaignFault' : 'audit.filter.idFault');
    }
    return name === 'to' && isReversed ? t('audit.filter.reversed') : undefined;
  };
  const select = (name: Name, options: readonly SelectOption[]) => (
    <Field label={t(`audit.filter.${name}`)}>
      {(aria) => <Select {...aria} {...field(name)} placeholder={t('audit.filter.all')} options={options} />}
    </Field>
  );
  const input = (name: Name, maxLength: number, placeholder?: string) => (
    <Field key={name} label={t(`audit.filter.${name}`)} error={fault(name)}>
      {(aria) => (
        <Input
          {...aria}
          {...field(name)}
          maxLength={maxLength}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </Field>
  );

  const apply = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (faulty === undefined) startTransition(() => router.push(auditAddress(parsed)));
    else form.current?.querySelector<HTMLElement>(`[name="${faulty}"]`)?.focus();
  };

  return (
    <form
      ref={form}
      action="/audit"
      aria-label={t('audit.filter.title')}
      noValidate
      onSubmit={apply}
      className="mb-4 grid grid-cols-2 items-start gap-x-3 rounded-lg border border-line bg-surface px-4 pt-3 shadow-raised sm:px-5 md:grid-cols-4 min-[87.5rem]:grid-cols-6"
    >
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(`audit.filter.${name}`)} error={fault(name)}>
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
      {select('person', [
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        { value: systemActor, label: t('common.system') },
      ])}
      {select(
        'type',
        auditEventTypes.map((type) => ({ value: type, label: t(`audit.event.${eventKey(type)}`) })),
      )}
      {select(
        'outcome',
        auditOutcomes.map((outcome) => ({ value: outcome, label: t(`domain.itemStatus.${outcome}`) })),
      )}
      {select(
        'vdn',
        vdns.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` })),
      )}
      {input('campaign', 20)}
      {input('ticket', reasonLimits.ticket)}
      {ids.map((name) => input(name, 40, { deletion: 'del_…', item: 'itm_…', correlation: 'cor_…' }[name]))}
      <div className="flex gap-1 pt-[1.625rem] pb-6">
        <Button type="submit" isPending={isPending}>
          {t('audit.filter.apply')}
        </Button>
        {address === '/audit' ? null : (
          <Link href="/audit" prefetch={false} className={buttonClass('ghost')}>
            {t('audit.filter.clear')}
          </Link>
        )}
      </div>
    </form>
  );
}

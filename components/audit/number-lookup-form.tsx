'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { LookupRefusal, NumberLookup } from '#lib/audit/number-lookup-view.ts';
import { criterionFaults } from '#lib/deletions/criterion.ts';
import { type ListKind, listKinds } from '#lib/intake/list-report.ts';
import type { Result } from '#lib/result.ts';
import { NumberLookupResult } from './number-lookup-result.tsx';

type Refusal = LookupRefusal | 'signed_out' | 'not_allowed' | 'foreign_origin' | 'no_answer';

const troubles = ['signed_out', 'not_allowed', 'foreign_origin', 'audit_unavailable', 'no_answer'] as const;

/** A number goes to the server, what the audit knows of it comes back; neither stands in an address. */
export function NumberLookupForm({
  lookUpAction,
}: {
  readonly lookUpAction: (input: unknown) => Promise<Result<NumberLookup, Exclude<Refusal, 'no_answer'>>>;
}) {
  const t = useTranslations();
  const [kind, setKind] = useState<ListKind>('called');
  const [text, setText] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [found, setFound] = useState<NumberLookup>();
  const trouble = troubles.find((each) => each === refusal);

  const lookUp = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setIsPending(true);
    setRefusal(undefined);
    setFound(undefined);
    try {
      const result = await lookUpAction({ kind, text });
      if (result.ok) setFound(result.value);
      else setRefusal(result.code);
    } catch {
      setRefusal('no_answer');
    } finally {
      setIsPending(false);
    }
  };
  const fault = () => {
    if (refusal === undefined || trouble !== undefined) return undefined;
    const ofCriterion = criterionFaults.find((each) => each === refusal);
    if (ofCriterion === 'criterion_blank') return t('audit.lookup.blank');
    if (ofCriterion) return t(`refusals.criterion.${ofCriterion}`);
    if (refusal === 'several') return t('audit.lookup.several');
    return t(refusal === 'scientific' ? 'audit.lookup.scientific' : 'audit.lookup.unusable');
  };

  return (
    <div className="grid gap-5">
      <Panel>
        <form noValidate onSubmit={(event) => void lookUp(event)} className="grid max-w-2xl gap-1">
          <FieldGroup legend={t('audit.lookup.kind')}>
            <SegmentedControl
              aria-label={t('audit.lookup.kind')}
              value={kind}
              onChange={setKind}
              options={listKinds.map((value) => ({ value, label: t(`domain.criterionKind.${value}`) }))}
            />
          </FieldGroup>
          <Field
            label={t(`domain.criterionKind.${kind}`)}
            hint={t('audit.lookup.hint')}
            error={fault()}
            isRequired
          >
            {(aria) => (
              <Input
                {...aria}
                value={text}
                onChange={(event) => setText(event.target.value)}
                maxLength={100}
                autoComplete="off"
                spellCheck={false}
                className="max-w-80 tabular-nums"
              />
            )}
          </Field>
          <div>
            <Button type="submit" variant="primary" isPending={isPending}>
              {t('audit.lookup.ask')}
            </Button>
          </div>
        </form>
      </Panel>
      <div aria-live="polite" className="grid gap-5">
        {trouble ? <Callout tone="warning">{t(`audit.lookup.trouble.${trouble}`)}</Callout> : null}
        {found ? <NumberLookupResult found={found} /> : null}
      </div>
    </div>
  );
}

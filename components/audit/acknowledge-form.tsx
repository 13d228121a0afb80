'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { AlarmRefusal } from '#lib/audit/acknowledge-alarm.ts';
import type { Result } from '#lib/result.ts';

type Refusal = AlarmRefusal | 'signed_out' | 'not_allowed' | 'foreign_origin';

const reasonMax = 500;

/** An admin says that records are lost and why; it stays in the audit under their name. */
export function AcknowledgeForm({
  alarmId,
  acknowledgeAction,
}: {
  readonly alarmId: string;
  readonly acknowledgeAction: (input: unknown) => Promise<Result<null, Refusal>>;
}) {
  const t = useTranslations();
  const router = useRouter();
  const show = useToast();
  const [reason, setReason] = useState('');
  const [hasUnderstood, setHasUnderstood] = useState(false);
  const [isChecked, setIsChecked] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<Refusal | 'no_answer'>();

  const acknowledge = async (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (reason.trim() === '' || !hasUnderstood) return;
    setIsPending(true);
    setTrouble(undefined);
    try {
      const result = await acknowledgeAction({ alarmId, reason });
      if (!result.ok) return setTrouble(result.code);
      show({ title: t('audit.alarm.done') });
      router.push('/');
      router.refresh();
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsPending(false);
    }
  };

  return (
    <form noValidate onSubmit={(event) => void acknowledge(event)} className="grid max-w-2xl gap-1">
      <Field
        label={t('audit.alarm.reason')}
        hint={t('audit.alarm.reasonHint')}
        error={isChecked && reason.trim() === '' ? t('audit.alarm.reasonMissing') : undefined}
        isRequired
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={3}
            maxLength={reasonMax}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Checkbox isChecked={hasUnderstood} onChange={setHasUnderstood} label={t('audit.alarm.understood')} />
      <p aria-live="polite" className="min-h-6 text-sm text-warning-ink">
        {isChecked && !hasUnderstood ? t('audit.alarm.understoodMissing') : null}
      </p>
      {trouble === undefined ? null : (
        <Callout tone="warning" isLive title={t(`audit.alarm.trouble.${trouble}.what`)}>
          {t(`audit.alarm.trouble.${trouble}.todo`)}
        </Callout>
      )}
      <div className="mt-2">
        <Button type="submit" variant="danger" isPending={isPending}>
          {t('audit.alarm.confirm')}
        </Button>
      </div>
    </form>
  );
}

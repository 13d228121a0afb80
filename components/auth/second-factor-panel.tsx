'use client';
import { CircleCheck, CircleOff } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Status } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { SecondFactorRefusal, SecondFactorView, TotpEnrolment } from '#lib/auth/account-view.ts';
import type { Result } from '#lib/result.ts';
import { useStepUp } from './step-up.tsx';

export interface SecondFactorActions {
  readonly begin: () => Promise<Result<TotpEnrolment, SecondFactorRefusal>>;
  readonly confirm: (code: string) => Promise<Result<{ recoveryCodes: string[] }, SecondFactorRefusal>>;
  readonly remove: () => Promise<Result<null, SecondFactorRefusal>>;
}

type Stage =
  | { readonly is: 'idle' }
  | { readonly is: 'enrolling'; readonly enrolment: TotpEnrolment }
  | { readonly is: 'enrolled'; readonly recoveryCodes: readonly string[] };

/** The second factor of one's own account: begin with it, confirm its first code, keep the recovery codes. */
export function SecondFactorPanel({
  view,
  actions,
}: {
  readonly view: SecondFactorView;
  readonly actions: SecondFactorActions;
}) {
  const t = useTranslations('account.secondFactor');
  const format = useFormatter();
  const router = useRouter();
  const show = useToast();
  const withStepUp = useStepUp();
  const [stage, setStage] = useState<Stage>({ is: 'idle' });
  const [code, setCode] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<SecondFactorRefusal | 'no_answer'>();

  async function run<T>(call: () => Promise<Result<T, SecondFactorRefusal>>): Promise<T | undefined> {
    if (isPending) return undefined;
    setIsPending(true);
    setTrouble(undefined);
    const result = await withStepUp(call).catch(() => undefined);
    setIsPending(false);
    if (result?.ok) return result.value;
    setTrouble(result?.code ?? 'no_answer');
    return undefined;
  }
  const begin = async () => {
    const enrolment = await run(actions.begin);
    if (enrolment) setStage({ is: 'enrolling', enrolment });
  };
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    const confirmed = await run(() => actions.confirm(code));
    if (!confirmed) return;
    setCode('');
    setStage({ is: 'enrolled', recoveryCodes: confirmed.recoveryCodes });
    show({ tone: 'success', title: t('enrolled') });
    router.refresh();
  };
  const remove = async () => {
    if ((await run(actions.remove)) === undefined) return;
    show({ title: t('removed') });
    router.refresh();
  };

  return (
    <Panel title={t('title')} titleId="second-factor" description={t('what')}>
      {view.isRequired && view.enrolledAt === null ? (
        <Callout tone="warning" className="mb-4">
          {t('required')}
        </Callout>
      ) : null}
      {stage.is === 'enrolling' ? (
        <form method="post" noValidate onSubmit={(event) => void confirm(event)} className="max-w-md">
          <p>{t('scan')}</p>
          <svg
            role="img"
            aria-label={t('qrCode')}
            viewBox={`0 0 ${stage.enrolment.qrPath.size} ${stage.enrolment.qrPath.size}`}
            shapeRendering="crispEdges"
            className="my-3 size-48 rounded-md border border-line bg-white text-black"
          >
            <path d={stage.enrolment.qrPath.d} fill="currentColor" />
          </svg>
          <code className="mb-4 block font-mono text-sm wrap-anywhere select-all">
            {stage.enrolment.secret.replace(/(.{4})/g, '$1 ').trim()}
          </code>
          <Field label={t('firstCode')} isRequired>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="one-time-code"
                className="max-w-56"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('confirm')}
          </Button>
        </form>
      ) : stage.is === 'enrolled' ? (
        <Callout
          tone="info"
          title={t('recoveryTitle')}
          actions={
            <Button size="sm" onClick={() => setStage({ is: 'idle' })}>
              {t('recoverySaved')}
            </Button>
          }
        >
          <p>{t('recoveryWhat')}</p>
          <ul className="mt-2 grid gap-x-8 gap-y-1 font-mono text-sm select-all sm:grid-cols-2">
            {stage.recoveryCodes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Callout>
      ) : (
        <div className="flex flex-wrap items-center gap-4">
          {view.enrolledAt === null ? (
            <Status icon={CircleOff}>{t('isOff')}</Status>
          ) : (
            <Status tone="success" icon={CircleCheck}>
              {t('isOn', {
                time: format.dateTime(view.enrolledAt, { dateStyle: 'medium' }),
                count: view.recoveryCodesLeft,
              })}
            </Status>
          )}
          {view.enrolledAt === null ? (
            <Button isPending={isPending} onClick={() => void begin()}>
              {t('begin')}
            </Button>
          ) : (
            <Button isPending={isPending} onClick={() => void remove()}>
              {t('remove')}
            </Button>
          )}
        </div>
      )}
      <div aria-live="polite">
        {trouble ? (
          <Callout tone="warning" className="mt-3">
            {t(`trouble.${trouble}`)}
          </Callout>
        ) : null}
      </div>
    </Panel>
  );
}

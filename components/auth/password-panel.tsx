'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { PasswordRefusal } from '#lib/auth/account-view.ts';
import type { Result } from '#lib/result.ts';
import { CodeField } from './code-field.tsx';

export type ChangePasswordAction = (input: {
  readonly current: string;
  readonly code: string;
  readonly next: string;
}) => Promise<Result<null, PasswordRefusal>>;

/** Another password for one's own account. */
export function PasswordPanel({
  changePasswordAction,
}: {
  readonly changePasswordAction: ChangePasswordAction;
}) {
  const t = useTranslations('account.password');
  const show = useToast();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<PasswordRefusal | 'no_answer'>();

  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setIsPending(true);
    setTrouble(undefined);
    const result = await changePasswordAction({ current, code, next }).catch(() => undefined);
    setIsPending(false);
    if (result?.ok) {
      for (const empty of [setCurrent, setNext, setCode]) empty('');
      setWantsCode(false);
      return show({ tone: 'success', title: t('done') });
    }
    if (result?.code === 'code_needed') setWantsCode(true);
    setTrouble(result?.code ?? 'no_answer');
  };

  return (
    <Panel title={t('title')} titleId="password" description={t('what')}>
      <form method="post" noValidate onSubmit={(event) => void change(event)} className="max-w-md">
        <Field label={t('current')} isRequired>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('next')} hint={t('rule')} isRequired>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          )}
        </Field>
        {wantsCode ? <CodeField value={code} onChange={setCode} /> : null}
        <div aria-live="polite" className="mb-3">
          {trouble ? (
            <Callout tone={trouble === 'code_needed' ? 'info' : 'warning'}>{t(`trouble.${trouble}`)}</Callout>
          ) : null}
        </div>
        <Button type="submit" isPending={isPending}>
          {t('submit')}
        </Button>
      </form>
    </Panel>
  );
}

'use client';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Callout } from '#components/ui/callout.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { type SignInMethod, type StepUpRefusal, sessionLimits } from '#lib/auth/session-view.ts';
import type { Result } from '#lib/result.ts';
import { CodeField } from './code-field.tsx';
import { stepUpChannel } from './step-up-window.tsx';

export type StepUpAction = (input: {
  readonly password: string;
  readonly code: string;
}) => Promise<Result<null, StepUpRefusal>>;

interface StepUpDialogProps {
  readonly method: SignInMethod;
  readonly stepUpAction: StepUpAction;
  /** Once: true as soon as it is proved, false if the person gives up. */
  readonly onAnswer: (isProved: boolean) => void;
}

/** Asks a member to prove again who they are. What stands behind it stays as it is. */
export function StepUpDialog(props: StepUpDialogProps) {
  return props.method === 'single_sign_on' ? (
    <ProviderStepUpDialog onAnswer={props.onAnswer} />
  ) : (
    <PasswordStepUpDialog {...props} />
  );
}

/** The provider asks, in a window of its own, which tells when it is done. */
function ProviderStepUpDialog({ onAnswer }: Pick<StepUpDialogProps, 'onAnswer'>) {
  const t = useTranslations();
  const [isOpened, setIsOpened] = useState(false);
  useEffect(() => {
    const channel = new BroadcastChannel(stepUpChannel);
    channel.onmessage = () => onAnswer(true);
    return () => channel.close();
  }, [onAnswer]);
  return (
    <Dialog
      isOpen
      isOnTop
      onOpenChange={(isOpen) => (isOpen ? undefined : onAnswer(false))}
      title={t('account.stepUp.title')}
      description={t('account.stepUp.what', { minutes: sessionLimits.freshMs / 60_000 })}
      className="max-w-md"
      footer={
        <>
          <Button onClick={() => onAnswer(false)}>{t('common.cancel')}</Button>
          {/* a link, and not window.open: no browser takes it for an advertisement */}
          <a
            href="/step-up"
            target="_blank"
            rel="noopener opener"
            className={buttonClass('primary')}
            onClick={() => setIsOpened(true)}
          >
            {t(isOpened ? 'account.stepUp.openAgain' : 'account.stepUp.open')}
          </a>
        </>
      }
    >
      <p className="mt-4 text-base text-ink">{t('account.stepUp.atProvider')}</p>
      <p role="status" className="mt-2 min-h-6 text-sm text-ink-muted">
        {isOpened ? t('account.stepUp.waiting') : ''}
      </p>
    </Dialog>
  );
}

function PasswordStepUpDialog({ stepUpAction, onAnswer }: StepUpDialogProps) {
  const t = useTranslations();
  const formId = useId();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<StepUpRefusal | 'no_answer'>();

  const prove = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    if (password === '') return setTrouble('input_invalid');
    setIsPending(true);
    setTrouble(undefined);
    const result = await stepUpAction({ password, code }).catch(() => undefined);
    setIsPending(false);
    if (result?.ok === false && result.code === 'code_needed') setWantsCode(true);
    if (result?.ok) onAnswer(true);
    else setTrouble(result?.code ?? 'no_answer');
  };

  return (
    <Dialog
      isOpen
      isOnTop
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onAnswer(false))}
      title={t('account.stepUp.title')}
      description={t('account.stepUp.what', { minutes: sessionLimits.freshMs / 60_000 })}
      className="max-w-md"
      footer={
        <>
          <Button disabled={isPending} onClick={() => onAnswer(false)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            {t('account.stepUp.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} method="post" noValidate onSubmit={(event) => void prove(event)} className="mt-4">
        <Field label={t('signIn.password')} isRequired>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {wantsCode ? <CodeField value={code} onChange={setCode} /> : null}
      </form>
      <div aria-live="assertive" className="min-h-16">
        {trouble ? (
          <Callout
            tone={trouble === 'code_needed' ? 'info' : 'warning'}
            title={t(`account.stepUp.trouble.${trouble}.what`)}
          >
            {t(`account.stepUp.trouble.${trouble}.todo`)}
          </Callout>
        ) : null}
      </div>
    </Dialog>
  );
}

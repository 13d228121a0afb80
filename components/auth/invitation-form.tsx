'use client';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { InvitationRefusal } from '#lib/auth/account-view.ts';
import type { SignInWays } from '#lib/auth/provider.ts';
import { joinDestination } from '#lib/auth/session-view.ts';
import type { Result } from '#lib/result.ts';
import { ProviderButton } from './provider-button.tsx';

interface Invited {
  readonly username: string;
  readonly name: string;
}

/**
 * Sets a member's first password, or leads them to single sign-on. The token stands behind the `#` of the address: no server on the way and no log
 * ever sees it there.
 */
export function InvitationForm({
  ways,
  readInvitationAction,
  joinAtProviderAction,
  acceptInvitationAction,
}: {
  readonly ways: SignInWays;
  readonly joinAtProviderAction: (token: unknown) => Promise<Result<null, InvitationRefusal>>;
  readonly readInvitationAction: (token: unknown) => Promise<Result<Invited, InvitationRefusal>>;
  readonly acceptInvitationAction: (input: {
    readonly token: string;
    readonly password: string;
  }) => Promise<Result<{ readonly username: string }, InvitationRefusal>>;
}) {
  const t = useTranslations();
  const [token, setToken] = useState('');
  const [invited, setInvited] = useState<Invited>();
  const [isDone, setIsDone] = useState(false);
  const [password, setPassword] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<InvitationRefusal | 'no_answer' | 'unreachable'>();

  useEffect(() => {
    const given = window.location.hash.slice(1);
    setToken(given);
    readInvitationAction(given).then(
      (result) => (result.ok ? setInvited(result.value) : setTrouble(result.code)),
      () => setTrouble('no_answer'),
    );
  }, [readInvitationAction]);

  const accept = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setIsPending(true);
    setTrouble(undefined);
    const result = await acceptInvitationAction({ token, password }).catch(() => undefined);
    setIsPending(false);
    if (!result?.ok) return setTrouble(result?.code ?? 'no_answer');
    setIsDone(true);
    // the used token need not stay in the history of the browser
    window.history.replaceState(null, '', window.location.pathname);
  };

  const join = async () => {
    setTrouble(undefined);
    const result = await joinAtProviderAction(token).catch(() => undefined);
    if (!result?.ok) setTrouble(result?.code ?? 'no_answer');
    return result?.ok ?? false;
  };

  if (isDone && invited) {
    return (
      <Callout
        tone="success"
        isLive
        title={t('account.invitation.done')}
        actions={
          // a whole new document: the sign-in begins afresh
          <a href="/sign-in" className={buttonClass('primary')}>
            {t('account.invitation.toSignIn')}
          </a>
        }
      >
        {t('account.invitation.doneWhat', { username: invited.username })}
      </Callout>
    );
  }
  return (
    <>
      {invited && ways.provider ? (
        <>
          <p className="mb-5 text-base text-ink">{t('account.invitation.joinIntro', { ...invited })}</p>
          <ProviderButton
            name={ways.provider.name}
            destination={joinDestination}
            again
            before={join}
            onUnreachable={() => setTrouble('unreachable')}
          />
        </>
      ) : null}
      {invited && ways.provider && ways.hasLocal ? (
        <p className="mt-6 mb-4 border-t border-line pt-4 text-ink-muted">
          {t('account.invitation.orPassword')}
        </p>
      ) : null}
      {invited && ways.hasLocal ? (
        <form method="post" noValidate onSubmit={(event) => void accept(event)}>
          {ways.provider ? null : (
            <p className="mb-5 text-base text-ink">{t('account.invitation.intro', { ...invited })}</p>
          )}
          <input type="text" autoComplete="username" value={invited.username} readOnly hidden />
          <Field label={t('account.password.next')} hint={t('account.password.rule')} isRequired>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                className="h-10"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" isPending={isPending} className="mt-3 h-10 w-full">
            {t('account.invitation.submit')}
          </Button>
        </form>
      ) : invited || trouble ? null : (
        <p className="text-ink-muted">{t('account.invitation.reading')}</p>
      )}
      <div aria-live="assertive" className="mt-4 min-h-24">
        {trouble === 'unreachable' ? (
          <Callout tone="warning">{t('account.invitation.joinFailed')}</Callout>
        ) : trouble ? (
          <Callout tone="warning">{t(`account.invitation.trouble.${trouble}`)}</Callout>
        ) : null}
      </div>
    </>
  );
}

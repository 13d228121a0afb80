'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { postCredentials, type SignInOutcome } from './session-calls.ts';

/** Faults are keys of the `signIn` words, so a message follows a change of language. */
const credentialsInput = z.object({
  username: z.string().trim().min(1, 'usernameMissing').max(64, 'usernameTooLong'),
  password: z.string().min(1, 'passwordMissing'),
  code: z.string().default(''),
});
type CredentialsInput = z.input<typeof credentialsInput>;
type Credentials = z.output<typeof credentialsInput>;

const faults = ['usernameMissing', 'usernameTooLong', 'passwordMissing'] as const;

const outcomeWords = {
  wrong_credentials: 'wrongCredentials',
  code_needed: 'codeNeeded',
  wrong_code: 'wrongCode',
  throttled: 'throttled',
  failed: 'failed',
} as const satisfies Record<Exclude<SignInOutcome, 'signed_in'>, string>;

/** Signs in with a local account and goes on to `destination`, a path of this site. */
export function SignInForm({ destination }: { readonly destination: string }) {
  const t = useTranslations();
  const [outcome, setOutcome] = useState<SignInOutcome>();
  const [isPasswordShown, setIsPasswordShown] = useState(false);
  const [wantsCode, setWantsCode] = useState(false);
  const [hasCapsLock, setHasCapsLock] = useState(false);
  // No default values: what a password manager filled in before the page came alive is kept.
  const { register, handleSubmit, formState, setFocus } = useForm<CredentialsInput, unknown, Credentials>({
    resolver: zodResolver(credentialsInput),
    reValidateMode: 'onChange',
  });

  const isDone = outcome === 'signed_in';
  const signIn = handleSubmit(async (credentials) => {
    setOutcome(undefined);
    const result = await postCredentials(credentials);
    setOutcome(result);
    if (result === 'code_needed') setWantsCode(true);
    // a whole new document: rendered for this person from the start
    if (result === 'signed_in') window.location.assign(destination);
    if (result === 'wrong_credentials') setFocus('password', { shouldSelect: true });
    if (result === 'wrong_code') setFocus('code', { shouldSelect: true });
  });

  const words = (message: string | undefined) => {
    const fault = faults.find((key) => key === message);
    return fault && t(`signIn.${fault}`);
  };
  const watchCapsLock = (event: KeyboardEvent) => setHasCapsLock(event.getModifierState('CapsLock'));

  return (
    // post: should the script not have run yet, the password must not end up in the address
    <form method="post" noValidate onSubmit={(event) => void signIn(event)}>
      <Field label={t('signIn.username')} error={words(formState.errors.username?.message)} isRequired>
        {(control) => (
          <Input
            {...control}
            {...register('username')}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className="h-10"
          />
        )}
      </Field>
      <Field
        label={t('signIn.password')}
        error={words(formState.errors.password?.message)}
        hint={hasCapsLock ? t('signIn.capsLock') : undefined}
        isRequired
        className="mt-2"
      >
        {(control) => (
          <div className="relative">
            <Input
              {...control}
              {...register('password')}
              type={isPasswordShown ? 'text' : 'password'}
              autoComplete="current-password"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              onKeyDown={watchCapsLock}
              onKeyUp={watchCapsLock}
              className="h-10 pr-11"
            />
            <span className="absolute top-1 right-1">
              <IconButton
                label={t('signIn.showPassword')}
                aria-pressed={isPasswordShown}
                onClick={() => setIsPasswordShown((isShown) => !isShown)}
                size="sm"
                className="px-0!"
              >
                {isPasswordShown ? (
                  <EyeOff aria-hidden className="size-4" />
                ) : (
                  <Eye aria-hidden className="size-4" />
                )}
              </IconButton>
            </span>
          </div>
        )}
      </Field>
      {wantsCode ? (
        <Field
          label={t('account.secondFactor.code')}
          hint={t('account.secondFactor.codeHint')}
          isRequired
          className="mt-2"
        >
          {(control) => (
            <Input
              {...control}
              {...register('code')}
              autoFocus
              autoComplete="one-time-code"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              className="h-10 max-w-56"
            />
          )}
        </Field>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        isPending={formState.isSubmitting || isDone}
        className="mt-3 h-10 w-full"
      >
        {t('signIn.submit')}
      </Button>
      <div aria-live="assertive" className="mt-4 min-h-24">
        {outcome && outcome !== 'signed_in' ? (
          <Callout
            tone={outcome === 'code_needed' ? 'info' : 'warning'}
            title={t(`signIn.${outcomeWords[outcome]}`)}
          >
            {t(`signIn.${outcomeWords[outcome]}Todo`)}
          </Callout>
        ) : null}
      </div>
    </form>
  );
}

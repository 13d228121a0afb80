'use client';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

/** The code of the second factor, or a recovery code; it comes when it is asked for, and takes the focus. */
export function CodeField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const t = useTranslations('account.secondFactor');
  return (
    <Field label={t('code')} hint={t('codeHint')} isRequired>
      {(control) => (
        <Input
          {...control}
          autoFocus
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className="max-w-56"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

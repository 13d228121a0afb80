'use client';
import { LogIn } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { leaveForProvider } from './session-calls.ts';

/** The way to the provider of single sign-on. */
export function ProviderButton({
  name,
  destination,
  before,
  again = false,
  onUnreachable,
}: {
  /** What people call the provider; null if nobody said. */
  readonly name: string | null;
  /** Where people come back to, a path of this site. */
  readonly destination: string;
  /** What has to be done before they leave; false if it was not. */
  readonly before?: () => Promise<boolean>;
  /** The provider asks who is there, whomever it remembers. */
  readonly again?: boolean;
  readonly onUnreachable: () => void;
}) {
  const t = useTranslations('signIn');
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = async () => {
    setIsLeaving(true);
    if (before && !(await before())) return setIsLeaving(false);
    if (await leaveForProvider(destination, { again })) return;
    setIsLeaving(false);
    onUnreachable();
  };
  return (
    <Button variant="primary" isPending={isLeaving} onClick={() => void leave()} className="h-10 w-full">
      <LogIn aria-hidden className="size-4" />
      {name === null ? t('singleSignOn') : t('withProvider', { name })}
    </Button>
  );
}

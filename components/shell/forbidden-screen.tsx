'use client';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useFormatter, useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button-class.ts';
import type { Role } from '#lib/members/roles.ts';
import { MessageScreen } from './message-screen.tsx';
import { rolesFor, screenAt } from './screens.ts';
import { useSignedIn } from './signed-in.ts';

/** Which right is missing here, what the member has, and whom to ask. */
export function ForbiddenScreen() {
  const t = useTranslations();
  const format = useFormatter();
  const screen = screenAt(usePathname());
  const person = useSignedIn();
  const named = (roles: readonly Role[], type: 'conjunction' | 'disjunction') =>
    format.list(
      roles.map((role) => t(`domain.role.${role}`)),
      { type },
    );
  return (
    <MessageScreen
      icon={Lock}
      title={t('shell.forbiddenTitle')}
      action={
        <Link href="/" prefetch={false} className={buttonClass()}>
          {t('shell.toFirstScreen')}
        </Link>
      }
    >
      <p>
        {screen
          ? t('shell.forbiddenNeeds', {
              screen: t(`shell.screens.${screen.key}`),
              roles: named(rolesFor(screen), 'disjunction'),
            })
          : t('shell.forbiddenNeedsOther')}
      </p>
      {person ? <p>{t('shell.forbiddenHas', { roles: named(person.roles, 'conjunction') })}</p> : null}
      <p>{t('shell.forbiddenTodo')}</p>
    </MessageScreen>
  );
}

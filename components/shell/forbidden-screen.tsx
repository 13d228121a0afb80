'use client';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useFormatter, useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Role } from '#lib/members/roles.ts';
import { rolesFor, screenAt } from './screens.ts';

/** Which right is missing here, what the member has, and whom to ask. */
export function ForbiddenScreen({ roles }: { readonly roles: readonly Role[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const screen = screenAt(usePathname());
  const named = (list: readonly Role[]) =>
    list.length === 0 ? t('common.none') : format.list(list.map((role) => t(`domain.role.${role}`)));
  const needed = screen && rolesFor(screen).map((role) => t(`domain.role.${role}`));
  return (
    <EmptyState
      icon={Lock}
      title={<h1>{t('shell.forbiddenTitle')}</h1>}
      action={
        <Link href="/" prefetch={false} className={buttonClass()}>
          {t('shell.toFirstScreen')}
        </Link>
      }
    >
      <p>
        {screen && needed
          ? t('shell.forbiddenNeeds', {
              screen: t(`shell.screens.${screen.key}`),
              roles: format.list(needed, { type: 'disjunction' }),
            })
          : t('shell.forbiddenNeedsOther')}{' '}
        {t('shell.forbiddenHas', { roles: named(roles) })}
      </p>
      <p className="mt-2">{t('shell.forbiddenTodo')}</p>
    </EmptyState>
  );
}

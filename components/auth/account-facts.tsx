'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { DescriptionList } from '#components/ui/description-list.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { SignInMethod } from '#lib/auth/session-view.ts';
import type { Role } from '#lib/members/roles.ts';

/** As whom somebody acts here. */
export function AccountFacts({
  name,
  roles,
  method,
}: {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly method: SignInMethod;
}) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Panel>
      <DescriptionList
        items={[
          { key: 'name', term: t('account.name'), details: name },
          {
            key: 'roles',
            term: t('account.roles'),
            details: format.list(roles.map((role) => t(`domain.role.${role}`))),
          },
          { key: 'method', term: t('account.signedInBy'), details: t(`account.method.${method}`) },
        ]}
      />
    </Panel>
  );
}

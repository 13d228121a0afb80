'use client';
import { CircleCheck, CircleOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Status } from '#components/ui/badge.tsx';

/** Whether a member may sign in. */
export function MemberStatus({ status }: { readonly status: 'active' | 'disabled' }) {
  const t = useTranslations('members');
  return status === 'active' ? (
    <Status tone="success" icon={CircleCheck}>
      {t('active')}
    </Status>
  ) : (
    <Status icon={CircleOff}>{t('disabled')}</Status>
  );
}

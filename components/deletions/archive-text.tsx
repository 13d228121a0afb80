'use client';
import { Archive, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Status } from '#components/ui/badge.tsx';

/** Archived or gone for good; only the latter is red, since nothing brings it back. */
export function ArchiveText({ archiveHistory }: { readonly archiveHistory: 0 | 1 }) {
  const t = useTranslations('domain.archive');
  return archiveHistory === 0 ? (
    <Status tone="danger" icon={Trash2}>
      {t('permanent')}
    </Status>
  ) : (
    <Status icon={Archive}>{t('archive')}</Status>
  );
}

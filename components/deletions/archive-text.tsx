'use client';
import { Archive, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { classNames } from '#components/ui/class-names.ts';
import { textToneClass } from '#components/ui/tone.ts';

/** Archived or gone for good; only the latter is red, since nothing brings it back. */
export function ArchiveText({ archiveHistory }: { readonly archiveHistory: 0 | 1 }) {
  const t = useTranslations('domain.archive');
  const isPermanent = archiveHistory === 0;
  const Icon = isPermanent ? Trash2 : Archive;
  return (
    <span className="inline-flex items-start gap-1.5">
      <Icon
        aria-hidden
        className={classNames('mt-[3px] size-4 shrink-0', textToneClass[isPermanent ? 'danger' : 'neutral'])}
      />
      {t(isPermanent ? 'permanent' : 'archive')}
    </span>
  );
}

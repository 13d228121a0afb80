'use client';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** Says that nothing here is real. */
export function PracticeBanner() {
  const t = useTranslations('shell');
  return (
    <p className="flex items-center justify-center gap-2 bg-info px-4 py-1 text-center text-sm text-on-info">
      <FlaskConical aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span>
        <strong className="font-semibold">{t('practiceMode')}</strong> · {t('practiceWhat')}
      </span>
    </p>
  );
}

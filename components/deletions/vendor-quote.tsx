'use client';
import { useTranslations } from 'use-intl';

/** The vendor's own text as what it is: quoted data, never an instruction of ours. */
export function VendorQuote({ text }: { readonly text: string }) {
  const t = useTranslations('deletions.vendor');
  return (
    <figure className="mt-2">
      <figcaption className="text-sm text-ink-muted" title={t('quoteHint')}>
        {t('quote')}
      </figcaption>
      <blockquote className="mt-1 border-l-2 border-line-strong pl-3 font-mono text-sm whitespace-pre-wrap text-ink wrap-anywhere">
        {text}
      </blockquote>
    </figure>
  );
}

'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { classNames } from '#components/ui/class-names.ts';
import type { MaskedCriterion } from '#lib/deletions/deletion-view.ts';
import { criterionWords } from './criterion-words.ts';

/** What was to go: the kind of criterion, and its masked value or its window. */
export function CriterionText({
  criterion,
  items,
  isInline = false,
}: {
  readonly criterion: MaskedCriterion;
  /** Length of a list; without it nothing is said of how many. */
  readonly items?: number | undefined;
  /** On one line, for running text and facts; else the value first and the kind below it. */
  readonly isInline?: boolean;
}) {
  const t = useTranslations();
  const { kind, value } = criterionWords(t, useFormatter(), criterion, items);
  // A window is words and may wrap; a mask is one token and must not be read as two.
  const valueClass = criterion.kind === 'recycle_time' ? '' : 'font-mono text-sm wrap-anywhere';
  return (
    <span className={isInline ? 'inline-flex flex-wrap items-baseline gap-x-2' : 'block min-w-36 max-w-72'}>
      <span className={classNames(!isInline && 'block', valueClass)}>{value}</span>
      <span className={classNames('text-sm text-ink-muted', !isInline && 'block')}>{kind}</span>
    </span>
  );
}

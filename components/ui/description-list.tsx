import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface DescriptionItem {
  readonly term: ReactNode;
  readonly details: ReactNode;
  /** Takes a stable key where `term` is no text. */
  readonly key: string;
}

/** Facts, one a line: the words at the left, what holds at the right. */
export function DescriptionList({
  items,
  isStacked = false,
  className,
}: {
  readonly items: readonly DescriptionItem[];
  readonly isStacked?: boolean;
  readonly className?: string;
}) {
  return (
    <dl className={classNames('divide-y divide-line text-base', className)}>
      {items.map((item) => (
        <div
          key={item.key}
          className={classNames(
            'grid gap-x-4 gap-y-0.5 py-2.5 first:pt-0 last:pb-0',
            !isStacked && 'sm:grid-cols-[minmax(7rem,10rem)_minmax(0,1fr)]',
          )}
        >
          <dt className="text-ink-muted">{item.term}</dt>
          <dd className="min-w-0 text-ink wrap-anywhere">{item.details}</dd>
        </div>
      ))}
    </dl>
  );
}

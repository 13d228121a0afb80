import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A surface with a title. `isFlush` lets a table reach its edges. */
export function Panel({
  title,
  titleId,
  description,
  actions,
  footer,
  isFlush = false,
  className,
  children,
}: {
  readonly title?: ReactNode;
  readonly titleId?: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={titleId}
      className={classNames('min-w-0 rounded-lg border border-line bg-surface shadow-raised', className)}
    >
      {title ? (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 sm:px-5">
          <div className="min-w-0">
            <h2 id={titleId} className="text-base font-semibold text-ink">
              {title}
            </h2>
            {description ? <p className="text-sm text-ink-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={classNames(!isFlush && 'p-4 sm:p-5')}>{children}</div>
      {footer ? <footer className="border-t border-line px-4 py-3 sm:px-5">{footer}</footer> : null}
    </section>
  );
}

import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** The title of a page, what it is for, and what can be done with the whole of it. */
export function PageHeader({
  title,
  description,
  back,
  badge,
  actions,
}: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** The way to the list that this page is one entry of. */
  readonly back?: { readonly href: string; readonly label: ReactNode };
  /** State of the thing, beside its name. */
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back ? (
          <Link
            href={back.href}
            className="-ml-1 mb-1 inline-flex items-center gap-0.5 rounded-sm text-sm text-ink-muted hover:text-ink print:hidden"
          >
            <ChevronLeft aria-hidden className="size-4" />
            {back.label}
          </Link>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold break-words text-ink">{title}</h1>
          {badge}
        </div>
        {description ? (
          <p className="mt-1 max-w-3xl text-base text-pretty text-ink-muted">{description}</p>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div> : null}
    </header>
  );
}

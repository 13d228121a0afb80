'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';

/** Keyset paging: the way to the newer and to the older rows; `null` where there is none. */
export function Pagination({
  label,
  previous,
  next,
  children,
}: {
  readonly label: string;
  readonly previous: { readonly href: string | null; readonly label: string } | undefined;
  readonly next: { readonly href: string | null; readonly label: string };
  readonly children?: ReactNode;
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3">
      <div className="text-sm text-ink-muted">{children}</div>
      <div className="flex gap-2">
        {previous ? (
          <PageLink href={previous.href} rel="prev">
            <ChevronLeft aria-hidden className="size-4" />
            {previous.label}
          </PageLink>
        ) : null}
        <PageLink href={next.href} rel="next">
          {next.label}
          <ChevronRight aria-hidden className="size-4" />
        </PageLink>
      </div>
    </nav>
  );
}

function PageLink({
  href,
  rel,
  children,
}: {
  readonly href: string | null;
  readonly rel: 'prev' | 'next';
  readonly children: ReactNode;
}) {
  const look = buttonClass('secondary', 'sm');
  if (href !== null) {
    return (
      <Link href={href} rel={rel} prefetch={false} className={look}>
        {children}
      </Link>
    );
  }
  return <span className={classNames(look, 'pointer-events-none text-ink-faint')}>{children}</span>;
}

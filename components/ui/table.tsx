import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A table in its own scrolling region: a narrow window scrolls the table, not the page. */
export function Table({ caption, children }: { readonly caption: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="relative overflow-x-auto rounded-[inherit]">
      <table className="w-full border-collapse text-left text-base">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return (
    <thead className="border-b border-line bg-canvas">
      <tr>{children}</tr>
    </thead>
  );
}

export function TableBody({ children }: { readonly children: ReactNode }) {
  return <tbody className="divide-y divide-line">{children}</tbody>;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={classNames('relative transition-colors hover:bg-canvas', className)} />;
}

export function HeaderCell({
  className,
  isNumeric = false,
  ...rest
}: ComponentProps<'th'> & { readonly isNumeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'h-9 px-3 text-xs font-medium whitespace-nowrap text-ink-muted first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5',
        isNumeric && 'text-right',
        className,
      )}
    />
  );
}

export function Cell({
  className,
  isNumeric = false,
  ...rest
}: ComponentProps<'td'> & { readonly isNumeric?: boolean }) {
  return (
    <td
      {...rest}
      className={classNames(
        'px-3 py-2.5 align-top text-ink first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5',
        isNumeric && 'text-right',
        className,
      )}
    />
  );
}

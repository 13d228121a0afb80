import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What is said in place of a page; its title is the page's. */
export function MessageScreen({
  icon: Icon,
  title,
  action,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly action: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center px-2 py-16 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-sunken text-ink-muted">
        <Icon aria-hidden className="size-6" strokeWidth={1.75} />
      </span>
      <h1 className="mt-5 text-xl font-semibold text-balance text-ink">{title}</h1>
      <div className="mt-2 flex flex-col gap-2 text-base text-pretty text-ink-muted">{children}</div>
      <div className="mt-6">{action}</div>
    </div>
  );
}

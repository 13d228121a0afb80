'use client';
import {
  CirclePlus,
  ListChecks,
  LoaderCircle,
  type LucideIcon,
  ScrollText,
  Settings,
  UserRoundCheck,
  Users,
} from 'lucide-react';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { classNames } from '#components/ui/class-names.ts';
import type { Permission } from '#lib/members/roles.ts';
import { type Screen, screenAt, screensFor } from './screens.ts';

const icons: Record<Screen['key'], LucideIcon> = {
  newDeletion: CirclePlus,
  deletions: ListChecks,
  approvals: UserRoundCheck,
  audit: ScrollText,
  members: Users,
  settings: Settings,
};

/** The screens that the member may open. */
export function NavLinks({
  permissions,
  onFollow,
}: {
  readonly permissions: readonly Permission[];
  readonly onFollow?: () => void;
}) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const current = screenAt(pathname)?.key;
  return (
    <nav aria-label={t('navigation')}>
      <ul className="flex flex-col gap-0.5">
        {screensFor(permissions).map(({ key, href }) => {
          const Icon = icons[key];
          const isCurrent = key === current;
          return (
            <li key={key}>
              <Link
                href={href}
                // pages are rendered per request, some ask the vendor: only when they are wanted
                prefetch={false}
                onClick={() => onFollow?.()}
                // inside a screen, but on another page than its first: "true" says where one is
                aria-current={isCurrent ? (pathname === href ? 'page' : 'true') : undefined}
                className={classNames(
                  'relative flex h-9 items-center gap-2.5 rounded-md px-3 text-base transition-colors',
                  isCurrent
                    ? 'bg-accent-soft font-semibold text-accent-ink before:absolute before:top-2 before:-left-3 before:h-5 before:w-[3px] before:rounded-full before:bg-accent'
                    : 'text-ink-muted hover:bg-sunken hover:text-ink',
                )}
              >
                <Icon aria-hidden className="size-[18px] shrink-0" strokeWidth={1.75} />
                {t(`screens.${key}`)}
                <Following />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Shown while the page behind the link is on its way; waits a little, so a fast page shows nothing. */
function Following() {
  const { pending } = useLinkStatus();
  return (
    <LoaderCircle
      aria-hidden
      className={classNames(
        'ml-auto size-4 shrink-0 text-ink-faint transition-opacity',
        pending ? 'animate-spin opacity-100 delay-200' : 'opacity-0',
      )}
    />
  );
}

'use client';
import { ChevronDown, CircleUserRound, LogOut, MonitorSmartphone } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { postSignOut } from '#components/auth/session-calls.ts';
import { classNames } from '#components/ui/class-names.ts';
import { popoverClass } from '#components/ui/popover-class.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { SignInMethod } from '#lib/auth/session-view.ts';
import type { Role } from '#lib/members/roles.ts';

const itemClass =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-ink outline-none data-[highlighted]:bg-sunken';

/** Who acts here, in which roles, and the way out: of the provider, too, if it let them in. */
export function AccountMenu({
  name,
  roles,
  method,
}: {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly method: SignInMethod;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const showToast = useToast();
  const [isPending, setIsPending] = useState(false);
  const roleWords = format.list(roles.map((role) => t(`domain.role.${role}`)));

  async function signOut() {
    setIsPending(true);
    if (await postSignOut()) {
      // a whole new document: nothing that this person read stays in memory
      window.location.assign(method === 'single_sign_on' ? '/api/sign-out' : '/sign-in');
      return;
    }
    setIsPending(false);
    showToast({
      tone: 'warning',
      title: t('shell.signOutFailed'),
      description: t('shell.signOutFailedTodo'),
    });
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        disabled={isPending}
        className="flex h-9 shrink-0 items-center gap-2 rounded-md px-2 text-left transition-colors hover:bg-sunken data-[state=open]:bg-sunken"
      >
        <CircleUserRound aria-hidden className="size-5 shrink-0 text-ink-muted" strokeWidth={1.75} />
        <span className="sr-only">{t('shell.account')}</span>
        <span className="max-w-40 truncate text-base font-medium text-ink max-sm:sr-only">{name}</span>
        <span className="max-w-40 truncate text-sm text-ink-muted max-md:sr-only">{roleWords}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-muted max-sm:hidden" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className={classNames(popoverClass, 'min-w-52 p-1.5')}
        >
          <DropdownMenu.Label className="px-2.5 pt-1.5 pb-2">
            <span className="block font-semibold text-ink">{name}</span>
            <span className="block text-sm text-ink-muted">{roleWords}</span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="-mx-1.5 mb-1.5 h-px bg-line" />
          <DropdownMenu.Item asChild>
            <Link href="/account" prefetch={false} className={itemClass}>
              <MonitorSmartphone aria-hidden className="size-4 text-ink-muted" />
              {t('account.title')}
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => void signOut()} className={itemClass}>
            <LogOut aria-hidden className="size-4 text-ink-muted" />
            {t('shell.signOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

'use client';
import { useTranslations } from 'use-intl';
import { Callout } from '#components/ui/callout.tsx';
import type { MemberTrouble } from './use-member-change.ts';

/** Why a member stays as they are, and what to do. */
export function MemberTroubleCallout({ trouble }: { readonly trouble: MemberTrouble | undefined }) {
  const t = useTranslations('members.trouble');
  return (
    <div aria-live="polite" className="empty:hidden">
      {trouble ? (
        <Callout tone="warning" title={t(`${trouble}.what`)}>
          {t(`${trouble}.todo`)}
        </Callout>
      ) : null}
    </div>
  );
}

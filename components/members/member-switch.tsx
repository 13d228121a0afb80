'use client';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { MemberView } from '#lib/members/member-view.ts';
import { type ChangeMemberAction, stateOf } from './member-rights.tsx';
import { MemberTroubleCallout } from './member-trouble.tsx';
import { useMemberChange } from './use-member-change.ts';

/** Disables a member, or lets them in again; either is asked back first. */
export function MemberSwitch({
  member,
  changeMemberAction,
}: {
  readonly member: MemberView;
  readonly changeMemberAction: ChangeMemberAction;
}) {
  const t = useTranslations('members');
  const common = useTranslations('common');
  const place = useRef<HTMLDivElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { isPending, trouble, make } = useMemberChange();
  const isActive = member.status === 'active';
  const { name } = member;
  const turn = async () => {
    const before = stateOf(member);
    const after = { ...before, status: isActive ? 'disabled' : 'active' } as const;
    await make(
      () => changeMemberAction({ memberId: member.id, before, after }),
      t(isActive ? 'disabledToast' : 'enabledToast', { name }),
    );
    setIsAsking(false);
  };
  return (
    <Panel title={t('status')}>
      <div ref={place} tabIndex={-1} className="grid gap-3 outline-none">
        <p className="max-w-3xl text-ink-muted">{t(isActive ? 'disableWhat' : 'enableWhat')}</p>
        <div>
          <Button onClick={() => setIsAsking(true)}>{t(isActive ? 'disable' : 'enable')}</Button>
        </div>
        <MemberTroubleCallout trouble={trouble} />
      </div>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => (isPending ? undefined : setIsAsking(isOpen))}
        title={t(isActive ? 'disableTitle' : 'enableTitle', { name })}
        description={t(isActive ? 'disableWhat' : 'enableWhat')}
        cancelLabel={common('cancel')}
        isCancelDisabled={isPending}
        returnFocus={place}
        action={
          <Button variant="primary" isPending={isPending} onClick={() => void turn()}>
            {t(isActive ? 'confirmDisable' : 'confirmEnable')}
          </Button>
        }
      />
    </Panel>
  );
}

'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { toTheSecond } from '#components/deletions/zoned-time.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { DescriptionList } from '#components/ui/description-list.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { InvitationView, MemberRefusal, MemberView } from '#lib/members/member-view.ts';
import type { Result } from '#lib/result.ts';
import { InvitationLink } from './invitation-link.tsx';
import { MemberTroubleCallout } from './member-trouble.tsx';
import { useMemberChange } from './use-member-change.ts';

type Asked = 'invite' | 'reset';

/** How a member comes in, and the way back in for one who has lost it. */
export function MemberAccess({
  member,
  inviteAgainAction,
  resetSecondFactorAction,
}: {
  readonly member: MemberView;
  readonly inviteAgainAction: (memberId: string) => Promise<Result<InvitationView, MemberRefusal>>;
  readonly resetSecondFactorAction: (memberId: string) => Promise<Result<null, MemberRefusal>>;
}) {
  const t = useTranslations('members');
  const common = useTranslations('common');
  const account = useTranslations('account');
  const format = useFormatter();
  const { isPending, trouble, make } = useMemberChange();
  const [asked, setAsked] = useState<Asked>();
  const [invitation, setInvitation] = useState<InvitationView>();
  const act = async () => {
    if (asked === 'invite') {
      const made = await make(() => inviteAgainAction(member.id), t('invited'));
      if (made) setInvitation(made);
    } else {
      await make(() => resetSecondFactorAction(member.id), t('secondFactorReset'));
    }
    setAsked(undefined);
  };
  return (
    <Panel title={t('access')} description={t('accessWhat')}>
      <div className="grid gap-4">
        <DescriptionList
          items={[
            {
              key: 'way',
              term: account('signedInBy'),
              details: member.way === null ? t('noWay') : account(`method.${member.way}`),
            },
            ...(member.way === 'password'
              ? [
                  {
                    key: 'secondFactor',
                    term: account('secondFactor.title'),
                    details: t(member.hasSecondFactor ? 'secondFactorOn' : 'secondFactorOff'),
                  },
                ]
              : []),
            ...(member.invitedUntil === null
              ? []
              : [
                  {
                    key: 'invited',
                    term: t('openInvitation'),
                    details: t('until', { time: format.dateTime(member.invitedUntil, toTheSecond) }),
                  },
                ]),
          ]}
        />
        <div className="flex flex-wrap gap-2">
          {member.status === 'active' ? (
            <Button onClick={() => setAsked('invite')}>{t('inviteAgain')}</Button>
          ) : null}
          {member.hasSecondFactor && !member.isSelf ? (
            <Button onClick={() => setAsked('reset')}>{t('resetSecondFactor')}</Button>
          ) : null}
        </div>
        <MemberTroubleCallout trouble={trouble} />
        {invitation ? <InvitationLink invitation={invitation} name={member.name} /> : null}
      </div>
      <AlertDialog
        isOpen={asked !== undefined}
        onOpenChange={(isOpen) => (isOpen || isPending ? undefined : setAsked(undefined))}
        title={t(asked === 'reset' ? 'resetTitle' : 'inviteAgainTitle', { name: member.name })}
        description={t(asked === 'reset' ? 'resetWhat' : 'inviteAgainWhat')}
        cancelLabel={common('cancel')}
        isCancelDisabled={isPending}
        action={
          <Button variant="primary" isPending={isPending} onClick={() => void act()}>
            {t(asked === 'reset' ? 'confirmReset' : 'confirmInviteAgain')}
          </Button>
        }
      />
    </Panel>
  );
}

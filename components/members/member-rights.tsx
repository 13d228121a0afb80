'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { MemberRefusal, MemberState, MemberView } from '#lib/members/member-view.ts';
import type { Role } from '#lib/members/roles.ts';
import type { Result } from '#lib/result.ts';
import { MemberTroubleCallout } from './member-trouble.tsx';
import { RoleChoice } from './role-choice.tsx';
import { ScopeChoice } from './scope-choice.tsx';
import type { Vdn } from './scope-words.ts';
import { useMemberChange } from './use-member-change.ts';

export type ChangeMemberAction = (input: {
  readonly memberId: string;
  readonly before: MemberState;
  readonly after: MemberState;
}) => Promise<Result<null, MemberRefusal>>;

/** What can be changed of a member, as the page shows it: the server compares it with what is stored. */
export function stateOf({ status, roles, scope, person }: MemberState): MemberState {
  return { status, roles, scope, person };
}

/** What a member may do, and where. */
export function MemberRights({
  member,
  vdns,
  changeMemberAction,
}: {
  readonly member: MemberView;
  readonly vdns: readonly Vdn[];
  readonly changeMemberAction: ChangeMemberAction;
}) {
  const t = useTranslations('members');
  const common = useTranslations('settings');
  const { isPending, trouble, make } = useMemberChange();
  const [roles, setRoles] = useState<readonly Role[]>(member.roles);
  const [scope, setScope] = useState<readonly string[]>(member.scope);
  const [person, setPerson] = useState(member.person ?? '');
  const [isTried, setIsTried] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (isPending || (roles.length === 0 && member.roles.length > 0)) return;
    const before = stateOf(member);
    void make(
      () => changeMemberAction({ memberId: member.id, before, after: { ...before, roles, scope, person } }),
      t('saved'),
    );
  };
  return (
    <form noValidate onSubmit={save}>
      <Panel
        title={t('rights')}
        titleId="rights"
        description={t('rightsWhat')}
        {...(member.isSelf
          ? {}
          : {
              footer: (
                <div className="flex justify-end">
                  <Button type="submit" isPending={isPending} aria-describedby="rights">
                    {common('save')}
                  </Button>
                </div>
              ),
            })}
      >
        <div className="grid gap-3">
          {member.areRolesClaimed ? <Callout>{t('rolesClaimed')}</Callout> : null}
          <RoleChoice
            chosen={roles}
            onChange={setRoles}
            isDisabled={member.isSelf}
            error={isTried && roles.length === 0 && member.roles.length > 0 ? t('rolesMissing') : undefined}
          />
          <ScopeChoice vdns={vdns} scope={scope} onChange={setScope} isDisabled={member.isSelf} />
          <Field label={t('person')} hint={t('personWhat')} className="max-w-md">
            {(aria) => (
              <Input
                {...aria}
                autoComplete="off"
                maxLength={64}
                disabled={member.isSelf}
                value={person}
                onChange={(event) => setPerson(event.target.value)}
              />
            )}
          </Field>
          <MemberTroubleCallout trouble={trouble} />
        </div>
      </Panel>
    </form>
  );
}

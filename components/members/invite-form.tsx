'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import Link from 'next/link';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { InvitationView, MemberRefusal } from '#lib/members/member-view.ts';
import { roles } from '#lib/members/roles.ts';
import type { Result } from '#lib/result.ts';
import { InvitationLink } from './invitation-link.tsx';
import { MemberTroubleCallout } from './member-trouble.tsx';
import { RoleChoice } from './role-choice.tsx';
import { ScopeChoice } from './scope-choice.tsx';
import type { Vdn } from './scope-words.ts';
import { useMemberChange } from './use-member-change.ts';

/** Faults are keys of the `members` words, so a message follows a change of language. */
const inviteInput = z.object({
  username: z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/, 'usernameFault'),
  name: z.string().trim().min(1, 'nameFault').max(64, 'nameFault'),
  roles: z.array(z.enum(roles)).min(1, 'rolesMissing'),
  scope: z.array(z.string()),
});
type InviteInput = z.infer<typeof inviteInput>;
const faults = ['usernameFault', 'nameFault', 'rolesMissing'] as const;

/** A new member: who, what they may do, where. The link by which they join is shown once. */
export function InviteForm({
  vdns,
  inviteMemberAction,
}: {
  readonly vdns: readonly Vdn[];
  readonly inviteMemberAction: (input: InviteInput) => Promise<Result<InvitationView, MemberRefusal>>;
}) {
  const t = useTranslations('members');
  const { isPending, trouble, make } = useMemberChange();
  const [made, setMade] = useState<{ readonly invitation: InvitationView; readonly name: string }>();
  const { control, register, handleSubmit, formState, reset } = useForm<InviteInput>({
    resolver: zodResolver(inviteInput),
    defaultValues: { username: '', name: '', roles: [], scope: [] },
  });
  const words = (message: string | undefined) => {
    const fault = faults.find((key) => key === message);
    return fault && t(fault);
  };
  const invite = handleSubmit(async (input) => {
    const invitation = await make(() => inviteMemberAction(input), t('invited'));
    if (invitation) setMade({ invitation, name: input.name });
  });

  if (made) {
    return (
      <div className="grid gap-4">
        <InvitationLink {...made} />
        <div className="flex flex-wrap gap-2">
          <Link
            href={`/members/${made.invitation.memberId}`}
            prefetch={false}
            className={buttonClass('secondary')}
          >
            {t('toMember')}
          </Link>
          <Button
            onClick={() => {
              setMade(undefined);
              reset();
            }}
          >
            {t('inviteAnother')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form method="post" noValidate onSubmit={(event) => void invite(event)}>
      <Panel
        footer={
          <div className="flex justify-end">
            <Button type="submit" variant="primary" isPending={isPending || formState.isSubmitting}>
              {t('submitInvite')}
            </Button>
          </div>
        }
      >
        <div className="grid gap-3">
          <div className="grid gap-x-6 sm:grid-cols-2">
            <Field label={t('name')} error={words(formState.errors.name?.message)} isRequired>
              {(aria) => <Input {...aria} {...register('name')} autoComplete="off" />}
            </Field>
            <Field
              label={t('username')}
              hint={t('usernameHint')}
              error={words(formState.errors.username?.message)}
              isRequired
            >
              {(aria) => (
                <Input
                  {...aria}
                  {...register('username')}
                  autoComplete="off"
                  autoCapitalize="none"
                  autoCorrect="off"
                  spellCheck={false}
                />
              )}
            </Field>
          </div>
          <Controller
            control={control}
            name="roles"
            render={({ field, fieldState }) => (
              <RoleChoice
                chosen={field.value}
                onChange={field.onChange}
                error={words(fieldState.error?.message)}
              />
            )}
          />
          <Controller
            control={control}
            name="scope"
            render={({ field }) => <ScopeChoice vdns={vdns} scope={field.value} onChange={field.onChange} />}
          />
          <MemberTroubleCallout trouble={trouble} />
        </div>
      </Panel>
    </form>
  );
}

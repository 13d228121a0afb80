'use client';
import { useTranslations } from 'use-intl';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { FieldGroup } from '#components/ui/field.tsx';
import { type Role, roles } from '#lib/members/roles.ts';

/** Which roles a member has, each with what it may do. */
export function RoleChoice({
  chosen,
  onChange,
  error,
  isDisabled = false,
}: {
  readonly chosen: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}) {
  const t = useTranslations();
  return (
    <FieldGroup legend={t('members.roles')} error={error}>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={t(`domain.role.${role}`)}
            description={t(`members.roleWhat.${role}`)}
            isChecked={chosen.includes(role)}
            isDisabled={isDisabled}
            onChange={(isChecked) =>
              onChange(roles.filter((each) => (each === role ? isChecked : chosen.includes(each))))
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}

'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { approvalPolicy } from '#lib/approvals/approval-policy.ts';
import { reasonCategories } from '#lib/deletions/deletion-input.ts';
import type { SettingsView } from '#lib/settings/find-settings.ts';
import { settings } from '#lib/settings/settings.ts';
import { SettingPanel } from './setting-panel.tsx';
import { typedNumber } from './typed-number.ts';
import { type ChangeSettingsAction, useSaveSettings } from './use-save-settings.ts';

const parts = ['permanent', 'countUnknown', 'recycleUntil', 'customField'] as const;

/** Which deletions need a second person, and how long they wait for one. */
export function ApprovalSettings({
  view,
  changeSettingsAction,
}: {
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const categories = useTranslations('domain.reasonCategory');
  const saving = useSaveSettings(changeSettingsAction);
  const [policy, setPolicy] = useState(view.settings.approvalPolicy);
  const [above, setAbove] = useState(String(policy.above));
  const [hours, setHours] = useState(String(view.settings.approvalExpiresAfterHours));
  const [isTried, setIsTried] = useState(false);
  const aboveNumber = typedNumber(approvalPolicy.shape.above, above);
  const hoursNumber = typedNumber(settings.shape.approvalExpiresAfterHours, hours);
  const save = () => {
    setIsTried(true);
    if (aboveNumber === undefined || hoursNumber === undefined) return;
    void saving.save({
      approvalPolicy: { ...policy, above: aboveNumber },
      approvalExpiresAfterHours: hoursNumber,
    });
  };
  return (
    <SettingPanel
      id="approval"
      title={t('approval.title')}
      description={t('approval.what')}
      keys={['approvalPolicy', 'approvalExpiresAfterHours']}
      view={view}
      saving={saving}
      onSave={save}
    >
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <Field
          label={t('approval.above')}
          hint={t('approval.aboveHint')}
          isRequired
          error={
            isTried && aboveNumber === undefined
              ? t('numberFault', { max: approvalPolicy.shape.above.maxValue ?? 0 })
              : undefined
          }
        >
          {(aria) => (
            <Input
              {...aria}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-48"
              value={above}
              onChange={(event) => setAbove(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('name.approvalExpiresAfterHours')}
          isRequired
          error={
            isTried && hoursNumber === undefined
              ? t('rangeFault', { min: 1, max: settings.shape.approvalExpiresAfterHours.maxValue ?? 0 })
              : undefined
          }
        >
          {(aria) => (
            <Input
              {...aria}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-48"
              value={hours}
              onChange={(event) => setHours(event.target.value)}
            />
          )}
        </Field>
      </div>
      <FieldGroup legend={t('name.approvalPolicy')} isMessageReserved={false}>
        <div className="grid gap-1.5">
          {parts.map((part) => (
            <Checkbox
              key={part}
              label={t(`approval.${part}`)}
              isChecked={policy[part]}
              onChange={(isChecked) => setPolicy({ ...policy, [part]: isChecked })}
            />
          ))}
        </div>
      </FieldGroup>
      <FieldGroup legend={t('approval.categories')} isMessageReserved={false}>
        <div className="flex flex-wrap gap-x-5 gap-y-1.5">
          {reasonCategories.map((category) => (
            <Checkbox
              key={category}
              label={categories(category)}
              isChecked={policy.reasonCategories.includes(category)}
              onChange={(isChecked) =>
                setPolicy({
                  ...policy,
                  reasonCategories: reasonCategories.filter((each) =>
                    each === category ? isChecked : policy.reasonCategories.includes(each),
                  ),
                })
              }
            />
          ))}
        </div>
      </FieldGroup>
    </SettingPanel>
  );
}

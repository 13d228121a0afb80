'use client';
import { useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { type AllowedHours, allowedHours, daysOfWeek } from '#lib/settings/allowed-hours.ts';
import type { SettingsView } from '#lib/settings/find-settings.ts';
import { SettingPanel } from './setting-panel.tsx';
import { type ChangeSettingsAction, useSaveSettings } from './use-save-settings.ts';

const workingHours: AllowedHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

/** When deletions may run. */
export function HoursSettings({
  view,
  changeSettingsAction,
}: {
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const timeZone = useTimeZone() ?? '';
  const saving = useSaveSettings(changeSettingsAction);
  const [isRestricted, setIsRestricted] = useState(view.settings.allowedHours !== null);
  const [hours, setHours] = useState<AllowedHours>(view.settings.allowedHours ?? workingHours);
  const [isTried, setIsTried] = useState(false);
  const fault = isTried ? faultOf(hours) : undefined;
  const save = () => {
    setIsTried(true);
    if (!isRestricted) return void saving.save({ allowedHours: null });
    if (!faultOf(hours)) void saving.save({ allowedHours: hours });
  };
  return (
    <SettingPanel
      id="hours"
      title={t('hours.title')}
      description={t('hours.what', { timeZone })}
      keys={['allowedHours']}
      view={view}
      saving={saving}
      onSave={save}
    >
      <SegmentedControl
        aria-label={t('name.allowedHours')}
        className="justify-self-start"
        value={isRestricted ? 'restricted' : 'always'}
        onChange={(value) => setIsRestricted(value === 'restricted')}
        options={[
          { value: 'always', label: t('hours.always') },
          { value: 'restricted', label: t('hours.restricted') },
        ]}
      />
      {isRestricted ? (
        <div className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_auto_auto] sm:justify-start">
          <FieldGroup legend={t('hours.days')} error={fault === 'days' ? t('hours.daysFault') : undefined}>
            <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1">
              {daysOfWeek.map((day) => (
                <Checkbox
                  key={day}
                  label={t(`day.d${day}`)}
                  isChecked={hours.days.includes(day)}
                  onChange={(isChecked) =>
                    setHours({
                      ...hours,
                      days: daysOfWeek.filter((each) =>
                        each === day ? isChecked : hours.days.includes(each),
                      ),
                    })
                  }
                />
              ))}
            </div>
          </FieldGroup>
          {(['from', 'to'] as const).map((end) => (
            <Field
              key={end}
              label={t(`hours.${end}`)}
              isRequired
              hint={end === 'to' && hours.to < hours.from ? t('hours.overnightHint') : undefined}
              error={
                fault === end
                  ? t('hours.timeFault')
                  : fault === 'same' && end === 'to'
                    ? t('hours.sameFault')
                    : undefined
              }
            >
              {(aria) => (
                <Input
                  {...aria}
                  autoComplete="off"
                  className="w-32"
                  value={hours[end]}
                  onChange={(event) =>
                    setHours({ ...hours, [end]: event.target.value.normalize('NFKC').trim() })
                  }
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
    </SettingPanel>
  );
}

function faultOf(hours: AllowedHours): 'days' | 'from' | 'to' | 'same' | undefined {
  const parsed = allowedHours.safeParse(hours);
  if (parsed.success) return undefined;
  const field = parsed.error.issues[0]?.path[0];
  if (field === 'days' || field === 'from') return field;
  return hours.from === hours.to ? 'same' : 'to';
}

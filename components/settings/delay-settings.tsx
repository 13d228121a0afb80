'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { SettingsView } from '#lib/settings/find-settings.ts';
import { settings } from '#lib/settings/settings.ts';
import { SettingPanel } from './setting-panel.tsx';
import { typedNumber } from './typed-number.ts';
import { type ChangeSettingsAction, useSaveSettings } from './use-save-settings.ts';

/** How long deletions wait before their first call, and which. */
export function DelaySettings({
  view,
  changeSettingsAction,
}: {
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const saving = useSaveSettings(changeSettingsAction);
  const [minutes, setMinutes] = useState(String(view.settings.coolingOffMinutes));
  const [coolingOffFor, setCoolingOffFor] = useState(view.settings.coolingOffFor);
  const [isTried, setIsTried] = useState(false);
  const minutesNumber = typedNumber(settings.shape.coolingOffMinutes, minutes);
  const save = () => {
    setIsTried(true);
    if (minutesNumber !== undefined) void saving.save({ coolingOffMinutes: minutesNumber, coolingOffFor });
  };
  return (
    <SettingPanel
      id="delay"
      title={t('delay.title')}
      description={t('delay.what')}
      keys={['coolingOffMinutes', 'coolingOffFor']}
      view={view}
      saving={saving}
      onSave={save}
    >
      <Field
        label={t('name.coolingOffMinutes')}
        isRequired
        error={
          isTried && minutesNumber === undefined
            ? t('numberFault', { max: settings.shape.coolingOffMinutes.maxValue ?? 0 })
            : undefined
        }
      >
        {(aria) => (
          <Input
            {...aria}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-48"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        )}
      </Field>
      <SegmentedControl
        aria-label={t('name.coolingOffFor')}
        className="justify-self-start"
        value={coolingOffFor}
        onChange={setCoolingOffFor}
        options={[
          { value: 'approved', label: t('delay.approved') },
          { value: 'all', label: t('delay.all') },
        ]}
      />
    </SettingPanel>
  );
}

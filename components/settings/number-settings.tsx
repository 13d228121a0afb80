'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { SettingsView } from '#lib/settings/find-settings.ts';
import { type SettingChange, settings } from '#lib/settings/settings.ts';
import { SettingPanel } from './setting-panel.tsx';
import { typedNumber } from './typed-number.ts';
import { type ChangeSettingsAction, useSaveSettings } from './use-save-settings.ts';

type NumberKey =
  | 'confirmAbove'
  | 'pauseAbove'
  | 'numbersPerDeletion'
  | 'numbersPerMemberDay'
  | 'numbersPerCampaignDay';

/** Whole numbers, saved together. */
export function NumberSettings({
  id,
  title,
  description,
  note,
  hint,
  keys,
  view,
  changeSettingsAction,
}: {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly note?: string;
  readonly hint?: string;
  readonly keys: readonly NumberKey[];
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const saving = useSaveSettings(changeSettingsAction);
  const [typed, setTyped] = useState<Partial<Record<NumberKey, string>>>({});
  const [isTried, setIsTried] = useState(false);
  const textOf = (key: NumberKey) => typed[key] ?? String(view.settings[key]);
  const save = () => {
    setIsTried(true);
    const change: SettingChange = {};
    for (const key of keys) {
      const value = typedNumber(settings.shape[key], textOf(key));
      if (value === undefined) return;
      change[key] = value;
    }
    void saving.save(change);
  };
  return (
    <SettingPanel
      id={id}
      title={title}
      description={description}
      keys={keys}
      view={view}
      saving={saving}
      onSave={save}
    >
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
        {keys.map((key) => (
          <Field
            key={key}
            label={t(`name.${key}`)}
            hint={hint}
            isRequired
            error={
              isTried && typedNumber(settings.shape[key], textOf(key)) === undefined
                ? t('numberFault', { max: settings.shape[key].maxValue ?? 0 })
                : undefined
            }
          >
            {(aria) => (
              <Input
                {...aria}
                inputMode="numeric"
                autoComplete="off"
                className="max-w-48"
                value={textOf(key)}
                onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {note ? <p className="text-sm text-ink-muted">{note}</p> : null}
    </SettingPanel>
  );
}

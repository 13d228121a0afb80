'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { roles } from '#lib/members/roles.ts';
import type { SettingsView } from '#lib/settings/find-settings.ts';
import { roleMapping, type Settings } from '#lib/settings/settings.ts';
import { SettingPanel } from './setting-panel.tsx';
import { type ChangeSettingsAction, useSaveSettings } from './use-save-settings.ts';

type Row = Settings['roleMapping'][number];

/** Which values of the provider's claim give which roles. */
export function RoleSettings({
  claim,
  view,
  changeSettingsAction,
}: {
  readonly claim: string;
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const roleNames = useTranslations('domain.role');
  const saving = useSaveSettings(changeSettingsAction);
  const [rows, setRows] = useState<readonly Row[]>(view.settings.roleMapping);
  const [isTried, setIsTried] = useState(false);
  const isTwice = rows.some((row, at) =>
    rows.slice(at + 1).some((other) => other.value.trim() === row.value.trim() && other.role === row.role),
  );
  const hasFault = (row: Row) => isTried && !roleMapping.safeParse([row]).success;
  const change = (at: number, row: Partial<Row>) =>
    setRows(rows.map((each, index) => (index === at ? { ...each, ...row } : each)));
  const save = () => {
    setIsTried(true);
    const parsed = roleMapping.safeParse(rows);
    if (parsed.success) void saving.save({ roleMapping: parsed.data });
  };
  return (
    <SettingPanel
      id="roles"
      title={t('roleMapping.title')}
      description={t('roleMapping.what', { claim })}
      keys={['roleMapping']}
      view={view}
      saving={saving}
      onSave={save}
    >
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, two may hold the same while they are typed
        <div key={at} className="flex flex-wrap items-start gap-x-3">
          <Field
            label={t('roleMapping.value')}
            isRequired
            error={hasFault(row) ? t('roleMapping.valueFault') : undefined}
            className="min-w-56 flex-1"
          >
            {(aria) => (
              <Input
                {...aria}
                autoComplete="off"
                spellCheck={false}
                value={row.value}
                onChange={(event) => change(at, { value: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('roleMapping.role')} className="w-44">
            {(aria) => (
              <Select
                {...aria}
                options={roles.map((role) => ({ value: role, label: roleNames(role) }))}
                value={row.role}
                onChange={(event) =>
                  change(at, { role: roles.find((role) => role === event.target.value) ?? row.role })
                }
              />
            )}
          </Field>
          <span className="pt-6">
            <IconButton
              label={t('roleMapping.remove', { row: String(at + 1) })}
              onClick={() => setRows(rows.filter((_, index) => index !== at))}
            >
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </span>
        </div>
      ))}
      {isTried && isTwice ? <Callout tone="warning">{t('roleMapping.twiceFault')}</Callout> : null}
      {rows.length > 0 && rows.every((row) => row.role !== 'admin') ? (
        <Callout tone="warning">{t('roleMapping.noAdmin')}</Callout>
      ) : null}
      <Button
        className="justify-self-start"
        onClick={() => setRows([...rows, { value: '', role: 'operator' }])}
      >
        <Plus aria-hidden className="size-4" />
        {t('roleMapping.add')}
      </Button>
    </SettingPanel>
  );
}

'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Checkbox } from '#components/ui/checkbox.tsx';
import type { SettingsView } from '#lib/settings/find-settings.ts';
import { ApprovalSettings } from './approval-settings.tsx';
import { DelaySettings } from './delay-settings.tsx';
import { HoursSettings } from './hours-settings.tsx';
import { NumberSettings } from './number-settings.tsx';
import { RoleSettings } from './role-settings.tsx';
import { SettingPanel } from './setting-panel.tsx';
import { type ChangeSettingsAction, useSaveSettings } from './use-save-settings.ts';

/** All settings, in panels that are saved one by one. */
export function SettingsPanels({
  view,
  changeSettingsAction,
}: {
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const shared = { view, changeSettingsAction };
  return (
    <>
      <NumberSettings
        {...shared}
        id="limits"
        title={t('limits.title')}
        description={t('limits.what')}
        note={t('limits.counting')}
        hint={t('noLimitHint')}
        keys={['numbersPerDeletion', 'numbersPerMemberDay', 'numbersPerCampaignDay']}
      />
      <ApprovalSettings {...shared} />
      <DelaySettings {...shared} />
      <HoursSettings {...shared} />
      <NumberSettings
        {...shared}
        id="confirmation"
        title={t('confirmation.title')}
        description={t('confirmation.what')}
        keys={['confirmAbove', 'pauseAbove']}
      />
      <FormSettings {...shared} />
      {view.rolesClaim === null ? null : <RoleSettings {...shared} claim={view.rolesClaim} />}
    </>
  );
}

function FormSettings({
  view,
  changeSettingsAction,
}: {
  readonly view: SettingsView;
  readonly changeSettingsAction: ChangeSettingsAction;
}) {
  const t = useTranslations('settings');
  const saving = useSaveSettings(changeSettingsAction);
  const [ticketRequired, setTicketRequired] = useState(view.settings.ticketRequired);
  return (
    <SettingPanel
      id="form"
      title={t('form.title')}
      description={t('form.ticketRequiredWhat')}
      keys={['ticketRequired']}
      view={view}
      saving={saving}
      onSave={() => void saving.save({ ticketRequired })}
    >
      <Checkbox label={t('name.ticketRequired')} isChecked={ticketRequired} onChange={setTicketRequired} />
    </SettingPanel>
  );
}

import type { Metadata } from 'next';
import { CallSwitch } from '#components/settings/call-switch.tsx';
import { SettingsPanels } from '#components/settings/settings-panels.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getDb } from '#lib/db/client.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { findCallStop } from '#lib/settings/find-call-stop.ts';
import { findSettings } from '#lib/settings/find-settings.ts';
import { changeSettingsAction, resumeCallsAction, stopCallsAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('settings'))('title') };
}

export default async function SettingsPage() {
  const grant = await requireGrant('setting:read');
  const t = await getTranslator('settings');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid gap-5">
        <CallSwitch
          callStop={(await findCallStop(getDb())) ?? null}
          stopCallsAction={stopCallsAction}
          resumeCallsAction={resumeCallsAction}
        />
        <SettingsPanels view={await findSettings(grant)} changeSettingsAction={changeSettingsAction} />
      </div>
    </>
  );
}

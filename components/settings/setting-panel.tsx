'use client';
import type { FormEvent, ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { toTheSecond } from '#components/deletions/zoned-time.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { SettingChanged, SettingsView } from '#lib/settings/find-settings.ts';
import type { SettingKey } from '#lib/settings/settings.ts';
import type { useSaveSettings } from './use-save-settings.ts';

/** Settings that are saved together, with who changed one of them last. */
export function SettingPanel({
  id,
  title,
  description,
  keys,
  view,
  saving,
  onSave,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly keys: readonly SettingKey[];
  readonly view: SettingsView;
  readonly saving: ReturnType<typeof useSaveSettings>;
  /** Called for a press of the button or of Enter. */
  readonly onSave: () => void;
  readonly children: ReactNode;
}) {
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const refusals = useTranslations('refusals.setting');
  const format = useFormatter();
  const newest = keys
    .flatMap((key) => view.changed[key] ?? [])
    .reduce<SettingChanged | undefined>((last, one) => (last && last.at >= one.at ? last : one), undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving.isSaving) onSave();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Panel
        title={title}
        titleId={id}
        description={description}
        footer={
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="text-sm text-ink-muted">
              {newest
                ? t('lastChanged', {
                    name: newest.byName ?? common('system'),
                    time: format.dateTime(newest.at, toTheSecond),
                  })
                : null}
            </p>
            <Button type="submit" isPending={saving.isSaving} aria-describedby={id}>
              {t('save')}
            </Button>
          </div>
        }
      >
        <div className="grid gap-4">
          {children}
          <div aria-live="polite" className="empty:hidden">
            {saving.trouble ? (
              <Callout
                tone="warning"
                title={saving.trouble === 'no_answer' ? t('failed') : refusals(`${saving.trouble}.what`)}
              >
                {saving.trouble === 'no_answer' ? t('failedTodo') : refusals(`${saving.trouble}.todo`)}
              </Callout>
            ) : null}
          </div>
        </div>
      </Panel>
    </form>
  );
}

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useStepUp } from '#components/auth/step-up.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { Result } from '#lib/result.ts';
import type { SettingChange, SettingRefusal } from '#lib/settings/settings.ts';

export type ChangeSettingsAction = (change: unknown) => Promise<Result<null, SettingRefusal>>;

/** Saves what a panel shows; afterwards the page is read anew. */
export function useSaveSettings(changeSettingsAction: ChangeSettingsAction) {
  const t = useTranslations('settings');
  const router = useRouter();
  const show = useToast();
  const withStepUp = useStepUp();
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<SettingRefusal | 'no_answer'>();
  const save = async (change: SettingChange) => {
    setIsSaving(true);
    setTrouble(undefined);
    try {
      const result = await withStepUp(() => changeSettingsAction(change));
      if (!result.ok) return setTrouble(result.code);
      show({ title: t('saved') });
      router.refresh();
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsSaving(false);
    }
  };
  return { isSaving, trouble, save };
}

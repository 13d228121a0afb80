import { useTranslations } from 'use-intl';
import { criterionFaults } from '#lib/deletions/criterion.ts';
import { formFaults } from '#lib/deletions/deletion-input.ts';

const own = ['campaignMissing', 'reasonCategoryMissing', 'calledScientific', 'calledSeveral'] as const;

const lists = ['listMissing', 'listEmpty'] as const;

/** The words of a field's fault; they follow a change of language, since the form keeps the code alone. */
export function useFaultWords(): (message: string | undefined) => string | undefined {
  const t = useTranslations();
  return (message) => {
    const criterion = criterionFaults.find((code) => code === message);
    if (criterion) return t(`refusals.criterion.${criterion}`);
    const form = formFaults.find((code) => code === message);
    if (form) return t(`refusals.form.${form}`);
    const ofList = lists.find((code) => code === message);
    if (ofList) return t(`lists.${ofList}`);
    const fault = own.find((code) => code === message);
    return fault && t(`newDeletion.${fault}`);
  };
}

import type { Format, Translate } from '#components/deletions/translate.ts';
import type { ApprovalPolicy } from '#lib/approvals/approval-policy.ts';
import { type AllowedHours, daysOfWeek } from '#lib/settings/allowed-hours.ts';
import { type SettingKey, type Settings, settings } from '#lib/settings/settings.ts';

/** Hours in words: the days, from when to when. */
export function hoursWords(t: Translate, format: Format, { days, from, to }: AllowedHours): string {
  const named =
    days.length === daysOfWeek.length
      ? t('settings.hours.everyDay')
      : format.list(
          days.map((day) => t(`settings.day.d${day}`)),
          { type: 'unit' },
        );
  return t(to < from ? 'settings.hours.wordsOvernight' : 'settings.hours.words', { days: named, from, to });
}

/** A policy in words: all that needs a second person. */
function policyWords(t: Translate, format: Format, policy: ApprovalPolicy): string {
  const needed = [
    ...(policy.above > 0 ? [t('settings.approval.aboveWords', { count: format.number(policy.above) })] : []),
    ...(['permanent', 'countUnknown', 'recycleUntil', 'customField'] as const)
      .filter((part) => policy[part])
      .map((part) => t(`settings.approval.${part}`)),
    ...policy.reasonCategories.map((category) => t(`domain.reasonCategory.${category}`)),
  ];
  return needed.length === 0 ? t('settings.approval.none') : format.list(needed, { type: 'unit' });
}

/** Which claim gives which role. */
function mappingWords(t: Translate, format: Format, mapping: Settings['roleMapping']): string {
  if (mapping.length === 0) return t('settings.roleMapping.none');
  return format.list(
    mapping.map(({ value, role }) =>
      t('settings.roleMapping.words', { value, role: t(`domain.role.${role}`) }),
    ),
    { type: 'unit' },
  );
}

/** The value of a setting in words, as it was stored; one that no version of today writes is shown as it is. */
export function settingWords(t: Translate, format: Format, key: SettingKey, stored: unknown): string {
  const parsed = settings.partial().safeParse({ [key]: stored });
  if (!parsed.success) return JSON.stringify(stored);
  switch (key) {
    case 'confirmAbove':
    case 'pauseAbove':
      return format.number(parsed.data[key] ?? 0);
    case 'numbersPerDeletion':
    case 'numbersPerMemberDay':
    case 'numbersPerCampaignDay': {
      const limit = parsed.data[key] ?? 0;
      return limit === 0 ? t('settings.noLimit') : format.number(limit);
    }
    case 'allowedHours': {
      const hours = parsed.data.allowedHours ?? null;
      return hours === null ? t('settings.hours.always') : hoursWords(t, format, hours);
    }
    case 'approvalExpiresAfterHours':
    case 'coolingOffMinutes':
      return format.number(parsed.data[key] ?? 0);
    case 'coolingOffFor':
      return t(`settings.delay.${parsed.data.coolingOffFor ?? 'approved'}`);
    case 'approvalPolicy':
      return parsed.data.approvalPolicy ? policyWords(t, format, parsed.data.approvalPolicy) : '';
    case 'roleMapping':
      return mappingWords(t, format, parsed.data.roleMapping ?? []);
    case 'ticketRequired':
      return t(parsed.data.ticketRequired ? 'settings.on' : 'settings.off');
  }
}

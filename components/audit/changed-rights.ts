import type { Format, Translate } from '#components/deletions/translate.ts';
import { roles } from '#lib/members/roles.ts';

type Rights = Readonly<Record<string, unknown>>;

const named = ['roles', 'scope', 'status', 'person'] as const;

/** What a change of a member touched: the fields whose values differ. */
export function changedFields(before: Rights, after: Rights): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

export function fieldName(t: Translate, field: string): string {
  const known = named.find((name) => name === field);
  return known ? t(`audit.fact.${known}`) : field;
}

/** A field's value in words: roles by name, an empty list as "none". */
export function fieldValue(t: Translate, format: Format, field: string, value: unknown): string {
  if (field === 'status') {
    if (value === 'active') return t('members.active');
    if (value === 'disabled') return t('members.disabled');
  }
  if (value === null) return t('common.none');
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  if (value.length === 0) return t('common.none');
  return format.list(value.map((entry) => (field === 'roles' ? roleName(t, entry) : String(entry))));
}

/** The word of a role; one that is no more is shown as it was stored. */
export function roleName(t: Translate, name: unknown): string {
  const role = roles.find((each) => each === name);
  return role ? t(`domain.role.${role}`) : String(name);
}

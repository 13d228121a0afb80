import * as z from 'zod';

/** Longest values that CC-iSales takes, in characters (API reference, "Delete outbound numbers"). */
export const criterionLimits = { called: 24, sessionId: 32, customField: 200 } as const;

/** No import accepts these in a custom field, nor their full-width forms: such a value can match nothing. */
const notImportable = /[~!@#$%^&*()+=|{}'":;<>/?`～！＠＃＄％＾＆＊（）＋＝｜｛｝＇＂：；＜＞／？｀‘’“”]/u;
/** Control, format and invisible characters, and every kind of space: nothing a person can see. */
const invisible = /\u034F|[\p{C}\p{Z}\u115F\u1160\u3164\uFFA0]/gu;
const civilDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const civilTime = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Why a criterion is refused. Each has its words in both catalogues. */
export const criterionFaults = [
  'criterion_blank',
  'called_characters',
  'called_too_long',
  'session_id_too_long',
  'custom_field_too_long',
  'custom_field_not_importable',
  'invisible_characters',
  'date_invalid',
  'time_invalid',
] as const;
export type CriterionFault = (typeof criterionFaults)[number];

/** True for text in which a person would see nothing: empty, spaces, zero-width and control characters. */
export function isBlank(text: string): boolean {
  return text.replace(invisible, '') === '';
}

/** True for `yyyy-MM-dd` that is a day of the calendar (30 February is none), from year 1970 to 9999. */
export function isCivilDate(text: string): boolean {
  const parts = civilDate.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function hasInvisible(text: string): boolean {
  // A plain space inside a custom field can be seen between words; everything else cannot.
  return text.replaceAll(' ', '').replace(invisible, '') !== text.replaceAll(' ', '');
}

/** Text with a fault as its message: the message is a code, the words are in the catalogues. */
function checked(fault: (text: string) => CriterionFault | undefined) {
  return z.string().superRefine((text, context) => {
    const code = isBlank(text) ? 'criterion_blank' : fault(text);
    if (code) context.addIssue({ code: 'custom', message: code });
  });
}

const calledValue = checked((text) => {
  if (hasInvisible(text) || text.includes(' ')) return 'invisible_characters';
  if (!/^[0-9*#]+$/.test(text)) return 'called_characters';
  return text.length > criterionLimits.called ? 'called_too_long' : undefined;
});

const sessionIdValue = checked((text) => {
  if (hasInvisible(text) || text.includes(' ')) return 'invisible_characters';
  return text.length > criterionLimits.sessionId ? 'session_id_too_long' : undefined;
});

const customFieldValue = checked((text) => {
  if (hasInvisible(text) || text !== text.trim()) return 'invisible_characters';
  if (text.length > criterionLimits.customField) return 'custom_field_too_long';
  return notImportable.test(text) ? 'custom_field_not_importable' : undefined;
});

const date = z.string().refine(isCivilDate, 'date_invalid' satisfies CriterionFault);
const time = z.string().regex(civilTime, 'time_invalid' satisfies CriterionFault);

const listId = z.string().regex(/^lst_[0-9a-z]{20,32}$/);

const calledCriterion = z.strictObject({ kind: z.literal('called'), called: calledValue });
const sessionIdCriterion = z.strictObject({ kind: z.literal('session_id'), sessionId: sessionIdValue });
const customFieldCriterion = z.strictObject({
  kind: z.literal('custom_field'),
  customField: customFieldValue,
});
const recycleTimeCriterion = z.discriminatedUnion('mode', [
  /** CC-iSales mode 1: on and before that day. It has no time of day. */
  z.strictObject({ kind: z.literal('recycle_time'), mode: z.literal('until'), date }),
  /** Mode 2: that whole day. It has no time of day either. */
  z.strictObject({ kind: z.literal('recycle_time'), mode: z.literal('day'), date }),
  /** Mode 3: exactly that second. */
  z.strictObject({ kind: z.literal('recycle_time'), mode: z.literal('moment'), date, time }),
]);

/** What one call removes: exactly one value. Dates and times are civil, in the VDN's zone, never converted. */
export const callCriterion = z.discriminatedUnion('kind', [
  calledCriterion,
  sessionIdCriterion,
  customFieldCriterion,
  recycleTimeCriterion,
]);
export type CallCriterion = z.infer<typeof callCriterion>;

/**
 * What one deletion removes: exactly one of called number, session ID, custom field, recycle time with a mode,
 * or a list of numbers or session IDs that was read before. Unknown keys are refused.
 */
export const criterion = z.discriminatedUnion('kind', [
  calledCriterion,
  sessionIdCriterion,
  customFieldCriterion,
  recycleTimeCriterion,
  z.strictObject({ kind: z.literal('called_list'), listId }),
  z.strictObject({ kind: z.literal('session_id_list'), listId }),
]);
export type Criterion = z.infer<typeof criterion>;
export type ListCriterion = Extract<Criterion, { listId: string }>;

export type CriterionKind = Criterion['kind'];
export type CallCriterionKind = CallCriterion['kind'];
export const callCriterionKinds = [
  'called',
  'session_id',
  'custom_field',
  'recycle_time',
] as const satisfies readonly CallCriterionKind[];
export const recycleModes = ['until', 'day', 'moment'] as const;
export type RecycleMode = (typeof recycleModes)[number];

/** True for a kind that names many values through a list. */
export function isListKind(kind: CriterionKind): kind is ListCriterion['kind'] {
  return kind === 'called_list' || kind === 'session_id_list';
}

/** True for a criterion that names many values through a list. */
export function isListCriterion(criterion: Criterion): criterion is ListCriterion {
  return isListKind(criterion.kind);
}

/** The kind of the calls that a deletion of this kind makes. */
export function callKindOf(kind: CriterionKind): CallCriterionKind {
  if (kind === 'called_list') return 'called';
  return kind === 'session_id_list' ? 'session_id' : kind;
}

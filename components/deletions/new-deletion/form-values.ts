import type { FieldErrors, Resolver } from 'react-hook-form';
import type { ChosenCampaign } from '#components/campaigns/campaign-picker.tsx';
import { cleanCalled } from '#lib/deletions/clean-called.ts';
import {
  type CallCriterionKind,
  type CriterionFault,
  callKindOf,
  isBlank,
  isListKind,
  type RecycleMode,
} from '#lib/deletions/criterion.ts';
import {
  type DeletionInput,
  deletionInput,
  type FormFault,
  firstNumbers,
  type ReasonCategory,
} from '#lib/deletions/deletion-input.ts';
import type { RepeatableDeletion } from '#lib/deletions/find-repeatable.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import type { ListView } from '#lib/lists/list-view.ts';

/** What stands in the form. Values of the other kinds of criterion stay while the person compares. */
export interface FormValues {
  vdnId: number;
  campaign: ChosenCampaign | null;
  kind: CallCriterionKind;
  /** One number or session ID, or a list of them. */
  amount: 'single' | 'list';
  list: ListView | null;
  /** Whether the list stops after its first numbers; null while its length decides. */
  pausesFirst: boolean | null;
  called: string;
  sessionId: string;
  customField: string;
  mode: RecycleMode;
  date: string;
  time: string;
  archiveHistory: 0 | 1;
  category: ReasonCategory | '';
  reasonText: string;
  ticket: string;
}

/** Faults that only the form can have, beside those of the schema. */
export type FieldFault =
  | CriterionFault
  | FormFault
  | 'campaignMissing'
  | 'reasonCategoryMissing'
  | 'calledScientific'
  | 'calledSeveral'
  | 'listMissing'
  | 'listEmpty';

/** An empty form, or one that repeats a deletion: everything but the value, unless it is a list that was kept. */
export function initialValues(
  facts: FormFacts,
  repeat: RepeatableDeletion | undefined,
  list: ListView | undefined,
): FormValues {
  return {
    vdnId: repeat?.campaign.vdnId ?? facts.vdns[0]?.id ?? 0,
    campaign: repeat
      ? {
          vdnId: repeat.campaign.vdnId,
          id: repeat.campaign.campaignId,
          name: repeat.campaign.name,
        }
      : null,
    kind: callKindOf(repeat?.kind ?? 'called'),
    amount: repeat && isListKind(repeat.kind) ? 'list' : 'single',
    list: list ?? null,
    pausesFirst: null,
    called: '',
    sessionId: '',
    customField: '',
    mode: repeat?.mode ?? 'day',
    date: repeat?.date ?? '',
    time: repeat?.time ?? '',
    archiveHistory: repeat?.archiveHistory ?? 1,
    category: repeat?.reason.category ?? '',
    reasonText: repeat?.reason.text ?? '',
    ticket: repeat?.reason.ticket ?? '',
  };
}

/** The list that counts for the kind of the moment, if one was read. */
export function listIn(values: FormValues): ListView | null {
  return values.amount === 'list' && values.list?.kind === values.kind ? values.list : null;
}

/** What the settings ask of the form. */
type FormRules = Pick<FormFacts, 'pauseAbove' | 'ticketRequired'>;

/** After how many numbers the list stops by itself; null if it does not, or has not more than those. */
export function pauseAfterOf(
  values: FormValues,
  { pauseAbove }: Pick<FormRules, 'pauseAbove'>,
): DeletionInput['pauseAfter'] {
  const items = listIn(values)?.report.accepted ?? 0;
  if (items <= firstNumbers) return null;
  return (values.pausesFirst ?? items > pauseAbove) ? firstNumbers : null;
}

function criterionOf(values: FormValues): unknown {
  if (values.amount === 'list' && (values.kind === 'called' || values.kind === 'session_id')) {
    const list = listIn(values);
    const isUsable = list !== null && list.report.accepted > 0 && !list.report.isTooManyRows;
    return { kind: `${values.kind}_list`, listId: isUsable ? list.id : '' };
  }
  switch (values.kind) {
    case 'called': {
      const cleaned = cleanCalled(values.called);
      return { kind: 'called', called: cleaned.ok ? cleaned.value : '' };
    }
    case 'session_id':
      return { kind: 'session_id', sessionId: values.sessionId };
    case 'custom_field':
      return { kind: 'custom_field', customField: values.customField };
    case 'recycle_time':
      return {
        kind: 'recycle_time',
        mode: values.mode,
        date: values.date,
        ...(values.mode === 'moment' ? { time: values.time } : {}),
      };
  }
}

function rawInput(values: FormValues, rules: FormRules): unknown {
  return {
    vdnId: values.vdnId,
    campaignId: values.campaign?.id ?? '',
    criterion: criterionOf(values),
    archiveHistory: values.archiveHistory,
    pauseAfter: pauseAfterOf(values, rules),
    reason: { category: values.category, text: values.reasonText, ticket: values.ticket },
  };
}

/** What the form asks for, if all of it stands. */
export function inputOf(values: FormValues, rules: FormRules): DeletionInput | undefined {
  const parsed = deletionInput.safeParse(rawInput(values, rules));
  return parsed.success ? parsed.data : undefined;
}

/** The criterion alone, if it stands: for the preview and the words beside the form. */
export function criterionIn(values: FormValues): DeletionInput['criterion'] | undefined {
  const parsed = deletionInput.shape.criterion.safeParse(criterionOf(values));
  return parsed.success ? parsed.data : undefined;
}

const fieldOf: Readonly<Record<string, keyof FormValues>> = {
  campaignId: 'campaign',
  'criterion.called': 'called',
  'criterion.sessionId': 'sessionId',
  'criterion.customField': 'customField',
  'criterion.date': 'date',
  'criterion.time': 'time',
  'criterion.listId': 'list',
  'reason.category': 'category',
  'reason.text': 'reasonText',
  'reason.ticket': 'ticket',
};

function faultOf(field: keyof FormValues, values: FormValues, message: string): string {
  if (field === 'campaign') return 'campaignMissing' satisfies FieldFault;
  if (field === 'list') return (listIn(values) ? 'listEmpty' : 'listMissing') satisfies FieldFault;
  if (field === 'category') return 'reasonCategoryMissing' satisfies FieldFault;
  const cleaned = field === 'called' ? cleanCalled(values.called) : undefined;
  if (cleaned?.ok !== false) return message;
  return cleaned.fault === 'scientific' ? 'calledScientific' : 'calledSeveral';
}

/** The server's own schema, with its faults at the fields of the form: one truth for both. */
export const resolveForm =
  (rules: FormRules): Resolver<FormValues> =>
  (values) => {
    const parsed = deletionInput.safeParse(rawInput(values, rules));
    const errors: FieldErrors<FormValues> = {};
    if (rules.ticketRequired && isBlank(values.ticket)) {
      errors.ticket = { type: 'rule', message: 'ticket_required' satisfies FormFault };
    }
    if (parsed.success && !errors.ticket) return { values, errors: {} };
    for (const issue of parsed.error?.issues ?? []) {
      const field = fieldOf[issue.path.join('.')];
      if (field === undefined || errors[field]) continue;
      // the types of a nested value and of a plain one differ; the form reads the message alone
      Object.assign(errors, { [field]: { type: 'schema', message: faultOf(field, values, issue.message) } });
    }
    return { values: {}, errors };
  };

import * as z from 'zod';

const CALL_KINDS = [
  'delete',
  'campaigns',
  'campaign',
  'statistics',
  'callLogs',
  'suspend',
  'resume',
] as const;

/** The calls of the interface, as faults and the ledger name them. */
export type CallKind = (typeof CALL_KINDS)[number];

const milliseconds = z.number().int().min(0).max(3_600_000);

const where = {
  /** `*` for every campaign, and for calls that name none. */
  campaignId: z.string().min(1).default('*'),
  on: z.enum([...CALL_KINDS, 'any']).default('delete'),
  /** How many matching calls it hits. */
  times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
  /** How many matching calls pass before the first hit. */
  after: z.number().int().min(0).default(0),
};

const GIB = 1024 ** 3;

/** One scripted fault. `README.md` beside this file has a table of all kinds. */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({ ...where, kind: z.literal('latency'), ms: milliseconds }),
  z.strictObject({ ...where, kind: z.literal('lost_answer_after_apply') }),
  z.strictObject({ ...where, kind: z.literal('lost_answer_before_apply') }),
  z.strictObject({ ...where, kind: z.literal('reset_before_apply') }),
  z.strictObject({ ...where, kind: z.literal('reset_after_apply') }),
  z.strictObject({ ...where, kind: z.literal('reset_mid_answer') }),
  z.strictObject({
    ...where,
    kind: z.literal('status'),
    status: z.union([401, 403, 429, 500, 502, 503, 504].map((status) => z.literal(status))),
    contentType: z.enum(['html', 'json']).default('html'),
    /** The `Retry-After` header: seconds, or an HTTP date. */
    retryAfter: z.union([z.number().int().min(0), z.string().min(1)]).optional(),
    applyFirst: z.boolean().default(false),
  }),
  z.strictObject({ ...where, kind: z.literal('slow_answer'), intervalMs: milliseconds.min(1).default(1000) }),
  z.strictObject({
    ...where,
    kind: z.literal('malformed'),
    variant: z.enum([
      'not_json',
      'empty',
      'bom',
      'success_count_missing',
      'success_count_text',
      'success_count_negative',
      'codes_differ',
      'huge',
      'gzip_bomb',
      'endless_headers',
    ]),
    /** Unpacked size of `huge` and `gzip_bomb`. */
    bytes: z
      .number()
      .int()
      .min(1)
      .max(16 * GIB)
      .default(GIB),
    applyFirst: z.boolean().default(true),
  }),
  z.strictObject({
    ...where,
    kind: z.literal('result_code'),
    code: z.string().min(1),
    desc: z.string().optional(),
  }),
  z.strictObject({
    ...where,
    kind: z.literal('redirect'),
    location: z.string().min(1),
    status: z.union([301, 302, 303, 307, 308].map((status) => z.literal(status))).default(307),
  }),
  z.strictObject({ ...where, kind: z.literal('success_count'), value: z.number().int() }),
  z.strictObject({ ...where, kind: z.literal('call_log_hidden') }),
  z.strictObject({ ...where, kind: z.literal('call_log_delay'), ms: milliseconds }),
  z.strictObject({
    ...where,
    on: z.enum(['statistics', 'any']).default('statistics'),
    kind: z.literal('count_drift'),
    delta: z.number().int(),
  }),
]);

export type Fault = z.output<typeof fault>;
export type FaultInput = z.input<typeof fault>;

type ModifierKind = 'latency' | 'call_log_hidden' | 'call_log_delay' | 'count_drift';

/** Faults of which one decides the answer; the others (modifiers) come on top of it. */
export type DecidingFault = Exclude<Fault, { kind: ModifierKind }>;

/** What the script holds ready for one call. */
export interface CallFaults {
  deciding: DecidingFault | null;
  latencyMs: number;
  isHiddenInCallLog: boolean;
  callLogDelayMs: number;
  countDrift: number;
}

interface Scripted {
  readonly fault: Fault;
  passed: number;
  hits: number;
}

/** The scripted list. Order decides: the first deciding fault that matches a call is the one that hits. */
export class FaultScript {
  #scripted: Scripted[] = [];

  /** Throws a ZodError for a list that is not one of faults, and keeps the old list. */
  replace(input: unknown): void {
    this.#scripted = z
      .array(fault)
      .parse(input)
      .map((each) => ({ fault: each, passed: 0, hits: 0 }));
  }

  list(): (Fault & { hits: number })[] {
    return this.#scripted.map(({ fault: each, hits }) => ({ ...each, hits }));
  }

  /** Uses up what hits this call. `campaignId` is empty for calls that name no campaign. */
  take(kind: CallKind, campaignId: string): CallFaults {
    const taken: CallFaults = {
      deciding: null,
      latencyMs: 0,
      isHiddenInCallLog: false,
      callLogDelayMs: 0,
      countDrift: 0,
    };
    for (const scripted of this.#scripted) {
      const { fault: each } = scripted;
      if (!matches(each, kind, campaignId)) continue;
      if (isDeciding(each) && taken.deciding !== null) continue;
      if (!spend(scripted)) continue;
      if (isDeciding(each)) taken.deciding = each;
      else if (each.kind === 'latency') taken.latencyMs += each.ms;
      else if (each.kind === 'call_log_hidden') taken.isHiddenInCallLog = true;
      else if (each.kind === 'call_log_delay') taken.callLogDelayMs += each.ms;
      else taken.countDrift += each.delta;
    }
    return taken;
  }
}

function matches(each: Fault, kind: CallKind, campaignId: string): boolean {
  return (
    (each.on === 'any' || each.on === kind) && (each.campaignId === '*' || each.campaignId === campaignId)
  );
}

function spend(scripted: Scripted): boolean {
  const { times, after } = scripted.fault;
  if (times !== 'always' && scripted.hits >= times) return false;
  if (scripted.passed < after) {
    scripted.passed += 1;
    return false;
  }
  scripted.hits += 1;
  return true;
}

function isDeciding(each: Fault): each is DecidingFault {
  return !['latency', 'call_log_hidden', 'call_log_delay', 'count_drift'].includes(each.kind);
}

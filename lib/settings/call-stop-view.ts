/** That all calls are stopped, as every page says it. Safe for the browser. */
export interface CallStop {
  /** ms UTC */
  readonly at: number;
  readonly byName: string;
  readonly reason: string;
}

/** Longest reason for stopping all calls, in characters. */
export const stopReasonLimit = 200;

/** Why calls were not stopped, or do not go on. Each has words in both catalogues. */
export const callStopRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'step_up_needed',
  'reason_required',
  'already_stopped',
  'not_stopped',
  'audit_unavailable',
] as const;
export type CallStopRefusal = (typeof callStopRefusals)[number];

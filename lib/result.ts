/** What a use case returns for everything a person can cause or must hear about; everything else throws. */
export type Result<T, Code extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: Code; readonly field?: string };

/** A result that succeeded. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A result that was refused. `field` names the form field that the person has to mend, if there is one. */
export function refused<Code extends string>(
  code: Code,
  field?: string,
): { readonly ok: false; readonly code: Code; readonly field?: string } {
  return field === undefined ? { ok: false, code } : { ok: false, code, field };
}

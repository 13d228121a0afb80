/**
 * Why a list cannot be read at all.
 *
 * - `too_large`: more bytes than allowed, or a workbook that unfolds into too much
 * - `not_text`: a binary file where text was due
 * - `unreadable_workbook`: no xlsx, or a cut, damaged or encrypted one
 */
export type IntakeErrorKind = 'too_large' | 'not_text' | 'unreadable_workbook';

/** The one error of the list reader. Its message is the kind: no number and no file name. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';
  readonly kind: IntakeErrorKind;

  constructor(kind: IntakeErrorKind, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

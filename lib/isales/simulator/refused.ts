import type { RefusalDetail } from './texts.ts';

/** Thrown by an endpoint for everything that the vendor answers with a result code other than success. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly detail: RefusalDetail;

  constructor(code: string, parameter?: string, value?: unknown) {
    super(code);
    this.code = code;
    this.detail = {
      ...(parameter === undefined ? {} : { parameter }),
      ...(value === undefined ? {} : { value: typeof value === 'string' ? value : JSON.stringify(value) }),
    };
  }
}

import { type ReadRefusal, readRefusals } from '#lib/campaigns/campaign-view.ts';

/** A read that was refused: `status` tells react-query whether it may pass with time. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  readonly status: number;
  readonly code: ReadRefusal;

  constructor(status: number, code: ReadRefusal) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** The JSON of a read of ours. @throws ReadError with why it was refused, TypeError if the server is away */
export async function readJson<T>(address: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal, headers: { accept: 'application/json' } });
  if (answer.ok) return (await answer.json()) as T;
  const body: unknown = await answer.json().catch(() => null);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  throw new ReadError(answer.status, readRefusals.find((each) => each === code) ?? 'vendor_unreachable');
}

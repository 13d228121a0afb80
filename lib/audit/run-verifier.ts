import 'server-only';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { type Env, verifierProcess } from '../env.ts';
import type { VerificationVerdict } from './verification-view.ts';

const progressLine = z.object({ read: z.number().int(), total: z.number().int() });
const verdictLine = z.object({
  whole: z.boolean(),
  firstBadSeq: z.number().int().nullable(),
  findings: z.array(z.string()),
  records: z.number().int(),
  checkpoints: z.number().int(),
  acknowledgedLosses: z.array(
    z.object({
      seq: z.number().int(),
      at: z.number().int(),
      by: z.string().nullable(),
      lostFrom: z.number().int(),
      lostTo: z.number().int(),
    }),
  ),
});

/** Whether the audit is whole, and what was found; undefined if it could not be read. */
export type Verdict = { readonly isWhole: boolean; readonly verdict: VerificationVerdict } | undefined;

/**
 * Runs `scripts/audit-verify.mjs` over our database and checkpoints, as a process of its own: the very program
 * that an auditor runs from a shell. `say` hears how far it has come.
 */
export async function runVerifier(
  env: Pick<Env, 'DATABASE_URL' | 'AUDIT_CHECKPOINT_DIR'>,
  say: (read: number, total: number) => void,
): Promise<Verdict> {
  const { DATABASE_URL, AUDIT_CHECKPOINT_DIR } = env;
  const program = verifierProcess();
  const child = spawn(process.execPath, [program.path, '--progress'], {
    // its address holds a password: not among the arguments, which every process of the machine may read
    env: { ...program.env, DATABASE_URL, AUDIT_CHECKPOINT_DIR },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  const progress = (async () => {
    for await (const line of createInterface({ input: child.stderr })) {
      const { data } = progressLine.safeParse(parsed(line));
      if (data) say(data.read, data.total);
    }
  })();
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) last = line;
  await progress;
  const status = await ended;
  const { data } = verdictLine.safeParse(parsed(last));
  if (!data || (status !== 0 && status !== 1)) return undefined;
  const { whole, ...verdict } = data;
  return { isWhole: whole, verdict };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

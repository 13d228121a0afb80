'use server';

import * as z from 'zod';
import { authorizeAction } from '#lib/auth/require-grant.ts';
import { cancelByMember } from '#lib/deletions/cancel-by-member.ts';
import { decideUnknown } from '#lib/deletions/decide-unknown.ts';
import type { ControlRefusal, RepeatRefusal } from '#lib/deletions/deletion-view.ts';
import { pauseOwnDeletion } from '#lib/deletions/pause-own-deletion.ts';
import { resumeDeletion } from '#lib/deletions/resume-deletion.ts';
import { repeatFailed } from '#lib/lists/repeat-failed.ts';
import type { Result } from '#lib/result.ts';

const deletionId = z.string().max(40).catch('');

/** Lets a paused deletion go on. */
export async function resumeDeletionAction(id: unknown): Promise<Result<null, ControlRefusal>> {
  const authorization = await authorizeAction('deletion:create');
  if (!authorization.ok) return authorization;
  return resumeDeletion(authorization.grant, deletionId.parse(id));
}

/** Lets a running list stand still. */
export async function pauseDeletionAction(id: unknown): Promise<Result<null, ControlRefusal>> {
  const authorization = await authorizeAction('deletion:create');
  if (!authorization.ok) return authorization;
  return pauseOwnDeletion(authorization.grant, deletionId.parse(id));
}

/** Records what a person found out about unknown outcomes. */
export async function decideUnknownAction(
  input: unknown,
): Promise<Result<{ readonly decided: number }, ControlRefusal>> {
  const authorization = await authorizeAction('deletion:create');
  if (!authorization.ok) return authorization;
  return decideUnknown(authorization.grant, input);
}

/** Makes a new list of what a list did not delete; nothing is sent. */
export async function repeatFailedAction(
  input: unknown,
): Promise<Result<{ readonly listId: string }, RepeatRefusal>> {
  const authorization = await authorizeAction('deletion:create');
  if (!authorization.ok) return authorization;
  return repeatFailed(authorization.grant, input);
}

/** Ends a deletion: nothing more is sent for it. */
export async function cancelDeletionAction(id: unknown): Promise<Result<null, ControlRefusal>> {
  const authorization = await authorizeAction('deletion:cancel');
  if (!authorization.ok) return authorization;
  return cancelByMember(authorization.grant, deletionId.parse(id));
}

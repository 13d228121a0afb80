import 'server-only';
import { forbidden, redirect } from 'next/navigation';
import { getDb } from '../db/client.ts';
import type { Permission, Role } from '../members/roles.ts';
import { type Authorization, authorizeSession, type Grant, recordForeignOrigin } from './authorize.ts';
import { isOwnOrigin, requestFacts } from './request-facts.ts';
import type { SignInMethod } from './session-view.ts';
import { findSignedInMember } from './sessions.ts';

/** For pages: the right, or the way to the sign-in, or the page that says the right is missing. */
export async function requireGrant<P extends Permission>(permission: P): Promise<Grant<P>> {
  const authorization = await authorizeRequest(permission);
  if (authorization.ok) return authorization.grant;
  return authorization.code === 'signed_out' ? redirect('/sign-in') : forbidden();
}

/** For route handlers that read: the right of the request's session, or why not. */
export async function authorizeRequest<P extends Permission>(permission: P): Promise<Authorization<P>> {
  const { sessionId, address } = await requestFacts();
  return authorizeSession(permission, sessionId, address);
}

type ActionRefusal = { readonly ok: false; readonly code: 'foreign_origin' };
type StepUpNeeded = { readonly ok: false; readonly code: 'step_up_needed' };

/**
 * For server actions: the right, and the proof that a page of ours sent the request. With `fresh` also that the
 * person proved within the last minutes who they are; `step_up_needed` is what `useStepUp` answers to.
 */
export async function authorizeAction<P extends Permission>(
  permission: P,
): Promise<Authorization<P> | ActionRefusal>;
export async function authorizeAction<P extends Permission>(
  permission: P,
  options: { readonly fresh: true },
): Promise<Authorization<P> | ActionRefusal | StepUpNeeded>;
export async function authorizeAction<P extends Permission>(
  permission: P,
  options?: { readonly fresh: true },
): Promise<Authorization<P> | ActionRefusal | StepUpNeeded> {
  if (!(await isOwnOrigin())) {
    const { sessionId, address } = await requestFacts();
    await recordForeignOrigin(permission, sessionId, address);
    return { ok: false, code: 'foreign_origin' };
  }
  const authorization = await authorizeRequest(permission);
  if (options?.fresh && authorization.ok && !authorization.grant.isFresh) {
    return { ok: false, code: 'step_up_needed' };
  }
  return authorization;
}

/** For the upload route, which changes something without being an action: the same proofs as for one. */
export async function authorizeUpload<P extends Permission>(
  permission: P,
): Promise<Authorization<P> | ActionRefusal> {
  return authorizeAction(permission);
}

/** Who is signed in, for the frame around the pages; it proves no right. */
export async function findSignedIn(): Promise<{
  name: string;
  roles: readonly Role[];
  permissions: Permission[];
  signInMethod: SignInMethod;
} | null> {
  const { sessionId } = await requestFacts();
  const member = sessionId === undefined ? undefined : await findSignedInMember(getDb(), sessionId);
  if (!member) return null;
  const { name, roles, method } = member;
  return { name, roles, permissions: [...member.permissions], signInMethod: method };
}

import 'server-only';
import { forbidden, redirect } from 'next/navigation';
import { getDb } from '../db/client.ts';
import type { Permission, Role } from '../members/roles.ts';
import { type Authorization, authorizeSession, type Grant } from './authorize.ts';
import { isOwnOrigin, requestFacts } from './request-facts.ts';
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

/** For server actions: the right, and the proof that a page of ours sent the request. */
export async function authorizeAction<P extends Permission>(
  permission: P,
): Promise<Authorization<P> | { readonly ok: false; readonly code: 'foreign_origin' }> {
  if (!(await isOwnOrigin())) return { ok: false, code: 'foreign_origin' };
  return authorizeRequest(permission);
}

/** For the upload route, which changes something without being an action: the same proofs as for one. */
export const authorizeUpload = authorizeAction;

/** Who is signed in, for the frame around the pages; it proves no right. */
export async function findSignedIn(): Promise<{
  name: string;
  roles: readonly Role[];
  permissions: Permission[];
} | null> {
  const { sessionId } = await requestFacts();
  const member = sessionId === undefined ? undefined : await findSignedInMember(getDb(), sessionId);
  return member ? { name: member.name, roles: member.roles, permissions: [...member.permissions] } : null;
}

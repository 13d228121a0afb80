'use client';
import { createContext, use } from 'react';
import type { SignInMethod } from '#lib/auth/session-view.ts';
import type { Permission, Role } from '#lib/members/roles.ts';

/** The person in front of the screen, for what is shown to them; it proves no right. */
export interface SignedIn {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  readonly signInMethod: SignInMethod;
}

export const SignedInContext = createContext<SignedIn | undefined>(undefined);

/** Undefined outside of the console's frame. */
export function useSignedIn(): SignedIn | undefined {
  return use(SignedInContext);
}

import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions, providerId } from '#lib/auth/auth-options.ts';
import { forgetInvitation, readProviderReturn, wasProviderRefused } from '#lib/auth/provider-return.ts';
import { recordProviderRefusal } from '#lib/auth/sign-in-with-provider.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context) {
  const answer: Response = await NextAuth(request, context, authOptions(readProviderReturn));
  const [action, provider] = (await context.params).nextauth;
  if (action !== 'callback' || provider !== providerId) return answer;
  if (await wasProviderRefused(answer)) await recordProviderRefusal((await readProviderReturn()).origin);
  forgetInvitation(answer.headers);
  return answer;
}

export { handle as GET, handle as POST };

import { NextResponse } from 'next/server';
import { providerSignOutAddress } from '#lib/auth/provider-sign-out.ts';
import { getEnv } from '#lib/env.ts';

/** Where a browser goes whose session here has ended: the provider ends its own, and sends it back to the sign-in. */
export async function GET() {
  const address = (await providerSignOutAddress()) ?? `${getEnv().APP_ORIGIN}/sign-in`;
  return NextResponse.redirect(address, { status: 303, headers: { 'Cache-Control': 'no-store' } });
}

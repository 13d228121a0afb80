import { type NextRequest, NextResponse } from 'next/server';

/** React's development build evaluates strings for its stack traces; no production build does. */
const isDevelopment = process.env.NODE_ENV === 'development';

/** Pages for people who are not signed in yet. */
const openPages = ['/sign-in', '/invitation'];

/**
 * A fresh nonce a page, and the way to the sign-in for those without a cookie. Nothing depends on it: every
 * page, action and route proves rights by itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

  const hasCookie = request.cookies.has('session') || request.cookies.has('__Host-session');
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  const response =
    !hasCookie && !openPages.includes(pathname) && request.method === 'GET'
      ? NextResponse.redirect(signInAddress(request, `${pathname}${search}`))
      : NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function signInAddress(request: NextRequest, callbackUrl: string): URL {
  const address = new URL('/sign-in', request.nextUrl);
  if (callbackUrl !== '/') address.searchParams.set('callbackUrl', callbackUrl);
  return address;
}

export const config = {
  // Pages alone: files of the build, of public/ and the API need no nonce, and uploads must not pass here.
  matcher: ['/((?!api/|_next/|.*\\.(?:svg|ico|png|txt|webmanifest)$).*)'],
};

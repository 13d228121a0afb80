/**
 * The calls to next-auth. Its own browser client leaves the page when the server cannot be reached and
 * writes to the console; a sign-in form has to stay and say what happened.
 */
export type SignInOutcome = 'signed_in' | 'failed' | ProofRefusal;

/** What the server says of a sign-in that it did not take; anything else it says is a fault of its own. */
const proofRefusals = ['wrong_credentials', 'code_needed', 'wrong_code', 'throttled'] as const;
type ProofRefusal = (typeof proofRefusals)[number];

/** Signs in with a local account; the answer sets the session cookie. Never throws. */
export async function postCredentials(credentials: {
  readonly username: string;
  readonly password: string;
  readonly code: string;
}): Promise<SignInOutcome> {
  try {
    const answer = await post('/api/auth/callback/credentials', credentials);
    return signInOutcome(answer.status, await answer.json());
  } catch {
    return 'failed';
  }
}

/**
 * Leaves for the provider of single sign-on, to come back to `destination`, a path of this site; false if there is
 * no way to it. With `again` it has to ask anew who is there, whatever it remembers. Never throws.
 */
export async function leaveForProvider(
  destination: string,
  { again = false }: { readonly again?: boolean } = {},
): Promise<boolean> {
  try {
    // OpenID Connect Core 1.0, section 3.1.2.1: a login of this moment, and the time of it in the token
    const query = again ? '?prompt=login&max_age=0' : '';
    const answer = await post(`/api/auth/signin/sso${query}`, { callbackUrl: destination });
    const body: unknown = await answer.json();
    const search = searchOf(body);
    if (!answer.ok || !search || search.has('error') || search.has('csrf')) return false;
    window.location.assign((body as { url: string }).url);
    return true;
  } catch {
    return false;
  }
}

/** Ends the session; false if the server did not confirm it. Never throws. */
export async function postSignOut(): Promise<boolean> {
  try {
    const answer = await post('/api/auth/signout', {});
    return answer.ok && !searchOf(await answer.json())?.has('csrf');
  } catch {
    return false;
  }
}

/**
 * What an answer of next-auth means. 401 alone does not say that the password was wrong: a database that is
 * away is answered with 401 too, and a refused CSRF token with 200.
 */
export function signInOutcome(status: number, body: unknown): SignInOutcome {
  const search = searchOf(body);
  const refusal = proofRefusals.find((code) => code === search?.get('error'));
  if (status === 401 && refusal) return refusal;
  return status === 200 && search && !search.has('error') && !search.has('csrf') ? 'signed_in' : 'failed';
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const token: unknown = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json();
  const csrfToken =
    typeof token === 'object' && token !== null && 'csrfToken' in token ? String(token.csrfToken) : '';
  return fetch(path, {
    method: 'POST',
    body: new URLSearchParams({ callbackUrl: '/', ...fields, csrfToken, json: 'true' }),
  });
}

function searchOf(body: unknown): URLSearchParams | undefined {
  const url = typeof body === 'object' && body !== null && 'url' in body ? body.url : undefined;
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).searchParams : undefined;
}

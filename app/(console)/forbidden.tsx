import { ForbiddenScreen } from '#components/shell/forbidden-screen.tsx';
import { findSignedIn } from '#lib/auth/require-grant.ts';

export default async function ConsoleForbidden() {
  const person = await findSignedIn();
  return <ForbiddenScreen roles={person?.roles ?? []} />;
}

import { BareFrame } from '#components/shell/bare-frame.tsx';
import { ForbiddenScreen } from '#components/shell/forbidden-screen.tsx';
import { findSignedIn } from '#lib/auth/require-grant.ts';

export default async function Forbidden() {
  const person = await findSignedIn();
  return (
    <BareFrame>
      <ForbiddenScreen roles={person?.roles ?? []} />
    </BareFrame>
  );
}

import { BareFrame } from '#components/shell/bare-frame.tsx';
import { ForbiddenScreen } from '#components/shell/forbidden-screen.tsx';

export default function Forbidden() {
  return (
    <BareFrame>
      <ForbiddenScreen />
    </BareFrame>
  );
}

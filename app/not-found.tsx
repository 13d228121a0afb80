import { BareFrame } from '#components/shell/bare-frame.tsx';
import { NotFoundScreen } from '#components/shell/not-found-screen.tsx';

export default function NotFound() {
  return (
    <BareFrame>
      <NotFoundScreen />
    </BareFrame>
  );
}

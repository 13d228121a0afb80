'use client';
import { BareFrame } from '#components/shell/bare-frame.tsx';
import { ErrorScreen } from '#components/shell/error-screen.tsx';

export default function RootError(fault: { readonly error: unknown; readonly retry: () => void }) {
  return (
    <BareFrame>
      <ErrorScreen {...fault} />
    </BareFrame>
  );
}

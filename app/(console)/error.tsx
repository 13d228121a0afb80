'use client';
import { ErrorScreen } from '#components/shell/error-screen.tsx';

export default function ConsoleError(fault: { readonly error: unknown; readonly retry: () => void }) {
  return <ErrorScreen {...fault} />;
}

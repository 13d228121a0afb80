import { ForbiddenScreen } from '#components/shell/forbidden-screen.tsx';

export default function ConsoleForbidden() {
  return <ForbiddenScreen />;
}

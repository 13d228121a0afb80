import { useEffect, useState } from 'react';

/** Now, anew every `everyMs`: for ages that a person watches. Undefined until the page lives in the browser. */
export function useNow(everyMs: number): Date | undefined {
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    const tick = () => setNow(new Date());
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

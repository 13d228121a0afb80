import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useStepUp } from '#components/auth/step-up.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { MemberRefusal } from '#lib/members/member-view.ts';
import type { Result } from '#lib/result.ts';

export type MemberTrouble = MemberRefusal | 'no_answer';

/** Makes changes of members: asks anew who is there where that is needed, says what is done, and reads the page again. */
export function useMemberChange() {
  const router = useRouter();
  const show = useToast();
  const withStepUp = useStepUp();
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<MemberTrouble>();

  /** Returns what was answered; undefined if it was refused, which `trouble` tells then. */
  const make = async <T>(
    change: () => Promise<Result<T, MemberRefusal>>,
    done: string,
  ): Promise<T | undefined> => {
    setIsPending(true);
    setTrouble(undefined);
    try {
      const result = await withStepUp(change);
      if (!result.ok) {
        setTrouble(result.code);
        return undefined;
      }
      show({ tone: 'success', title: done });
      router.refresh();
      return result.value;
    } catch {
      setTrouble('no_answer');
      return undefined;
    } finally {
      setIsPending(false);
    }
  };
  return { isPending, trouble, make };
}

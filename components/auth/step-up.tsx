'use client';
import { createContext, type ReactNode, use, useCallback, useRef, useState } from 'react';
import type { SignInMethod } from '#lib/auth/session-view.ts';
import { type StepUpAction, StepUpDialog } from './step-up-dialog.tsx';

/** A call that may be answered with `step_up_needed`. */
type Call<R> = () => Promise<R>;
type WithStepUp = <R extends { readonly ok: boolean }>(call: Call<R>) => Promise<R>;

const StepUpContext = createContext<WithStepUp | undefined>(undefined);

/**
 * Gives the function that makes a call, and if that needs a fresh authentication asks for it and makes the call
 * once more. A person who gives up gets the refusal as it was.
 */
export function useStepUp(): WithStepUp {
  const withStepUp = use(StepUpContext);
  if (!withStepUp) throw new Error('useStepUp outside of StepUpProvider');
  return withStepUp;
}

function needsStepUp(result: object): boolean {
  return 'code' in result && result.code === 'step_up_needed';
}

export function StepUpProvider({
  method,
  stepUpAction,
  children,
}: {
  readonly method: SignInMethod;
  readonly stepUpAction: StepUpAction;
  readonly children: ReactNode;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const answer = useRef<(isProved: boolean) => void>(undefined);

  const withStepUp = useCallback<WithStepUp>(async (call) => {
    const result = await call();
    if (!needsStepUp(result)) return result;
    const isProved = await new Promise<boolean>((resolve) => {
      answer.current = resolve;
      setIsAsking(true);
    });
    setIsAsking(false);
    return isProved ? call() : result;
  }, []);

  return (
    <StepUpContext value={withStepUp}>
      {children}
      {isAsking ? (
        <StepUpDialog
          method={method}
          stepUpAction={stepUpAction}
          onAnswer={(isProved) => answer.current?.(isProved)}
        />
      ) : null}
    </StepUpContext>
  );
}

'use client';
import { CircleCheck, CircleHelp, Info, type LucideIcon, OctagonAlert, TriangleAlert, X } from 'lucide-react';
import { Toast as RadixToast } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';
import { type Tone, textToneClass } from './tone.ts';

export interface ToastMessage {
  readonly tone?: Tone;
  readonly title: ReactNode;
  readonly description?: ReactNode;
}

const icons: Record<Tone, LucideIcon> = {
  neutral: Info,
  accent: Info,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: OctagonAlert,
  unclear: CircleHelp,
};

const ToastContext = createContext<((message: ToastMessage) => void) | undefined>(undefined);

/** Gives the function that says something in passing. What a person must not miss belongs on the page. */
export function useToast(): (message: ToastMessage) => void {
  const show = use(ToastContext);
  if (!show) throw new Error('useToast outside of ToastProvider');
  return show;
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('common');
  const [toasts, setToasts] = useState<readonly (ToastMessage & { readonly id: number })[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setToasts((shown) => [...shown.slice(-2), { ...message, id: (shown.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext value={value}>
      <RadixToast.Provider duration={6000} label={t('notification')}>
        {children}
        {toasts.map((toast) => {
          const tone = toast.tone ?? 'neutral';
          const Icon = icons[tone];
          return (
            <RadixToast.Root
              key={toast.id}
              onOpenChange={(isOpen) => (isOpen ? undefined : remove(toast.id))}
              className="flex animate-appear items-start gap-2.5 rounded-lg bg-surface p-3.5 shadow-popover data-[swipe=move]:translate-x-[var(--radix-toast-swipe-move-x)]"
            >
              <Icon aria-hidden className={classNames('mt-[3px] size-4 shrink-0', textToneClass[tone])} />
              <div className="min-w-0 flex-1">
                <RadixToast.Title className="text-base font-medium text-ink">{toast.title}</RadixToast.Title>
                {toast.description ? (
                  <RadixToast.Description className="text-sm text-ink-muted">
                    {toast.description}
                  </RadixToast.Description>
                ) : null}
              </div>
              <RadixToast.Close
                aria-label={t('close')}
                className={classNames(buttonClass('ghost', 'sm'), '-my-1 -mr-1.5 w-8 px-0!')}
              >
                <X aria-hidden className="size-4" />
              </RadixToast.Close>
            </RadixToast.Root>
          );
        })}
        <RadixToast.Viewport
          label={t('notificationRegion', { hotkey: '{hotkey}' })}
          className="fixed right-4 bottom-4 z-50 flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2 outline-none"
        />
      </RadixToast.Provider>
    </ToastContext>
  );
}

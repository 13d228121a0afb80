'use client';
import { Copy } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Copies `text`; `label` says what it is. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useTranslations();
  const show = useToast();
  const copy = async () => {
    try {
      // undefined outside of a secure context
      await navigator.clipboard.writeText(text);
      show({ tone: 'success', title: t('common.copied') });
    } catch {
      show({ tone: 'warning', title: t('deletions.copyFailed') });
    }
  };
  return (
    <IconButton label={label} size="sm" onClick={() => void copy()}>
      <Copy aria-hidden className="size-4" />
    </IconButton>
  );
}

/** An ID or hash in full with the way to copy it. */
export function CopyableCode({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 font-mono text-sm wrap-anywhere">{text}</code>
      <span className="-my-1.5">
        <CopyButton text={text} label={label} />
      </span>
    </span>
  );
}

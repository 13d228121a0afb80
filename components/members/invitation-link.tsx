'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { toTheSecond } from '#components/deletions/zoned-time.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import type { InvitationView } from '#lib/members/member-view.ts';

/** The link by which somebody joins. It is shown once: the console keeps only a hash of it. */
export function InvitationLink({
  invitation,
  name,
}: {
  readonly invitation: InvitationView;
  readonly name: string;
}) {
  const t = useTranslations('members');
  const format = useFormatter();
  const [isCopied, setIsCopied] = useState(false);
  const address = `${window.location.origin}/invitation#${invitation.token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  return (
    <Callout tone="success" isLive title={t('linkTitle', { name })}>
      <p>{t('linkWhat', { time: format.dateTime(invitation.expiresAt, toTheSecond) })}</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-sm border border-line bg-surface px-2 py-1 font-mono text-sm wrap-anywhere text-ink select-all">
          {address}
        </code>
        <Button size="sm" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {t(isCopied ? 'copied' : 'copy')}
        </Button>
      </div>
    </Callout>
  );
}

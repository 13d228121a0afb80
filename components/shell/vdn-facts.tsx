'use client';
import { Building2, Clock } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { popoverClass } from '#components/ui/popover-class.ts';

export interface Vdn {
  readonly id: number;
  readonly name: string;
}

const shownVdns = 2;

/** Where a deletion would act and by whose clock: always in sight. */
export function VdnFacts({
  vdns,
  timeZone,
  utcOffset,
}: {
  readonly vdns: readonly Vdn[];
  readonly timeZone: string;
  /** Such as `GMT+8`. */
  readonly utcOffset: string;
}) {
  const t = useTranslations('shell');
  const rest = vdns.slice(shownVdns);
  return (
    <dl className="flex min-w-0 flex-wrap items-center gap-x-5 gap-y-0.5 text-sm">
      <div className="flex min-w-0 items-center gap-1.5">
        <Building2 aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
        <dt className="text-ink-muted">{t('vdn')}</dt>
        <dd className="flex min-w-0 flex-wrap gap-x-2 font-medium text-ink">
          {vdns.slice(0, shownVdns).map((vdn) => (
            <span key={vdn.id}>{t('vdnNamed', { name: vdn.name, id: String(vdn.id) })}</span>
          ))}
          {rest.length > 0 ? (
            <Popover.Root>
              <Popover.Trigger className="rounded-sm text-accent-ink underline decoration-dotted underline-offset-4">
                {t('moreVdns', { count: rest.length })}
              </Popover.Trigger>
              <Popover.Portal>
                <Popover.Content
                  align="start"
                  sideOffset={6}
                  collisionPadding={8}
                  aria-label={t('vdn')}
                  className={popoverClass}
                >
                  <ul className="max-h-80 overflow-y-auto px-4 py-3 text-base">
                    {vdns.map((vdn) => (
                      <li key={vdn.id} className="py-0.5">
                        {t('vdnNamed', { name: vdn.name, id: String(vdn.id) })}
                      </li>
                    ))}
                  </ul>
                </Popover.Content>
              </Popover.Portal>
            </Popover.Root>
          ) : null}
        </dd>
      </div>
      <div className="flex items-center gap-1.5">
        <Clock aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
        <dt className="text-ink-muted">{t('timeZone')}</dt>
        <dd className="font-medium text-ink">
          {timeZone} <span className="font-normal text-ink-muted">{utcOffset}</span>
        </dd>
      </div>
    </dl>
  );
}

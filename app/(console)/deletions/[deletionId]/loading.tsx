import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { getTranslator } from '#lib/i18n/get-translator.ts';

/** The shape of the page to come. */
export default async function DeletionLoading() {
  const t = await getTranslator('common');
  return (
    <>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="mb-2 h-4 w-20" />
      <Skeleton className="mb-2 h-7 w-64 max-w-full" />
      <Skeleton className="mb-5 h-5 w-48 max-w-full" />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel>
          <Skeleton className="h-13 w-40" />
          <Skeleton className="mt-4 h-5 w-80 max-w-full" />
        </Panel>
        <Panel>
          <Skeleton className="h-96" />
        </Panel>
      </div>
    </>
  );
}

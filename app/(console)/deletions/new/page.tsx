import { Building2 } from 'lucide-react';
import type { Metadata } from 'next';
import { NewDeletionForm } from '#components/deletions/new-deletion/new-deletion-form.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { findRepeatable } from '#lib/deletions/find-repeatable.ts';
import { getFormFacts } from '#lib/deletions/form-facts.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { findRepeatedList } from '#lib/lists/find-repeated-list.ts';
import { requestDeletionAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator('newDeletion');
  return { title: t('title') };
}

export default async function NewDeletionPage({
  searchParams,
}: {
  searchParams: Promise<{ repeat?: string | string[]; list?: string | string[] }>;
}) {
  const grant = await requireGrant('deletion:create');
  const t = await getTranslator('newDeletion');
  const facts = await getFormFacts(grant);
  const { repeat, list } = await searchParams;
  const repeatable = typeof repeat === 'string' ? await findRepeatable(grant, repeat) : undefined;
  const failed = repeatable && typeof list === 'string' ? await findRepeatedList(grant, list) : undefined;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {facts.vdns.length === 0 ? (
        <Panel>
          <EmptyState icon={Building2} title={t('noScope')}>
            {t('noScopeTodo')}
          </EmptyState>
        </Panel>
      ) : (
        <NewDeletionForm
          facts={facts}
          repeat={repeatable}
          list={failed}
          requestDeletionAction={requestDeletionAction}
        />
      )}
    </>
  );
}

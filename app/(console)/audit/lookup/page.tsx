import type { Metadata } from 'next';
import { NumberLookupForm } from '#components/audit/number-lookup-form.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { lookUpNumberAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('audit'))('lookup.title') };
}

export default async function LookupPage() {
  await requireGrant('audit:read');
  const t = await getTranslator('audit');
  return (
    <>
      <PageHeader
        title={t('lookup.title')}
        description={t('lookup.description')}
        back={{ href: '/audit', label: t('title') }}
      />
      <NumberLookupForm lookUpAction={lookUpNumberAction} />
    </>
  );
}

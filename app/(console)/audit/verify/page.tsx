import type { Metadata } from 'next';
import { Verifications } from '#components/audit/verifications.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { findVerifications } from '#lib/audit/verify-audit.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { verifyAuditAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('audit'))('verify.title') };
}

export default async function VerifyPage() {
  const grant = await requireGrant('audit:read');
  const t = await getTranslator('audit');
  return (
    <>
      <PageHeader
        title={t('verify.title')}
        description={t('verify.description')}
        back={{ href: '/audit', label: t('title') }}
      />
      <Verifications initial={await findVerifications(grant)} verifyAction={verifyAuditAction} />
    </>
  );
}

import { useTranslations } from 'use-intl';

export interface Vdn {
  readonly id: number;
  readonly name: string;
}

/** An entry of a scope in words: `12` is a VDN, `12/146` one campaign of it, `nameOf` knows some campaigns' names. */
export function useScopeWords(vdns: readonly Vdn[], nameOf?: (entry: string) => string | undefined) {
  const t = useTranslations('members');
  return (entry: string): string => {
    const [id = '', campaignId] = entry.split('/');
    const known = vdns.find((each) => String(each.id) === id);
    const vdn = known ? t('vdnNamed', { name: known.name, id }) : t('unknownVdn', { id });
    if (campaignId === undefined) return vdn;
    const name = nameOf?.(entry);
    return name === undefined
      ? t('oneCampaign', { vdn, campaignId })
      : t('namedCampaign', { vdn, name, campaignId });
  };
}

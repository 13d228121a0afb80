import type { useFormatter, useTranslations } from 'use-intl';

/** The words of all namespaces, as `useTranslations()` gives them. */
export type Translate = ReturnType<typeof useTranslations<never>>;
export type Format = ReturnType<typeof useFormatter>;

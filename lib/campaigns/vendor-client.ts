import 'server-only';
import { readFileSync } from 'node:fs';
import { getEnv } from '../env.ts';
import type { Locale } from '../i18n/locales.ts';
import type { IsalesClient, IsalesLocale } from '../isales/client.ts';
import { createIsalesClient } from '../isales/create-isales-client.ts';

const shared = globalThis as typeof globalThis & { cleanupVendorClient?: IsalesClient };

/** The one client of this process for CC-iSales; the credentials stay inside it. */
export function getVendorClient(): IsalesClient {
  shared.cleanupVendorClient ??= openVendorClient();
  return shared.cleanupVendorClient;
}

function openVendorClient(): IsalesClient {
  const env = getEnv();
  return createIsalesClient({
    baseUrl: env.ISALES_BASE_URL,
    accessKey: env.ISALES_ACCESS_KEY,
    secretKey: env.ISALES_SECRET_KEY,
    signedHeaders: env.ISALES_SIGNED_HEADERS,
    timestampPrecision: env.ISALES_TIMESTAMP_PRECISION,
    // of reads; a delete has the whole time for its first byte
    firstByteTimeoutMs: Math.min(env.ISALES_CALL_TIMEOUT_MS, 30_000),
    totalTimeoutMs: env.ISALES_CALL_TIMEOUT_MS,
    ...(env.ISALES_CA_FILE === undefined ? {} : { ca: readFileSync(env.ISALES_CA_FILE, 'utf8') }),
  });
}

/** The vendor's name for a language of ours. */
export function vendorLocale(locale: Locale): IsalesLocale {
  return locale === 'en' ? 'en_US' : 'zh_CN';
}

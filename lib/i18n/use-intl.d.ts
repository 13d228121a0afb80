import type { Locale } from './locales.ts';
import type { zhCN } from './zh-CN.ts';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof zhCN;
  }
}

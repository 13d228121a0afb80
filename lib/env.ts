import 'server-only';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A key of 32 bytes, given as base64 or as 64 hex digits. */
const key = z.string().transform((text, context) => {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    context.addIssue({
      code: 'custom',
      message: 'must be 32 bytes as base64 or hex (openssl rand -base64 32)',
    });
    return z.NEVER;
  }
  if (new Set(bytes).size < 8) {
    context.addIssue({ code: 'custom', message: 'is no random key (openssl rand -base64 32)' });
    return z.NEVER;
  }
  return bytes;
});

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** An address with its path; https, or http on the loopback interface alone. */
const webhook = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '' || url.hash !== '') {
    context.addIssue({
      code: 'custom',
      message: 'must be https://host[:port]/path without a password (http is accepted for loopback alone)',
    });
    return z.NEVER;
  }
  return url.href;
});

/** An origin without path; https, or http on the loopback interface alone. */
const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== text.replace(/\/$/, '')) {
    context.addIssue({ code: 'custom', message: 'must be scheme://host[:port] without a path' });
    return z.NEVER;
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    context.addIssue({ code: 'custom', message: 'must be https (http is accepted for loopback alone)' });
    return z.NEVER;
  }
  return url.origin;
});

/** The issuer just as the provider writes it: with a path or a slash at its end, if it has one. */
const issuer = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    context.addIssue({
      code: 'custom',
      message: 'must be https://host[:port][/path] (http is accepted for loopback alone)',
    });
    return z.NEVER;
  }
  return text;
});

const words = z.string().transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''));

const timeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'must be an IANA time zone such as Asia/Shanghai');

const vdns = z.string().transform((text, context) => {
  const list = text.split(',').map((entry) => {
    const [, id, name] = /^\s*(\d{1,4})\s*(?::\s*(.+?)\s*)?$/.exec(entry) ?? [];
    return id === undefined ? undefined : { id: Number(id), name: name ?? `VDN ${id}` };
  });
  const known = list.filter((vdn) => vdn !== undefined && vdn.id >= 1);
  if (known.length !== list.length || new Set(known.map((vdn) => vdn?.id)).size !== list.length) {
    context.addIssue({
      code: 'custom',
      message: 'must be a list such as 12:华东中心,13:华南中心, each VDN once',
    });
    return z.NEVER;
  }
  return known as { id: number; name: string }[];
});

const environment = z.object({
  APP_ORIGIN: origin,
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters (openssl rand -base64 32)'),
  DATA_KEY: key,
  AUDIT_HMAC_KEY: key,
  AUDIT_SIGNING_KEY: key,
  AUDIT_CHECKPOINT_DIR: z.string().min(1),
  AUDIT_RETENTION_DAYS: z.coerce.number().int().min(183).max(36_500).default(1_095),
  AUDIT_ARCHIVE_DIR: z.string().min(1).optional(),
  AUDIT_STREAM_URL: webhook.optional(),
  AUDIT_STREAM_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters (openssl rand -base64 32)')
    .optional(),
  AUDIT_STREAM_CA_FILE: z.string().min(1).optional(),
  AUDIT_STREAM_FILE: z.string().min(1).optional(),
  DATABASE_URL: z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must be file:… or postgres://…'),
  ISALES_BASE_URL: origin,
  ISALES_ACCESS_KEY: z.string().min(1),
  ISALES_SECRET_KEY: z.string().min(1),
  ISALES_CA_FILE: z.string().min(1).optional(),
  ISALES_VDNS: vdns,
  ISALES_TIME_ZONE: timeZone,
  ISALES_SIGNED_HEADERS: z
    .string()
    .default('host')
    .transform((text) => text.split(/[;,]/).map((name) => name.trim().toLowerCase()))
    .refine(
      (names) =>
        names.includes('host') &&
        names.every((name) => ['host', 'content-type', 'content-length'].includes(name)),
      'must be host, optionally with content-type and content-length, joined by ;',
    ),
  ISALES_TIMESTAMP_PRECISION: z.enum(['seconds', 'milliseconds']).default('seconds'),
  ISALES_CALL_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(600_000).default(60_000),
  ISALES_CALLS_AT_ONCE: z.coerce.number().int().min(1).max(100).default(10),
  ISALES_CALLS_PER_SECOND: z.coerce.number().min(0).max(1_000).default(0),
  ISALES_MIN_INTERVAL_MS: z.coerce.number().int().min(0).max(60_000).default(0),
  SECOND_TRY_AFTER_MS: z.coerce.number().int().min(0).max(540_000).default(120_000),
  LANE_LEASE_MS: z.coerce.number().int().min(1_500).max(600_000).default(30_000),
  FAILED_NUMBERS_DAYS: z.coerce.number().int().min(0).max(90).default(7),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  OIDC_NAME: z.string().trim().min(1).max(40).optional(),
  OIDC_SCOPE: words
    .refine((scopes) => scopes.includes('openid'), 'must hold openid')
    .default(['openid', 'profile']),
  OIDC_SIGNING_ALG: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  OIDC_ACR: words.default([]),
  OIDC_AMR: words.default([]),
  LOCAL_SIGN_IN: z.enum(['on', 'off']).optional(),
  LOCAL_TOTP: z.enum(['required', 'optional', 'off']).default('optional'),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  PRACTICE_MODE: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WORKER: z.enum(['inline', 'off']).default('inline'),
});

export type Env = z.infer<typeof environment>;

/** Every variable there is; `.env.example` explains each. */
export const envNames = Object.keys(environment.shape);

/** Configuration that stops the start. Its message names every wrong variable, and never a value. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

const fromFile = [
  'AUTH_SECRET',
  'DATA_KEY',
  'AUDIT_HMAC_KEY',
  'AUDIT_SIGNING_KEY',
  'AUDIT_STREAM_SECRET',
  'ISALES_SECRET_KEY',
  'OIDC_CLIENT_SECRET',
  'DATABASE_URL',
] as const;

/**
 * Checks `source` (the process environment) against the one schema. Secrets may come as `…_FILE`.
 * @throws EnvError naming each wrong variable
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && value !== '') values[name] = value;
  }
  for (const name of fromFile) {
    const path = values[`${name}_FILE`];
    if (path === undefined) continue;
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE cannot be read`);
    }
  }
  if (values.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    problems.push(
      'NODE_TLS_REJECT_UNAUTHORIZED switches certificate checks off: remove it, give ISALES_CA_FILE',
    );
  }
  const parsed = environment.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      problems.push(values[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`);
    }
  } else {
    if (parsed.data.DATA_KEY.equals(parsed.data.AUDIT_HMAC_KEY))
      problems.push('AUDIT_HMAC_KEY must differ from DATA_KEY');
    if (parsed.data.AUDIT_STREAM_URL !== undefined && parsed.data.AUDIT_STREAM_SECRET === undefined)
      problems.push('AUDIT_STREAM_SECRET is missing: AUDIT_STREAM_URL needs it');
    if (parsed.data.OIDC_ISSUER !== undefined)
      for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const)
        if (parsed.data[name] === undefined) problems.push(`${name} is missing: OIDC_ISSUER needs it`);
    if (parsed.data.OIDC_ISSUER === undefined && parsed.data.LOCAL_SIGN_IN === 'off')
      problems.push('LOCAL_SIGN_IN off needs OIDC_ISSUER: nobody could sign in');
  }
  if (problems.length > 0 || !parsed.success) {
    throw new EnvError(
      `Wrong configuration, see .env.example:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  return parsed.data;
}

/** The build that is running, inlined by next.config.mjs: a form that an older one rendered is told to reload. */
export const buildVersion = process.env.BUILD_VERSION ?? 'development';

/**
 * Where the program that verifies the audit lies, and what of the environment it needs that is no configuration
 * of ours. The built server works in a folder of its own: scripts/start.mjs says it.
 */
export function verifierProcess(): { readonly path: string; readonly env: NodeJS.ProcessEnv } {
  const { AUDIT_VERIFIER, PATH, NODE_EXTRA_CA_CERTS } = process.env;
  return {
    path: AUDIT_VERIFIER ?? join(process.cwd(), 'scripts', 'audit-verify.mjs'),
    env: { PATH, NODE_EXTRA_CA_CERTS, NODE_ENV: 'production' },
  };
}

// Next bundles routes, actions and instrumentation apart; the process has one configuration all the same.
const shared = globalThis as typeof globalThis & { cleanupEnv?: Env };

/** The checked configuration of this process, read once. @throws EnvError */
export function getEnv(): Env {
  if (!shared.cleanupEnv) {
    shared.cleanupEnv = parseEnv(process.env);
    // next-auth reads its own address from the environment and from nowhere else
    process.env.NEXTAUTH_URL = shared.cleanupEnv.APP_ORIGIN;
  }
  return shared.cleanupEnv;
}

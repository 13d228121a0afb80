import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv as parseEnvFile } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { EnvError, envNames, parseEnv } from './env.ts';
import { testEnv } from './testing/test-env.ts';

const folder = mkdtempSync(join(tmpdir(), 'env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(changes: Record<string, string | undefined>): string {
  try {
    parseEnv({ ...testEnv(), ...changes });
    return '';
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.message;
  }
}

describe('the configuration', () => {
  it('is accepted as the tests and .env.example give it', () => {
    expect(parseEnv(testEnv())).toMatchObject({
      ISALES_VDNS: [
        { id: 12, name: '华东中心' },
        { id: 13, name: '华南中心' },
      ],
      ISALES_SIGNED_HEADERS: ['host'],
      WORKER: 'inline',
    });
  });

  it('is explained in .env.example, every variable of it and no other', () => {
    const example = readFileSync(fileURLToPath(new URL('../.env.example', import.meta.url)), 'utf8');
    const names = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(names.sort()).toEqual([...envNames].sort());
    // with secrets where it leaves room for them it is accepted as it stands
    const { AUTH_SECRET, DATA_KEY, AUDIT_HMAC_KEY, AUDIT_SIGNING_KEY, ...others } = testEnv();
    const { ISALES_ACCESS_KEY, ISALES_SECRET_KEY } = others;
    const keys = { DATA_KEY, AUDIT_HMAC_KEY, AUDIT_SIGNING_KEY };
    const secrets = { AUTH_SECRET, ...keys, ISALES_ACCESS_KEY, ISALES_SECRET_KEY };
    expect(parseEnv({ ...parseEnvFile(example), ...secrets })).toMatchObject({ PRACTICE_MODE: 'on' });
  });

  it.each([
    ['APP_ORIGIN', 'http://console.example'],
    ['APP_ORIGIN', 'https://console.example/path'],
    ['AUTH_SECRET', 'short'],
    ['DATA_KEY', 'bm90IDMyIGJ5dGVz'],
    ['DATA_KEY', Buffer.alloc(32).toString('base64')],
    ['AUDIT_HMAC_KEY', ''],
    ['AUDIT_SIGNING_KEY', ''],
    ['AUDIT_CHECKPOINT_DIR', ''],
    ['AUDIT_RETENTION_DAYS', '182'],
    ['AUDIT_RETENTION_DAYS', '200.5'],
    ['AUDIT_STREAM_URL', 'http://siem.example/audit'],
    ['AUDIT_STREAM_URL', 'https://name:password@siem.example/'],
    ['AUDIT_STREAM_SECRET', 'thirty-one characters are short'],
    ['DATABASE_URL', 'mysql://x'],
    ['ISALES_BASE_URL', 'http://isales.example'],
    ['ISALES_BASE_URL', undefined],
    ['ISALES_SECRET_KEY', undefined],
    ['ISALES_VDNS', '12:a,12:b'],
    ['ISALES_VDNS', '0'],
    ['ISALES_TIME_ZONE', 'Asia/Peking'],
    ['ISALES_SIGNED_HEADERS', 'x-no-host'],
    ['ISALES_SIGNED_HEADERS', 'host;authorization,x'],
    ['ISALES_TIMESTAMP_PRECISION', 'minutes'],
    ['ISALES_CALL_TIMEOUT_MS', '1'],
    ['FAILED_NUMBERS_DAYS', '91'],
    ['FAILED_NUMBERS_DAYS', '-1'],
    ['OIDC_ISSUER', 'http://id.example.com'],
    ['OIDC_ISSUER', 'https://id.example.com/?realm=1'],
    ['OIDC_ISSUER', 'https://name:password@id.example.com'],
    ['OIDC_CLIENT_SECRET', 'too short'],
    ['OIDC_SCOPE', 'profile email'],
    ['OIDC_SIGNING_ALG', 'HS256'],
    ['OIDC_SIGNING_ALG', 'none'],
    ['LOCAL_SIGN_IN', 'off'],
    ['TRUSTED_PROXY_HOPS', 'many'],
    ['WORKER', 'yes'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('is refused with the variable named and its value unsaid: %s=%s', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toContain(name);
    if (value && value.length > 8) expect(problems).not.toContain(value);
  });

  it('wants a secret for a stream to an address, none for a file', () => {
    const url = { AUDIT_STREAM_URL: 'https://siem.example/audit?key=1' };
    expect(problemsOf(url)).toContain('AUDIT_STREAM_SECRET is missing');
    expect(problemsOf({ ...url, AUDIT_STREAM_SECRET: 'x'.repeat(32) })).toBe('');
    expect(
      problemsOf({ AUDIT_STREAM_URL: 'http://127.0.0.1:8088', AUDIT_STREAM_SECRET: 'x'.repeat(32) }),
    ).toBe('');
    expect(problemsOf({ AUDIT_STREAM_FILE: './audit.jsonl' })).toBe('');
  });

  it('wants all that a provider of single sign-on has to be told', () => {
    const issuer = { OIDC_ISSUER: 'https://id.example.com/realm/' };
    expect(problemsOf(issuer)).toContain('OIDC_CLIENT_ID is missing');
    expect(problemsOf(issuer)).toContain('OIDC_CLIENT_SECRET is missing');
    const provider = { ...issuer, OIDC_CLIENT_ID: 'console', OIDC_CLIENT_SECRET: 'x'.repeat(16) };
    expect(parseEnv({ ...testEnv(), ...provider, OIDC_AMR: 'mfa, otp', LOCAL_SIGN_IN: 'off' })).toMatchObject(
      {
        OIDC_ISSUER: 'https://id.example.com/realm/',
        OIDC_SCOPE: ['openid', 'profile'],
        OIDC_AMR: ['mfa', 'otp'],
      },
    );
  });

  it('names every wrong variable at once', () => {
    const problems = problemsOf({ DATA_KEY: undefined, ISALES_TIME_ZONE: 'here', DATABASE_URL: 'x' });
    for (const name of ['DATA_KEY', 'ISALES_TIME_ZONE', 'DATABASE_URL']) expect(problems).toContain(name);
  });

  it('wants two keys for two purposes', () => {
    const { DATA_KEY } = testEnv();
    expect(problemsOf({ DATA_KEY, AUDIT_HMAC_KEY: DATA_KEY })).toContain('AUDIT_HMAC_KEY');
  });

  it('takes a secret from a file', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, 'secret from a file\n');
    const { ISALES_SECRET_KEY: _, ...rest } = testEnv();
    expect(parseEnv({ ...rest, ISALES_SECRET_KEY_FILE: file }).ISALES_SECRET_KEY).toBe('secret from a file');
    expect(problemsOf({ ISALES_SECRET_KEY_FILE: join(folder, 'none') })).toContain('ISALES_SECRET_KEY_FILE');
  });
});

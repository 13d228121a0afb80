import { randomBytes } from 'node:crypto';

/** A complete configuration with secrets of its own; nothing listens at its addresses. */
export function testEnv(): Record<string, string> {
  return {
    APP_ORIGIN: 'http://localhost:3000',
    AUTH_SECRET: randomBytes(32).toString('base64'),
    DATA_KEY: randomBytes(32).toString('base64'),
    AUDIT_HMAC_KEY: randomBytes(32).toString('base64'),
    AUDIT_SIGNING_KEY: randomBytes(32).toString('base64'),
    AUDIT_CHECKPOINT_DIR: '/nowhere/checkpoints',
    DATABASE_URL: 'file:/nowhere/console.db',
    ISALES_BASE_URL: 'http://127.0.0.1:1',
    ISALES_ACCESS_KEY: `AK${randomBytes(8).toString('hex')}`,
    ISALES_SECRET_KEY: randomBytes(24).toString('base64'),
    ISALES_VDNS: '12:华东中心,13:华南中心',
    ISALES_TIME_ZONE: 'Asia/Shanghai',
  };
}

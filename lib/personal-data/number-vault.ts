import 'server-only';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const version = 'v1';

/**
 * Encrypts a value at rest: AES-256-GCM under `key` (32 bytes), bound to `id`, so that a value moved to
 * another row does not open. Returns `v1.iv.text.tag` in base64url.
 */
export function sealValue(key: Uint8Array, id: string, value: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(id));
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return [version, ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Opens what `sealValue` made. @throws Error if the key, the id or the text is not the one it was sealed with */
export function openValue(key: Uint8Array, id: string, sealed: string): string {
  const [form, iv, text, tag] = sealed.split('.');
  if (form !== version || iv === undefined || text === undefined || tag === undefined) {
    throw new Error('sealed value of an unknown form');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
  decipher.setAAD(Buffer.from(id));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}

/**
 * The keyed fingerprint under which a value can be found again without being kept: hex HMAC-SHA256. `kind`
 * separates a number from a session ID of the same digits.
 */
export function fingerprint(key: Uint8Array, kind: string, value: string): string {
  return createHmac('sha256', key).update(`${kind}\0${value}`).digest('hex');
}

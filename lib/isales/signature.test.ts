import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, type SignedRequest, signRequest } from './signature.ts';

const vectors: (SignedRequest & { name: string; authorization: string })[] = JSON.parse(
  readFileSync(new URL('signature-vectors.json', import.meta.url), 'utf8'),
);

describe('signRequest', () => {
  it.each(vectors)("agrees with the vendor's own client: $name", ({ authorization, ...request }) => {
    expect(signRequest(request)).toBe(authorization);
  });

  it('does not depend on the order or case in which headers and query are given', () => {
    const [vector] = vectors.filter((each) => Object.keys(each.signedHeaders).length > 1);
    if (!vector) throw new Error('no vector with several headers');
    const turned = Object.fromEntries(
      Object.entries(vector.signedHeaders)
        .reverse()
        .map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(signRequest({ ...vector, signedHeaders: turned })).toBe(vector.authorization);
  });

  it('changes with every part that it covers', () => {
    const [vector] = vectors;
    if (!vector) throw new Error('no vectors');
    const changes: Partial<SignedRequest>[] = [
      { secretKey: 'another' },
      { timestamp: '2026-11-23T08:00:01Z' },
      { method: 'PUT' },
      { path: `${vector.path}/` },
      { query: { a: '' } },
      { signedHeaders: { host: 'elsewhere' } },
      { body: `${vector.body} ` },
    ];
    for (const change of changes)
      expect(signRequest({ ...vector, ...change })).not.toBe(vector.authorization);
  });
});

describe('encode', () => {
  it('leaves only unreserved characters and can be decoded to what it was', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encode(text)).toMatch(/^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(encode(text))).toBe(text.toWellFormed());
      }),
    );
  });
});

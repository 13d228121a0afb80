import { randomUUID } from 'node:crypto';

/** Headers of every answer (security.md S14). The CSP needs a nonce and comes from proxy.ts. */
const securityHeaders = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  // one value a build, on the server alone: lib/env.ts
  env: { BUILD_VERSION: randomUUID() },
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { authInterrupts: true },
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pino', '@node-rs/argon2'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default nextConfig;

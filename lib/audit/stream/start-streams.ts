import 'server-only';
import { readFileSync } from 'node:fs';
import type { Db } from '../../db/client.ts';
import type { Env } from '../../env.ts';
import { announceStreams } from './announce-streams.ts';
import { AuditStream } from './audit-stream.ts';
import { fileTarget } from './file-target.ts';
import type { StreamTarget } from './stream-target.ts';
import { webhookTarget } from './webhook-target.ts';

type StreamEnv = Pick<
  Env,
  'AUDIT_STREAM_URL' | 'AUDIT_STREAM_SECRET' | 'AUDIT_STREAM_CA_FILE' | 'AUDIT_STREAM_FILE' | 'LANE_LEASE_MS'
>;

/** Begins to stream the audit to where the configuration says. The caller stops what it is given. */
export async function startStreams(db: Db, env: StreamEnv): Promise<AuditStream[]> {
  const targets = targetsOf(env);
  await announceStreams(db, targets);
  const streams = targets.map((target) => new AuditStream(db, target, { leaseMs: env.LANE_LEASE_MS }));
  for (const stream of streams) stream.start();
  return streams;
}

function targetsOf(env: StreamEnv): StreamTarget[] {
  const targets: StreamTarget[] = [];
  const { AUDIT_STREAM_URL: url, AUDIT_STREAM_SECRET: secret, AUDIT_STREAM_CA_FILE: ca } = env;
  if (url !== undefined && secret !== undefined)
    targets.push(
      webhookTarget({ url, secret, ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }) }),
    );
  if (env.AUDIT_STREAM_FILE !== undefined) targets.push(fileTarget(env.AUDIT_STREAM_FILE));
  return targets;
}

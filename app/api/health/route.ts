import { sql } from 'kysely';
import { getDb } from '#lib/db/client.ts';

/** For the load balancer: 200 while the database answers, and nothing about anything else. */
export async function GET(): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' };
  try {
    await sql`select 1`.execute(getDb());
    return Response.json({ status: 'ok' }, { headers });
  } catch {
    return Response.json({ status: 'database unavailable' }, { status: 503, headers });
  }
}

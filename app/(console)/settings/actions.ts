'use server';

import { authorizeAction } from '#lib/auth/require-grant.ts';
import type { Result } from '#lib/result.ts';
import type { CallStopRefusal } from '#lib/settings/call-stop-view.ts';
import { changeSettings } from '#lib/settings/change-settings.ts';
import { resumeCalls } from '#lib/settings/resume-calls.ts';
import type { SettingRefusal } from '#lib/settings/settings.ts';
import { stopCalls } from '#lib/settings/stop-calls.ts';

/** Changes settings; they hold at once. */
export async function changeSettingsAction(change: unknown): Promise<Result<null, SettingRefusal>> {
  const authorization = await authorizeAction('setting:change', { fresh: true });
  if (!authorization.ok) return authorization;
  return changeSettings(authorization.grant, change);
}

/** Stops every call of every member. */
export async function stopCallsAction(reason: unknown): Promise<Result<null, CallStopRefusal>> {
  const authorization = await authorizeAction('calls:stop');
  if (!authorization.ok) return authorization;
  return stopCalls(authorization.grant, reason);
}

/** Lets calls be made again. */
export async function resumeCallsAction(): Promise<Result<null, CallStopRefusal>> {
  const authorization = await authorizeAction('calls:stop', { fresh: true });
  if (!authorization.ok) return authorization;
  return resumeCalls(authorization.grant);
}

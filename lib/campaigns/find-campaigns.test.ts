import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { findCampaigns } from './find-campaigns.ts';

let console: TestConsole;
let operator: TestMember;

beforeAll(async () => {
  console = await startTestConsole('sqlite');
  operator = await console.member(['operator'], ['12']);
});
afterAll(() => console.stop());

const search = async (text: string) => {
  const grant = await console.grant('campaign:read', operator);
  const found = await findCampaigns(grant, { vdnId: 12, text }, 'en');
  if (!found.ok) throw new Error(found.code);
  return found.value.campaigns.map((campaign) => campaign.id);
};

it('finds a campaign that was made after the list was last read', async () => {
  const { campaignId: first } = console.campaign([]);
  expect(await search(first)).toEqual([first]);
  const { campaignId: second } = console.campaign([]);
  expect(await search(second)).toEqual([second]);
});

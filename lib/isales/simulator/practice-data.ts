import type { NumberRow, NumberState } from './call-list.ts';
import { formatCivilMs, parseCivilTime } from './civil-time.ts';
import { createRandom, type Random } from './random.ts';
import { drawSessionId } from './session-id.ts';
import { type CampaignFacts, World } from './world.ts';

const DAY_MS = 86_400_000;
const RECYCLE_DAYS = 60;

// Not 138: the numbers that the documentation names must stand in one row each.
const PREFIXES = ['139', '137', '135', '150', '159', '186', '185', '188', '177', '199', '133'] as const;
const RECYCLED_ON = '2026-11-01';

interface PracticeCampaign {
  readonly facts: CampaignFacts;
  readonly batches: readonly [string, ...string[]];
  readonly size: number;
  /** Percent of the rows. The rest has not been called. */
  readonly completed: number;
  readonly inCall: number;
}

const DRAFT = 1;
const STARTED = 2;
const SUSPENDED = 3;
const COMPLETED = 4;

const CAMPAIGNS: readonly PracticeCampaign[] = [
  {
    facts: {
      id: '146',
      vdnId: 12,
      name: '信用卡分期回访-11月',
      description: '分期办理后七日内回访',
      status: SUSPENDED,
      deviceType: 2,
      callerNo: '02195566',
      strBeginTime: '2026-10-20 09:00:00',
      strEndTime: '2026-12-31 20:00:00',
    },
    batches: ['PC20261020_SH', 'PC20261028_NJ', 'PC20261110_HZ'],
    size: 6200,
    completed: 38,
    inCall: 0.1,
  },
  {
    facts: {
      id: '147',
      vdnId: 12,
      name: '车险续保提醒-杭州',
      status: SUSPENDED,
      deviceType: 5,
      callerNo: '057195511',
    },
    batches: ['CX202610_HZ', 'CX202611_HZ'],
    size: 3400,
    completed: 45,
    inCall: 0,
  },
  {
    facts: {
      id: '148',
      vdnId: 12,
      name: '宽带续约外呼-10月',
      status: COMPLETED,
      deviceType: 2,
      callerNo: '02510000',
    },
    batches: ['KD20261008_NJ', 'KD20261015_SZ'],
    size: 2800,
    completed: 96,
    inCall: 0,
  },
  {
    facts: {
      id: '149',
      vdnId: 12,
      name: '满意度回访-家电售后',
      status: SUSPENDED,
      deviceType: 1,
      callerNo: '4008308888',
    },
    batches: ['JD-2026W44', 'JD-2026W45', 'JD-2026W46'],
    size: 4100,
    completed: 52,
    inCall: 0.1,
  },
  {
    facts: {
      id: '151',
      vdnId: 12,
      name: '信用卡激活提醒-华东',
      status: STARTED,
      deviceType: 2,
      callerNo: '02195566',
    },
    batches: ['JH20261105_SH', 'JH20261112_HZ', 'JH20261119_NJ'],
    size: 5600,
    completed: 41,
    inCall: 0.9,
  },
  {
    facts: {
      id: '152',
      vdnId: 12,
      name: '贷后提醒-M1阶段',
      status: STARTED,
      deviceType: 6,
      callerNo: '02195577',
    },
    batches: ['M1_20261116', 'M1_20261123'],
    size: 2300,
    completed: 33,
    inCall: 1.2,
  },
  {
    facts: {
      id: '153',
      vdnId: 12,
      name: '双十一订单回访',
      status: DRAFT,
      deviceType: 3,
      callerNo: '4008200000',
    },
    batches: ['D11_20261111', 'D11_20261112'],
    size: 2600,
    completed: 0,
    inCall: 0,
  },
  {
    facts: {
      id: '155',
      vdnId: 12,
      name: '医保缴费通知-苏州',
      status: SUSPENDED,
      deviceType: 1,
      callerNo: '051212333',
    },
    batches: ['YB2026_SZ01', 'YB2026_SZ02'],
    size: 3000,
    completed: 60,
    inCall: 0,
  },
  {
    facts: {
      id: '158',
      vdnId: 12,
      name: '老客户召回-第四季度',
      status: DRAFT,
      deviceType: 5,
      callerNo: '02195588',
    },
    batches: ['ZH2026Q4'],
    size: 0,
    completed: 0,
    inCall: 0,
  },
  {
    facts: {
      id: '201',
      vdnId: 13,
      name: '保单年审提醒-广州',
      status: SUSPENDED,
      deviceType: 2,
      callerNo: '02095511',
    },
    batches: ['BD20261101_GZ', 'BD20261115_GZ'],
    size: 3600,
    completed: 47,
    inCall: 0.1,
  },
  {
    facts: {
      id: '202',
      vdnId: 13,
      name: '新能源试驾邀约',
      status: STARTED,
      deviceType: 6,
      callerNo: '4006788888',
    },
    batches: ['SJ20261118_SZ', 'SJ20261120_GZ'],
    size: 2200,
    completed: 28,
    inCall: 1,
  },
  {
    facts: {
      id: '203',
      vdnId: 13,
      name: '预约体检确认-深圳',
      status: SUSPENDED,
      deviceType: 3,
      callerNo: '075512320',
    },
    batches: ['TJ20261109_SZ', 'TJ20261116_SZ'],
    size: 1800,
    completed: 55,
    inCall: 0,
  },
  {
    facts: {
      id: '204',
      vdnId: 13,
      name: '物流签收回访-10月',
      status: COMPLETED,
      deviceType: 1,
      callerNo: '4008111111',
    },
    batches: ['WL20261010', 'WL20261020'],
    size: 2500,
    completed: 97,
    inCall: 0,
  },
  {
    facts: {
      id: '205',
      vdnId: 13,
      name: '教育课程试听邀约',
      status: DRAFT,
      deviceType: 2,
      callerNo: '02038880000',
    },
    batches: ['KC20261120'],
    size: 1500,
    completed: 0,
    inCall: 0,
  },
  {
    facts: {
      id: '206',
      vdnId: 13,
      name: '会员权益到期提醒',
      status: SUSPENDED,
      deviceType: 5,
      callerNo: '4008305555',
    },
    batches: ['HY202611_A', 'HY202611_B'],
    size: 2000,
    completed: 40,
    inCall: 0,
  },
];

/**
 * Two VDNs (12 and 13) with campaigns in every status and some 40,000 numbers. The same `seed` and `today`
 * (`yyyy-MM-dd`) give the same world. What the documentation names in campaign 146 is there whatever the seed.
 */
export function createPracticeWorld({ seed, today }: { seed: number; today: string }): World {
  const todayMs = parseCivilTime(`${today} 00:00:00`) ?? 0;
  const world = new World();
  for (const practice of CAMPAIGNS) {
    const random = createRandom(seed * 1000 + Number(practice.facts.id));
    const campaign = world.add(practice.facts);
    if (practice.facts.id === '146') campaign.replaceNumbers(rowsOf146(practice, random, todayMs));
    else campaign.replaceNumbers(drawRows(practice, random, todayMs));
  }
  return world;
}

function* rowsOf146(practice: PracticeCampaign, random: Random, todayMs: number): Generator<NumberRow> {
  const batch = 'PC20261028_NJ';
  const row = (facts: Partial<NumberRow>): NumberRow => ({
    called: drawCalled(random),
    sessionId: drawSessionId(random),
    customField: batch,
    recycleTime: null,
    state: 'not_called',
    ...facts,
  });
  yield row({ called: '13800138000' });
  yield row({ called: '13800138001', state: 'completed' });
  yield row({ called: '13800138002', state: 'in_call' });
  yield row({ sessionId: '5f3c2b1a9d8e4f7061728394a5b6c7d8' });
  for (let at = 0; at < 412; at += 1) yield row({ customField: 'PC20261103_HZ' });
  // Thirty-six over the day, every 37 minutes from midnight on, the nineteenth at 10:30:00 and no other.
  for (let at = 0; at < 36; at += 1) {
    const time = at === 18 ? '10:30:00' : formatCivilMs(at * 37 * 60_000 + 1000 * at).slice(11);
    yield row({ recycleTime: `${RECYCLED_ON} ${time}` });
  }
  yield row({ recycleTime: `${RECYCLED_ON} 15:42:10`, state: 'completed' });
  for (let day = 1; day <= 5; day += 1) {
    const ms = (parseCivilTime(`${RECYCLED_ON} 09:15:00`) ?? 0) - day * DAY_MS;
    yield row({ recycleTime: formatCivilMs(ms) });
  }
  yield* drawRows(practice, random, todayMs);
}

function* drawRows(practice: PracticeCampaign, random: Random, todayMs: number): Generator<NumberRow> {
  for (let at = 0; at < practice.size; at += 1) {
    const state = drawState(practice, random);
    yield {
      called: drawCalled(random),
      sessionId: drawSessionId(random),
      // About one row in twenty was added by hand, without a batch.
      customField: random.below(20) === 0 ? '' : random.pick(practice.batches),
      recycleTime:
        practice.facts.status !== DRAFT && random.below(5) < 2 ? drawRecycleTime(random, todayMs) : null,
      state,
    };
  }
}

function drawState({ completed, inCall }: PracticeCampaign, random: Random): NumberState {
  const percent = random.next() * 100;
  if (percent < completed) return 'completed';
  return percent < completed + inCall ? 'in_call' : 'not_called';
}

function drawCalled(random: Random): string {
  return random.pick(PREFIXES) + String(random.below(100_000_000)).padStart(8, '0');
}

/** Within calling hours of the last 60 days, today not among them, and never on the day told of in 146. */
function drawRecycleTime(random: Random, todayMs: number): string {
  const dayMs = todayMs - (1 + random.below(RECYCLE_DAYS)) * DAY_MS;
  const text = formatCivilMs(dayMs + (9 * 3600 + random.below(11 * 3600)) * 1000);
  return text.startsWith(RECYCLED_ON) ? `2026-10-31${text.slice(10)}` : text;
}

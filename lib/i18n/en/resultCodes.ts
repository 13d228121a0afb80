import type { Words } from '../words.ts';
import type { resultCodes as zh } from '../zh-CN/resultCodes.ts';

export const resultCodes = {
  c0200000: { what: 'Success', todo: 'Nothing to do.' },
  c0200001: {
    what: 'A parameter is wrong; CC-iSales’ own words say which',
    todo: 'Check the criterion and make the deletion anew.',
  },
  c0200006: {
    what: 'Database error in CC-iSales',
    todo: 'Make it anew in a while. If it comes again, tell the platform’s administrator.',
  },
  c0200007: {
    what: 'The campaign does not exist',
    todo: 'See whether it has been deleted, then choose another campaign.',
  },
  c0200028: {
    what: 'Numbers cannot be deleted in the current state',
    todo: 'The campaign may be running, or another deletion may be under way in CC-iSales. Suspend the campaign there, then make the deletion anew.',
  },
  c0200030: {
    what: 'Wrong time format',
    todo: 'Make it anew and enter the time again. If it stays so, tell an administrator.',
  },
  c02000001: { what: 'A value is empty', todo: 'Enter the criterion again.' },
  c02000002: { what: 'Illegal characters', todo: 'Check the symbols in the criterion.' },
  c02000003: { what: 'A value is too long', todo: 'Shorten the criterion.' },
  c02000004: { what: 'A value is too short', todo: 'Complete the criterion.' },
  c02000005: { what: 'The length of a value is out of range', todo: 'Check the length of the criterion.' },
  c02000006: {
    what: 'A value has the wrong type',
    todo: 'Tell an administrator: the interface may have changed.',
  },
  c02000007: { what: 'A value is out of range', todo: 'Check the criterion.' },
  c02000008: {
    what: 'A value could not be converted',
    todo: 'Tell an administrator: the interface may have changed.',
  },
  c02000009: {
    what: 'This combination of parameters is not allowed',
    todo: 'Tell an administrator: the interface may have changed.',
  },
  c02000010: { what: 'Hour and minute must come together', todo: 'Enter the time again.' },
  c02000011: {
    what: 'Too many parameters',
    todo: 'Tell an administrator: the interface may have changed.',
  },
  other: {
    what: 'CC-iSales answered with a result code that is not documented',
    todo: 'Tell an administrator the code and CC-iSales’ own words.',
  },
} as const satisfies Words<typeof zh>;

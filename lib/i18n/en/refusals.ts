import type { Words } from '../words.ts';
import type { refusals as zh } from '../zh-CN/refusals.ts';

const signedOut = {
  what: 'Your session has ended.',
  todo: 'Sign in again in a new tab and try once more; what you filled in is still here.',
};
const notAllowed = { what: 'You do not have this right.', todo: 'Ask an administrator for it.' };
const foreignOrigin = {
  what: 'The request did not come from a page of this console and was refused.',
  todo: 'Open the console under its proper address and try again.',
};
const campaignUnknown = { what: 'This campaign does not exist.', todo: 'Choose another campaign.' };
const campaignOutOfScope = {
  what: 'This campaign is outside your scope.',
  todo: 'Choose another one, or ask an administrator for the scope.',
};

export const refusals = {
  read: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    campaign_unknown: campaignUnknown,
    campaign_out_of_scope: campaignOutOfScope,
    vendor_unreachable: {
      what: 'CC-iSales cannot be reached.',
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
    vendor_tls: {
      what: 'The encrypted connection to CC-iSales cannot be trusted.',
      todo: 'Ask an administrator to check the certificate and the CA file.',
    },
    vendor_unauthorized: {
      what: 'CC-iSales does not accept our signature (401).',
      todo: 'Ask an administrator to check the access key and the server’s clock.',
    },
    vendor_throttled: {
      what: 'The gateway in front of CC-iSales is turning requests away.',
      todo: 'Try again in a while.',
    },
    vendor_answer_unusable: {
      what: 'CC-iSales’ answer cannot be read.',
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
    vendor_rejected: {
      what: 'CC-iSales refused the query.',
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
    input_invalid: { what: 'The query is not valid.', todo: 'Check the campaign and the batch.' },
  },
  request: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    step_up_needed: {
      what: 'A list of this size needs you to prove again who you are; nothing was sent.',
      todo: 'Confirm once more; it goes on as soon as you have. What you filled in is still here.',
    },
    form_outdated: {
      what: 'The console has been updated and this page is of an older version; nothing was sent.',
      todo: 'Reload the page. What you filled in is kept.',
    },
    input_invalid: {
      what: 'Something in the form is not valid; nothing was sent.',
      todo: 'Check the marked places.',
    },
    campaign_unknown: campaignUnknown,
    campaign_out_of_scope: campaignOutOfScope,
    campaign_started: {
      what: 'The campaign is running, so nothing can be deleted from it; nothing was sent.',
      todo: 'Suspend the campaign in CC-iSales, then try again.',
    },
    calls_stopped: {
      what: 'An administrator has stopped all calls; nothing was sent.',
      todo: 'The reason is at the top of the page. What you filled in is still here: confirm it once calls are allowed again.',
    },
    outside_hours: {
      what: 'Deletions are not allowed at this hour; nothing was sent.',
      todo: 'What you filled in is still here: confirm it within the allowed hours.',
    },
    deletion_limit_exceeded: {
      what: 'This is more than one deletion may be; nothing was sent.',
      todo: 'Split it, or ask an administrator to raise the limit under Settings. A deletion by recycle time counts with all numbers left in the campaign.',
    },
    member_limit_reached: {
      what: 'With this one you would exceed the numbers allowed to one member a day; nothing was sent.',
      todo: 'Take fewer numbers, ask again tomorrow, or ask an administrator to raise the limit under Settings.',
    },
    campaign_limit_reached: {
      what: 'With this one the campaign would exceed the numbers allowed to one campaign a day; nothing was sent.',
      todo: 'Take fewer numbers, ask again tomorrow, or ask an administrator to raise the limit under Settings.',
    },
    approval_reason_required: {
      what: 'This deletion needs approval, and its reason is empty; nothing was sent.',
      todo: 'Write the reason in words and confirm again: the approver decides by it.',
    },
    ticket_required: {
      what: 'The ticket number is missing; nothing was sent.',
      todo: 'Fill it in and confirm again.',
    },
    list_unknown: {
      what: 'The list is no longer there or has been used; nothing was sent.',
      todo: 'Paste or upload the list again.',
    },
    preview_outdated: {
      what: 'The preview is too old; nothing was sent.',
      todo: 'It has been read again: check it, then confirm once more.',
    },
    count_drifted: {
      what: 'The count is too far from the one you confirmed; nothing was sent.',
      todo: 'The preview has been read again: confirm the new count.',
    },
    nothing_to_delete: {
      what: 'There is nothing to delete at the moment; nothing was sent.',
      todo: 'Tick “Send it anyway” first if you want it sent all the same.',
    },
    digits_wrong: {
      what: 'The digits are not right; nothing was sent.',
      todo: 'Type the digits that the dialog asks for.',
    },
    key_reused: {
      what: 'This form has already made another deletion; nothing was sent.',
      todo: 'Reload the page and try again.',
    },
    audit_alarm: {
      what: 'The audit was put back: all deletions are stopped, nothing was sent.',
      todo: 'What you filled in is still here: send it once an admin has looked into it and acknowledged it.',
    },
    audit_unavailable: {
      what: 'The audit cannot be written at the moment, so nothing was sent.',
      todo: 'What you filled in is still here: try again in a while. If it stays so, tell an administrator.',
    },
    vendor_unreachable: {
      what: 'CC-iSales could not be reached for the last check; nothing was sent.',
      todo: 'What you filled in is still here: try again in a while.',
    },
    vendor_tls: {
      what: 'The encrypted connection to CC-iSales cannot be trusted; nothing was sent.',
      todo: 'Ask an administrator to check the certificate and the CA file.',
    },
    vendor_unauthorized: {
      what: 'CC-iSales does not accept our signature (401); nothing was sent.',
      todo: "Ask an administrator to check the access key and the server's clock.",
    },
    vendor_throttled: {
      what: 'The gateway in front of CC-iSales is turning requests away; nothing was sent.',
      todo: 'What you filled in is still here: try again in a while.',
    },
    vendor_answer_unusable: {
      what: "CC-iSales' answer to the last check cannot be read; nothing was sent.",
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
    vendor_rejected: {
      what: 'CC-iSales refused the last check; nothing was sent.',
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
    foreign_origin: foreignOrigin,
  },
  control: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    input_invalid: {
      what: 'Something is missing; nothing was changed.',
      todo: 'Say how you know it and try again.',
    },
    nothing_unknown: { what: 'No outcome waits for a decision.', todo: 'The page shows the newest state.' },
    unknown_changed: {
      what: 'Other outcomes wait for a decision than you were shown; nothing was recorded.',
      todo: 'Close this dialog and choose again by the newest state of the page.',
    },
    call_under_way: {
      what: 'The call has already been sent and cannot be cancelled.',
      todo: 'Wait for the answer of CC-iSales; the page shows it.',
    },
    not_running: {
      what: 'The deletion is not running at the moment.',
      todo: 'The page shows its newest state.',
    },
    not_paused: {
      what: 'The deletion is not paused at the moment.',
      todo: 'The page shows its newest state.',
    },
    already_ended: { what: 'The deletion has already ended.', todo: 'The page shows its newest state.' },
    calls_stopped: {
      what: 'An administrator has stopped all calls; the deletion was left as it is.',
      todo: 'The reason is at the top of the page. Press Resume once calls are allowed again.',
    },
    audit_alarm: {
      what: 'The audit was put back: all deletions are stopped, and this one was left as it is.',
      todo: 'Resume it once an admin has looked into it and acknowledged it.',
    },
    audit_unavailable: {
      what: 'The audit cannot be written at the moment; the deletion was left as it is.',
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
  },
  approval: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    step_up_needed: {
      what: 'You have to prove once more who you are; nothing was changed.',
      todo: 'Do it again and enter your password.',
    },
    input_invalid: {
      what: 'What was filled in is not valid; nothing was changed.',
      todo: 'A comment has up to 500 characters.',
    },
    comment_required: {
      what: 'The reason of the refusal is missing.',
      todo: 'Write it: the requester has to know what to change.',
    },
    not_waiting: {
      what: 'This deletion no longer waits for approval, or is outside of your scope.',
      todo: 'Somebody else may have decided, the requester may have cancelled, or it has expired: look at the deletion.',
    },
    own_request: { what: 'Nobody approves their own deletion.', todo: 'Another person has to decide.' },
    content_changed: {
      what: 'What is stored is not what you saw; it was not approved.',
      todo: 'Reload the page and look again.',
    },
    count_drifted: {
      what: 'The count has moved too far since it was confirmed: the request is void, nothing was sent.',
      todo: 'The requester can make it anew with the count of now.',
    },
    campaign_started: {
      what: 'The campaign is running, and nothing can be deleted from it; it was not approved.',
      todo: 'Suspend the campaign in CC-iSales, then approve.',
    },
    campaign_unreadable: {
      what: 'The campaign cannot be read now; it was not approved.',
      todo: 'Try again in a while. Refusing is possible.',
    },
    calls_stopped: {
      what: 'An administrator has stopped all calls; it was not approved.',
      todo: 'The reason is at the top of the page. Decide once calls are allowed again.',
    },
    audit_alarm: {
      what: 'The alarm of the audit is open; it was not approved.',
      todo: 'An administrator has to look at the alarm first.',
    },
    audit_unavailable: {
      what: 'The audit cannot be written at the moment; nothing was changed.',
      todo: 'Try again in a while. If it stays so, tell an administrator.',
    },
  },
  setting: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    step_up_needed: {
      what: 'You have to prove once more who you are; nothing was changed.',
      todo: 'Do it again and enter your password.',
    },
    input_invalid: {
      what: 'The settings are not valid; nothing was changed.',
      todo: 'Check them and save again.',
    },
    audit_unavailable: {
      what: 'The audit cannot be written at the moment; nothing was changed.',
      todo: 'Try again in a while. If it stays so, look at the log of the server.',
    },
  },
  callStop: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    step_up_needed: {
      what: 'You have to prove once more who you are; nothing was changed.',
      todo: 'Do it again and enter your password.',
    },
    reason_required: { what: 'Say why the calls are to stop.', todo: 'Up to 200 characters.' },
    already_stopped: {
      what: 'All calls are stopped already.',
      todo: 'The top of the page says by whom, since when and why.',
    },
    not_stopped: { what: 'The calls are not stopped.', todo: 'The page shows the newest state.' },
    audit_unavailable: {
      what: 'The audit cannot be written at the moment; the switch was left as it is.',
      todo: 'No call is made while the audit cannot be written. Try again in a while.',
    },
  },
  repeat: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    input_invalid: { what: 'Nothing was chosen to repeat.', todo: 'Choose at least one kind.' },
    nothing_failed: { what: 'There is nothing to repeat.', todo: 'The page shows the latest state.' },
    not_ended: { what: 'The deletion has not ended yet.', todo: 'Wait until it has, or cancel it first.' },
    campaign_out_of_scope: {
      what: 'The campaign is no longer in your scope.',
      todo: 'Ask an administrator for the scope.',
    },
    numbers_wiped: {
      what: 'The numbers were kept as long as they may be, and are wiped.',
      todo: 'Upload the list again.',
    },
    storage_unavailable: {
      what: 'The list cannot be prepared at the moment; nothing was sent.',
      todo: 'Try again in a while. If it stays, tell an administrator.',
    },
  },
  criterion: {
    criterion_blank: 'Say what to delete; spaces and invisible characters do not count.',
    called_characters: 'A called number holds only the digits 0–9, * and #.',
    called_too_long: 'A called number has at most 24 characters.',
    session_id_too_long: 'A session ID has at most 32 characters.',
    custom_field_too_long: 'A custom field has at most 200 characters.',
    custom_field_not_importable:
      'This custom field has a character that no import accepts (such as @ # & ?), so it can match nothing. Check it.',
    invisible_characters: 'It holds spaces or invisible characters. Remove them and try again.',
    date_invalid: 'Give a date that exists, as year-month-day, such as 2026-11-01.',
    time_invalid: 'Give a time as hours:minutes:seconds, such as 10:30:00.',
  },
  form: {
    reason_required: 'Say the reason in words if you choose “Other”.',
    reason_too_long: 'The reason has at most 500 characters.',
    ticket_required: 'Fill in the ticket number.',
    ticket_too_long: 'The ticket number has at most 64 characters.',
  },
} as const satisfies Words<typeof zh>;

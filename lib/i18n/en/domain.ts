import type { Words } from '../words.ts';
import type { domain as zh } from '../zh-CN/domain.ts';

export const domain = {
  criterionKind: {
    called: 'Called number',
    called_list: 'List of called numbers',
    session_id: 'Session ID',
    session_id_list: 'List of session IDs',
    custom_field: 'Custom field (batch)',
    recycle_time: 'Recycle time',
  },
  recycleMode: {
    until: 'Up to a day, that day included',
    day: 'One whole day',
    moment: 'One exact second',
  },
  recycleWindow: {
    until: 'everything on and before {date} (until 23:59:59)',
    day: '{date} 00:00:00–23:59:59',
    moment: 'exactly {date} {time}',
  },
  campaignStatus: {
    draft: 'Not started',
    started: 'Running',
    suspended: 'Suspended',
    completed: 'Completed',
    other: 'Status {status}',
  },
  deviceType: {
    t1: 'Intelligent IVR',
    t2: 'Predictive (skill queue)',
    t3: 'Automatic IVR',
    t5: 'Preview (skill queue)',
    t6: 'Pre-emptive (skill queue)',
    other: 'Type {type}',
  },
  deletionStatus: {
    awaiting_approval: 'Awaiting approval',
    queued: 'Queued',
    running: 'Running',
    paused: 'Paused',
    completed: 'Completed',
    rejected: 'Not approved',
    expired: 'Expired',
    cancelled: 'Cancelled',
  },
  itemStatus: {
    pending: 'Waiting to be sent',
    sent: 'Sent, waiting for the answer',
    deleted: 'Deleted',
    nothing_matched: 'Nothing matched',
    rejected: 'Rejected by CC-iSales',
    unknown: 'Outcome unknown',
    cancelled: 'Cancelled, never sent',
    not_sent: 'Not sent',
  },
  settledBy: {
    answer: 'CC-iSales’ answer',
    call_log: 'CC-iSales’ call log',
    person: 'a person’s decision',
  },
  reasonCategory: {
    wrong_import: 'Wrong import',
    consent_withdrawn: 'Consent withdrawn / do not call',
    erasure_request: 'Erasure request',
    complaint: 'Complaint',
    campaign_closed: 'Campaign closed',
    test_data: 'Test data',
    other: 'Other',
  },
  archive: {
    archive: 'Move to the history table',
    permanent: 'Delete permanently',
  },
  stopReason: {
    vendor_unreachable: {
      what: 'CC-iSales cannot be reached; the request was not sent.',
      todo: 'Press Resume in a while. If it stays so, ask an administrator to check the network and the address.',
    },
    vendor_tls: {
      what: 'The encrypted connection to CC-iSales cannot be trusted; the request was not sent.',
      todo: 'Ask an administrator to check the certificate and the CA file, then press Resume.',
    },
    vendor_unauthorized: {
      what: 'CC-iSales does not accept our signature (401); nothing was deleted.',
      todo: 'Ask an administrator to check the access key and the server’s clock, then press Resume.',
    },
    vendor_throttled: {
      what: 'The gateway in front of CC-iSales turned the request away (rate limit or firewall); nothing was deleted.',
      todo: 'Press Resume in a few minutes.',
    },
    campaign_started: {
      what: 'The campaign is running, and nothing can be deleted from a running campaign.',
      todo: 'Suspend the campaign in CC-iSales, then press Resume.',
    },
    campaign_gone: {
      what: 'The campaign no longer exists.',
      todo: 'Nothing to do here. Choose another campaign if something still has to go.',
    },
    count_drifted: {
      what: 'The numbers left to call have changed too much since you confirmed; nothing was sent.',
      todo: 'Make a new deletion and confirm the count of now.',
    },
    member_disabled: {
      what: 'The requester’s account has been disabled; nothing more was sent.',
      todo: 'Another operator can make the deletion anew.',
    },
    right_lost: {
      what: 'The requester may no longer delete in this campaign; nothing more was sent.',
      todo: 'Ask an administrator for the right, or let another operator make it anew.',
    },
    session_ended: {
      what: 'The requester has signed out; nothing more was sent.',
      todo: 'The requester can sign in again and press Resume.',
    },
    content_changed: {
      what: 'What is stored is not what was confirmed; nothing was sent.',
      todo: 'Tell an administrator: the data may have been tampered with.',
    },
    audit_unavailable: {
      what: 'The audit cannot be written at the moment, so nothing is sent.',
      todo: 'It goes on by itself as soon as the audit is back. If it stays so, tell an administrator.',
    },
    audit_alarm: {
      what: 'The audit was put back: all deletions are stopped and nothing is sent.',
      todo: 'Wait until an admin has looked into it and acknowledged it, then resume.',
    },
    cancelled_by_member: { what: 'The requester cancelled it.', todo: 'Nothing to do.' },
    paused_by_member: {
      what: 'It was paused by hand; nothing more is sent.',
      todo: 'Press Resume to go on with the next number.',
    },
    mostly_nothing: {
      what: 'More than half of the first 200 numbers matched nothing: the list may not belong to this campaign.',
      todo: 'Check the campaign and the list. Press Resume if they are right, else cancel.',
    },
    count_above_limit: {
      what: 'One number deleted more rows than the limit; it stopped there.',
      todo: 'Check that number among the items. Press Resume if it is right.',
    },
    too_many_rejected: {
      what: 'Too many of the last calls were rejected with codes that are not documented.',
      todo: 'Tell an administrator the code. Press Resume once it is understood.',
    },
    not_the_interface: {
      what: 'Several answers in a row were not from the CC-iSales interface.',
      todo: 'Ask an administrator to check the address and the gateway, then press Resume.',
    },
    calls_stopped: {
      what: 'An administrator has stopped all calls; nothing more was sent.',
      todo: 'The reason is at the top of the page. Once calls are allowed again, it does not go on by itself: the requester checks it and presses Resume.',
    },
    cancelled_by_other: {
      what: 'Another member cancelled it before it began; nothing was sent.',
      todo: 'The audit says who it was.',
    },
    approval_refused: {
      what: 'It was not approved; nothing was sent, and the stored numbers are wiped.',
      todo: 'Read the comment. Make it anew if it is still needed.',
    },
    approval_expired: {
      what: 'Nobody approved it in time; it is void, and the stored numbers are wiped.',
      todo: 'Make it anew if it is still needed, and tell an approver.',
    },
    approver_right_lost: {
      what: 'Whoever approved it is disabled or may no longer approve in this campaign: the approval is void, and what was not sent is cancelled.',
      todo: 'Make it anew if it is still needed; another approver has to decide.',
    },
    outside_hours: {
      what: 'Deletions are not allowed at this hour; nothing more was sent.',
      todo: 'It does not go on by itself when the hours begin: press Resume then.',
    },
    member_limit_reached: {
      what: 'The requester has reached the number of deletions allowed to one member a day; nothing more was sent.',
      todo: 'Press Resume tomorrow, or ask an administrator to raise the limit under Settings.',
    },
    campaign_limit_reached: {
      what: 'The campaign has reached the number of deletions allowed to one campaign a day; nothing more was sent.',
      todo: 'Press Resume tomorrow, or ask an administrator to raise the limit under Settings.',
    },
    first_ten_done: {
      what: 'The first 10 numbers are through; it stops here, as was confirmed, for you to look.',
      todo: 'Look at what came of these 10. Go on with the others if it is right, else cancel.',
    },
  },
  unknownReason: {
    timeout: 'no answer came in time',
    connection_lost: 'the connection broke after the request had left',
    server_error: 'CC-iSales or a gateway answered with a server error',
    not_the_interface: 'the answer is not from the CC-iSales interface',
    malformed_answer: 'the answer is not of the documented form and cannot be trusted',
    answer_too_large: 'the answer was too large and was cut off',
    redirected: 'the answer pointed elsewhere, where we do not follow',
    process_ended: 'our own process ended after sending',
    lane_lost: 'another instance took the campaign’s lane over during the call',
  },
  role: {
    operator: 'Operator',
    approver: 'Approver',
    auditor: 'Auditor',
    admin: 'Administrator',
  },
} as const satisfies Words<typeof zh>;

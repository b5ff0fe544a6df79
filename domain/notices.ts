/** Every letter the system writes, and what its subject and recipient are. */
export const noticeKinds = [
  "email-code", // subject: email code; recipient: the draft, at the address typed
  "parent-invited", // subject and recipient: the invitation (R7)
  "application-in-review", // subject and recipient: the application
  "account-opened", // subject: the application; recipient: the account, with its activation link
  "relation-added", // subject: the application; recipient: the account (A11)
  "account-activated", // subject: the activation; recipient: the account
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const isNoticeKind = (kind: string): kind is NoticeKind =>
  noticeKinds.some((known) => known === kind);

/** Sent, cancelled or given up: nothing further happens to this letter. */
export const isSettled = (notice: {
  sentAt: Date | null;
  cancelledAt: Date | null;
  givenUpAt: Date | null;
}) => notice.sentAt !== null || notice.cancelledAt !== null || notice.givenUpAt !== null;

import { capturedLetters, handovers, notices, outbox, workerHeartbeats } from "../schema";
import { about, asLongAsTheForms, disposal } from "./register";

/** 中介資料庫, letters and promised work: ids on their way. */
export const exchangeRegister = {
  handovers: about(handovers, {
    purpose: "what the intermediary database is owed (A9): ids only",
    retention: asLongAsTheForms,
    erasedBy: disposal,
    columns: {
      id: "none",
      kind: "none",
      subjectId: "id",
      createdAt: "none",
      acknowledgedAt: "none",
    },
  }),
  outbox: about(outbox, {
    purpose: "work promised in a transaction: ids only",
    retention: "7 days after it was carried to the queue",
    erasedBy: { job: "sweep" },
    columns: {
      id: "none",
      job: "none",
      payload: ["id", "the id of the row the work is about, nothing else"],
      dueAt: "none",
      createdAt: "none",
      sentAt: "none",
    },
  }),
  notices: about(notices, {
    purpose: "a letter promised, and that it was sent (五(一)3); never its text or address",
    retention: asLongAsTheForms,
    erasedBy: disposal,
    columns: {
      id: "id",
      kind: "trait",
      subjectId: "id",
      recipientId: "id",
      locale: "trait",
      createdAt: "none",
      sentAt: "none",
      cancelledAt: "none",
      givenUpAt: "none",
      providerId: ["id", "the mail provider's name for the letter, to trace it"],
    },
  }),
  capturedLetters: about(capturedLetters, {
    purpose: "the development mailbox, where no letter is really sent",
    retention: "empty wherever the service is really served: its letters are sent, not kept",
    erasedBy: { kept: "development only, with invented people" },
    columns: {
      noticeId: "id",
      recipient: "contact",
      subject: "none",
      html: ["secret", "links and codes as mailed"],
      plain: ["secret", "links and codes as mailed"],
      capturedAt: "none",
    },
  }),
  workerHeartbeats: about(workerHeartbeats, {
    purpose: "that the worker works",
    retention: "overwritten every few seconds",
    erasedBy: { kept: "names nobody" },
    columns: { name: "none", beatAt: "none" },
  }),
};

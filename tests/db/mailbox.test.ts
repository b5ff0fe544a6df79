import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendNotice } from "@/jobs/send-notice";
import "../support/database";
import { aReviewLetter } from "../support/letters";

let noticeId: string;
beforeEach(async () => {
  noticeId = (await aReviewLetter()).notice.id;
  await sendNotice.run({ noticeId });
});
afterEach(() => vi.unstubAllEnvs());

/** The mailbox as a process with these settings has it: settings are read once a process. */
async function mailboxWith(settings: Record<string, string>) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  const mailbox = await import("@/db/queries/mailbox");
  return {
    open: mailbox.mailboxIsOpen(),
    listed: (await mailbox.lettersCapturedLast(500)).map((letter) => letter.noticeId),
    found: (await mailbox.capturedLetter(noticeId))?.noticeId,
  };
}

const closed = { open: false, listed: [], found: undefined };

test("where letters are captured they can be read, the newest first", async () => {
  const { open, listed, found } = await mailboxWith({});
  expect(open).toBe(true);
  expect(listed[0]).toBe(noticeId);
  expect(found).toBe(noticeId);
});

test("where letters are really sent nothing can be read, not even what was captured before", async () => {
  expect(await mailboxWith({ RESEND_API_KEY: "re_invented_key" })).toEqual(closed);
});

test("where the service is really served nothing can be read", async () => {
  const served = {
    PUBLIC_URL: "https://parents.example",
    RESEND_API_KEY: "re_invented_key",
    REGISTRY_URL: "https://registry.example",
    TRUSTED_PROXIES: "1",
  };
  expect(await mailboxWith(served)).toEqual(closed);
});

test("letters captured where others come are not shown to them", async () => {
  for (const PUBLIC_URL of ["http://192.168.1.20:3000", "http://localhost.example.edu.tw"]) {
    expect(await mailboxWith({ PUBLIC_URL })).toEqual(closed);
  }
});

test.each(["http://localhost:4000", "HTTP://LOCALHOST", "http://127.0.0.1:4000", "http://[::1]/"])(
  "at %s, on this machine, captured letters can be read",
  async (PUBLIC_URL) => {
    expect(await mailboxWith({ PUBLIC_URL })).toMatchObject({ open: true, found: noticeId });
  },
);

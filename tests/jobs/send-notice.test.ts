import "../support/database";
import { randomUUID } from "node:crypto";
import { UnrecoverableError } from "bullmq";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { markNoticeSent } from "@/commands/notices/mark-notice-sent";
import { db } from "@/db/client";
import { capturedLetters, notices } from "@/db/schema";
import { sendNotice } from "@/jobs/send-notice";
import { aCodeLetter, aReviewLetter, noticeNow, trailOf } from "../support/letters";
import { outsideMail } from "../support/outside-mail";
import { someoneWaits } from "../support/races";

const run = (noticeId: string) => sendNotice.run({ noticeId });

test("a letter goes to the provider, and the row says so", async () => {
  const { notice, email, reference } = await aReviewLetter();
  await run(notice.id);

  const [letter, ...more] = outsideMail.lettersWith(notice.id);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ to: [email], from: expect.stringContaining("親子綁定") });
  expect(letter!.html).toContain(reference);
  expect(letter!.text).toContain(reference);
  expect(await noticeNow(notice.id)).toMatchObject({
    sentAt: expect.any(Date),
    providerId: expect.stringMatching(/^[\da-f-]{36}$/),
    givenUpAt: null,
  });
  expect(await trailOf(notice.id)).toEqual([
    { to: "sent", detail: "application-in-review" },
    { to: "begun", detail: "application-in-review" },
  ]);
  expect(await db.select().from(capturedLetters)).toEqual([]);
});

test("a job that runs twice sends one letter and asks the provider once", async () => {
  const { notice } = await aReviewLetter();
  await run(notice.id);
  const before = outsideMail.requests;
  await run(notice.id);
  expect(outsideMail.requests).toBe(before);
  expect(outsideMail.lettersWith(notice.id)).toHaveLength(1);
});

test("two workers at once with one letter: it leaves once, and both settle on it", async () => {
  const { notice } = await aReviewLetter();
  let release = () => {};
  outsideMail.expect({ until: new Promise<void>((resolve) => (release = resolve)) });
  let runs: Promise<unknown>[] = [];

  await db.transaction(async (tx) => {
    await tx.select().from(notices).where(eq(notices.id, notice.id)).for("update");
    runs = [run(notice.id), run(notice.id)];
    await someoneWaits(2);
  });
  const late = await Promise.race(runs.map((r) => r.catch((error: Error) => error.message)));
  expect(late, "the provider still works on the first request").toBe(
    "MailDelayed concurrent_idempotent_requests",
  );
  release();
  await Promise.allSettled(runs);
  await run(notice.id);

  expect(outsideMail.lettersWith(notice.id)).toHaveLength(1);
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: expect.any(Date), givenUpAt: null });
});

test("two workers, the second after the first's letter: the provider's answer is the same", async () => {
  const { notice } = await aReviewLetter();
  await run(notice.id);
  await db.update(notices).set({ sentAt: null }).where(eq(notices.id, notice.id));
  const { providerId } = await noticeNow(notice.id);
  await run(notice.id);

  expect(outsideMail.lettersWith(notice.id)).toHaveLength(1);
  expect((await noticeNow(notice.id)).providerId).toBe(providerId);
});

test.each([
  { answer: 429, name: "rate_limit_exceeded" },
  { answer: 429, name: "daily_quota_exceeded" },
  { answer: 500, name: "internal_server_error" },
  { answer: 503, body: "<html>busy</html>" },
  { answer: 403, name: "invalid_api_key" },
  { answer: 422, name: "invalid_from_address" },
  { hangUp: true as const },
])("a provider in trouble (%o) delays a letter and does not lose it", async (mood) => {
  const { notice, email } = await aReviewLetter();
  outsideMail.expect(mood);

  const failure = await run(notice.id).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(UnrecoverableError);
  expect(String(failure)).not.toContain(email);
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: null, givenUpAt: null });

  await sendNotice.exhausted({ noticeId: notice.id });
  await run(notice.id);
  expect(outsideMail.lettersWith(notice.id)).toHaveLength(1);
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: expect.any(Date) });
});

test("a letter accepted by a provider that then falls silent is not sent again", async () => {
  const { notice } = await aReviewLetter();
  outsideMail.expect({ acceptAndHangUp: true });
  await expect(run(notice.id)).rejects.toThrow("MailDelayed");
  await run(notice.id);

  expect(outsideMail.lettersWith(notice.id)).toHaveLength(1);
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: expect.any(Date) });
});

test("accepted, answer lost, words changed since: the first letter counts", async () => {
  const { notice } = await aReviewLetter();
  outsideMail.expect({ acceptAndHangUp: true });
  await expect(run(notice.id)).rejects.toThrow("MailDelayed");
  await db.update(notices).set({ locale: "en" }).where(eq(notices.id, notice.id));
  await run(notice.id);

  expect(outsideMail.lettersWith(notice.id)).toHaveLength(1);
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: expect.any(Date), providerId: null });
});

test("a letter refused for good is given up, recorded, and not tried again", async () => {
  const { notice } = await aReviewLetter();
  outsideMail.expect({ answer: 422, name: "validation_error" });
  await run(notice.id);
  const before = outsideMail.requests;
  await run(notice.id);

  expect(outsideMail.requests).toBe(before);
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: null, givenUpAt: expect.any(Date) });
  expect((await trailOf(notice.id))[0]).toMatchObject({ to: "given_up" });
});

test("a code that ran out while the provider was away is not mailed any more", async () => {
  const { notice } = await aCodeLetter(undefined, {
    createdAt: new Date(Date.now() - 11 * 60_000),
  });
  const before = outsideMail.requests;
  await run(notice.id);

  expect(outsideMail.requests).toBe(before);
  expect(await noticeNow(notice.id)).toMatchObject({ cancelledAt: expect.any(Date) });
  expect(await trailOf(notice.id)).toEqual([{ to: "cancelled", detail: "email-code" }]);
});

test("a promise that does not exist is refused, not tried again", async () => {
  await expect(run(randomUUID())).rejects.toBeInstanceOf(UnrecoverableError);
});

test("nobody but the system sends letters", async () => {
  const { notice } = await aReviewLetter();
  const stranger = { kind: "holder", id: randomUUID() } as const;
  const attempt = markNoticeSent(stranger, { noticeId: notice.id });
  await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  expect(await noticeNow(notice.id)).toMatchObject({ sentAt: null });
});

import "../support/database";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { deliver } from "@/jobs/gateways/mail";
import { outsideMail } from "../support/outside-mail";

const letter = (key: string = randomUUID()) => ({
  key,
  to: "parent@example.com",
  subject: "您的家長帳號",
  html: "<p>您好</p>",
  plain: "您好",
});

test("a provider that is slow is not waited for, and its late acceptance counts once", async () => {
  const slow = letter();
  outsideMail.expect({ waitMs: 600 });
  const started = Date.now();
  await expect(deliver(slow, 200)).rejects.toMatchObject({ name: "MailDelayed" });
  expect(Date.now() - started).toBeLessThan(550);

  await expect.poll(() => outsideMail.lettersWith(slow.key)).toHaveLength(1);
  expect(await deliver(slow)).toMatchObject({ outcome: "accepted" });
  expect(outsideMail.lettersWith(slow.key)).toHaveLength(1);
});

test("while the provider still works on a letter, the same letter is delayed", async () => {
  const slow = letter();
  outsideMail.expect({ waitMs: 300 });
  const first = deliver(slow);
  await expect.poll(() => outsideMail.requests).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(deliver(slow)).rejects.toMatchObject({ code: "concurrent_idempotent_requests" });
  expect(await first).toMatchObject({ outcome: "accepted" });
});

test("the provider's own words never leave the gateway", async () => {
  outsideMail.expect(
    { answer: 422, name: "validation_error" },
    { answer: 400, name: "parent@example.com is wrong" },
    { answer: 500, name: "parent@example.com is wrong" },
  );
  expect(await deliver(letter())).toEqual({ outcome: "refused", code: "validation_error" });
  expect(await deliver(letter())).toEqual({ outcome: "refused", code: "unknown" });
  await expect(deliver(letter())).rejects.toMatchObject({ message: "unknown", code: "unknown" });
});

test.each([401, 403, 404, 405, 408, 409, 425, 429, 500, 502, 503, 504])(
  "the answer %i is no fault of the letter",
  async (answer) => {
    outsideMail.expect({ answer });
    await expect(deliver(letter())).rejects.toMatchObject({ name: "MailDelayed" });
  },
);

test("an answer that is no protocol of ours is trouble, not a refusal", async () => {
  outsideMail.expect({ answer: 502, body: "<html>gateway</html>" }, { answer: 429, body: "{" });
  await expect(deliver(letter())).rejects.toMatchObject({ name: "MailDelayed" });
  await expect(deliver(letter())).rejects.toMatchObject({ name: "MailDelayed" });
});

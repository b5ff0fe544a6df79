import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { discardIdleDrafts, draftIdleDaysMax } from "@/commands/binding/discard-idle-drafts";
import { db } from "@/db/client";
import { applicationDrafts, auditEntries, documents } from "@/db/schema";
import { digest } from "@/lib/crypto";
import { days } from "@/lib/time";
import { aStudent } from "../../support/factories";

const by = { kind: "system", id: "test" } as const;
const daysAgo = (count: number) => new Date(Date.now() - days(count));

async function aDraft(given: Partial<typeof applicationDrafts.$inferInsert>) {
  const { id: studentId } = await aStudent();
  const [row] = await db
    .insert(applicationDrafts)
    .values({ ownerKind: "portal", ownerId: randomUUID(), studentId, locale: "zh-TW", ...given })
    .returning();
  return row!.id;
}
const exists = async (id: string) =>
  (await db.select().from(applicationDrafts).where(eq(applicationDrafts.id, id))).length === 1;

test("a draft nobody touched for a month is gone with its documents, and the trail says so", async () => {
  const idle = await aDraft({ savedAt: daysAgo(draftIdleDaysMax + 1) });
  const contentCipher = Buffer.from("sealed");
  await db.insert(documents).values({
    draftId: idle,
    kind: "other",
    mediaType: "image/jpeg",
    contentCipher,
    contentHash: digest("x"),
  });
  const fresh = await aDraft({ savedAt: daysAgo(draftIdleDaysMax - 1) });
  const submitted = await aDraft({ savedAt: daysAgo(90), submittedAt: daysAgo(90) });

  expect(await discardIdleDrafts(by)).toBe(1);
  expect([await exists(idle), await exists(fresh), await exists(submitted)]).toEqual([
    false,
    true,
    true,
  ]);
  expect(await db.select().from(documents)).toEqual([]);
  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, idle));
  expect(trail).toMatchObject([{ action: "binding.discard_draft", fromStatus: "draft" }]);
});

test("discarding twice changes nothing more, and nobody but the system discards", async () => {
  await aDraft({ savedAt: daysAgo(40) });
  expect(await discardIdleDrafts(by)).toBe(1);
  expect(await discardIdleDrafts(by)).toBe(0);
  const stranger = discardIdleDrafts({ kind: "portal", id: "p", studentId: "s" });
  await expect(stranger).rejects.toMatchObject({ reason: "not_found" });
});

test("at most so many are discarded at once; the rest has its turn later", async () => {
  for (let count = 0; count < 3; count++) await aDraft({ savedAt: daysAgo(40) });
  expect(await discardIdleDrafts(by, 2)).toBe(2);
  expect(await discardIdleDrafts(by, 2)).toBe(1);
});

test("a draft somebody is saving at this moment is left alone", async () => {
  const id = await aDraft({ savedAt: daysAgo(40) });
  await db.transaction(async (tx) => {
    await tx
      .update(applicationDrafts)
      .set({ savedAt: new Date() })
      .where(eq(applicationDrafts.id, id));
    expect(await discardIdleDrafts(by)).toBe(0);
  });
  expect(await discardIdleDrafts(by)).toBe(0);
  expect(await exists(id)).toBe(true);
});

import "../../support/database";
import { and, eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { publishConsentText } from "@/commands/consent/publish-consent-text";
import { db } from "@/db/client";
import { consentTextInForce } from "@/db/queries/consent";
import { auditEntries, consentTexts } from "@/db/schema";
import { consentEditions } from "@/db/seed/consent/editions";
import type { ConsentEdition, ConsentWording } from "@/domain/consent/texts";
import { asOwnerHere } from "../../support/database";

const system = { kind: "system", id: "test" } as const;
const first = consentEditions[0]!;
const edition = (version: number, change: Partial<ConsentWording> = {}): ConsentEdition => ({
  ...first,
  version,
  wordings: {
    "zh-TW": { ...first.wordings["zh-TW"], ...change },
    en: { ...first.wordings.en, ...change },
  },
});
const rowsOf = (version: number) =>
  db
    .select()
    .from(consentTexts)
    .where(and(eq(consentTexts.kind, first.kind), eq(consentTexts.version, version)));

test("a fresh database has every text of this system, in every language (A2)", async () => {
  const rows = await db.select().from(consentTexts);
  expect(rows.map(({ kind, version, locale }) => `${kind} ${version} ${locale}`).sort()).toEqual([
    "parent_account 1 en",
    "parent_account 1 zh-TW",
    "student_card 1 en",
    "student_card 1 zh-TW",
  ]);
});

test("publishing what is published changes nothing", async () => {
  const before = await db.select().from(consentTexts);
  for (const each of consentEditions) await publishConsentText(system, each);
  expect(await db.select().from(consentTexts)).toEqual(before);
});

test("a new version is in force at once, recorded in each language, and the old one stays", async () => {
  await publishConsentText(system, edition(2, { title: "第二版" }));

  expect(await consentTextInForce("parent_account", "zh-TW")).toMatchObject({
    version: 2,
    title: "第二版",
  });
  expect(await rowsOf(1)).toHaveLength(2);
  const ids = (await rowsOf(2)).map(({ id }) => id);
  const trail = await db.select().from(auditEntries).where(inArray(auditEntries.subjectId, ids));
  expect(trail).toHaveLength(2);
  expect(trail[0]).toMatchObject({ action: "consent.publish", toStatus: "version 2" });
});

test("two starts at once publish one version", async () => {
  await Promise.all([1, 2, 3].map(() => publishConsentText(system, edition(3))));
  expect(await rowsOf(3)).toHaveLength(2);
});

test("other words under a published number are refused, and nothing of them stays", async () => {
  await publishConsentText(system, edition(4));
  const attempt = publishConsentText(system, edition(4, { title: "別的" }));
  await expect(attempt).rejects.toMatchObject({ reason: "published_otherwise" });
  expect((await rowsOf(4)).map(({ title }) => title)).not.toContain("別的");
});

test("a text without one of the six items is not published in any language", async () => {
  const { blocks } = first.wordings.en;
  const attempt = publishConsentText(system, {
    ...first,
    version: 5,
    wordings: {
      ...first.wordings,
      en: { ...first.wordings.en, blocks: blocks.filter(({ covers }) => covers !== "rights") },
    },
  });
  await expect(attempt).rejects.toMatchObject({ reason: "notice_item_missing" });
  expect(await rowsOf(5)).toEqual([]);
});

test("nobody who signs in publishes a text", async () => {
  const attempt = publishConsentText({ kind: "holder", id: "someone" }, edition(6));
  await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  expect(await rowsOf(6)).toEqual([]);
});

test("the application cannot change or remove a published text", async () => {
  const denied = { cause: { code: "42501" } };
  await expect(db.update(consentTexts).set({ title: "x" })).rejects.toMatchObject(denied);
  await expect(db.delete(consentTexts)).rejects.toMatchObject(denied);
});

test.each([
  "update consent_texts set title = 'x'",
  "delete from consent_texts",
  "truncate consent_texts cascade",
])("not even the owner of the database does it by mistake: %s", async (statement) => {
  await expect(asOwnerHere(statement)).rejects.toMatchObject({ code: "23001" });
});

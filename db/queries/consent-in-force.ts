import { and, desc, eq, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { consentInForce } from "@/domain/consent/answers";
import type { OwnScope } from "@/domain/policy";
import { db, type Reader } from "../client";
import { applications, consentAnswers, consentTexts } from "../schema";

const parentAccount = "parent_account";
const published = alias(consentTexts, "published");

/** The version of the text in force. */
const newestVersion = sql<number>`(
  select max(${published.version}) from ${consentTexts} published
  where ${published.kind} = ${parentAccount})`;

/** The agreement an applicant's next application may stand on, with its text (A2, A15). */
export async function usableConsent(scope: OwnScope, reader: Reader = db) {
  const { id, agreed, answeredAt } = consentAnswers;
  const { title, version, hash } = consentTexts;
  const unspent = notExists(
    reader
      .select({ id: applications.id })
      .from(applications)
      .where(eq(applications.consentAnswerId, id)),
  );
  const [row] = await reader
    .select({
      answer: { id, agreed, answeredAt },
      text: { id: consentTexts.id, title, version, hash },
      newestVersion,
    })
    .from(consentAnswers)
    .innerJoin(consentTexts, eq(consentTexts.id, consentAnswers.textId))
    .where(
      and(
        eq(consentAnswers.ownerKind, scope.ownerKind),
        eq(consentAnswers.ownerId, scope.ownerId),
        eq(consentTexts.kind, parentAccount),
        unspent,
      ),
    )
    .orderBy(desc(answeredAt), desc(id))
    .limit(1)
    .prepare("usable_consent")
    .execute();
  if (!row) return undefined;
  const { answer, text } = row;
  const latest = { ...answer, version: text.version, spent: false };
  const verdict = consentInForce([latest], [{ version: row.newestVersion }]);
  return verdict.allowed ? { answer, text } : undefined;
}

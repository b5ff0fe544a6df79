import { and, desc, eq, max, notExists } from "drizzle-orm";
import type { OwnScope } from "@/domain/policy";
import { db, type Reader } from "../client";
import { applications, consentAnswers, consentTexts } from "../schema";

/**
 * The agreement an applicant's next application may stand on (A2, A15): the latest answer, an
 * agreement, to the version in force, and not already another application's.
 */
export async function usableConsent(scope: OwnScope, reader: Reader = db) {
  const kind = eq(consentTexts.kind, "parent_account");
  const [latest] = await reader
    .select({ answer: consentAnswers, text: consentTexts })
    .from(consentAnswers)
    .innerJoin(consentTexts, eq(consentTexts.id, consentAnswers.textId))
    .where(
      and(
        eq(consentAnswers.ownerKind, scope.ownerKind),
        eq(consentAnswers.ownerId, scope.ownerId),
        kind,
        notExists(
          reader
            .select({ id: applications.id })
            .from(applications)
            .where(eq(applications.consentAnswerId, consentAnswers.id)),
        ),
      ),
    )
    .orderBy(desc(consentAnswers.answeredAt))
    .limit(1);
  if (!latest?.answer.agreed) return undefined;
  const [newest] = await reader
    .select({ version: max(consentTexts.version) })
    .from(consentTexts)
    .where(kind);
  return latest.text.version === newest!.version ? latest : undefined;
}

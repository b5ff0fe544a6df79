import { and, desc, eq, max, notExists } from "drizzle-orm";
import { consentInForce } from "@/domain/consent/answers";
import type { OwnScope } from "@/domain/policy";
import { db, type Reader } from "../client";
import { applications, consentAnswers, consentTexts } from "../schema";

/** The agreement an applicant's next application may stand on, with its text (A2, A15). */
export async function usableConsent(scope: OwnScope, reader: Reader = db) {
  const kind = eq(consentTexts.kind, "parent_account");
  const rows = await reader
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
    .orderBy(desc(consentAnswers.answeredAt), desc(consentAnswers.id))
    .limit(1);
  const [newest] = await reader
    .select({ version: max(consentTexts.version) })
    .from(consentTexts)
    .where(kind);
  const unspent = rows.map((row) => ({
    ...row,
    ...row.answer,
    version: row.text.version,
    spent: false,
  }));
  const verdict = consentInForce(unspent, [{ version: newest?.version ?? 0 }]);
  if (!verdict.allowed) return undefined;
  const { answer, text } = verdict.value;
  return { answer, text };
}

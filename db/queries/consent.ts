import { and, desc, eq, exists, max, type SQL, sql } from "drizzle-orm";
import type { ConsentKind } from "@/domain/consent/kinds";
import { consentLocales } from "@/domain/consent/texts";
import type { OwnScope } from "@/domain/policy";
import { db, type Reader } from "../client";
import { consentAnswers as answers, applications, type ConsentText, consentTexts } from "../schema";

export type { ConsentText };

/** The text to be answered now: the newest version, in the reader's language or else in zh-TW. */
export async function consentTextInForce(
  kind: ConsentKind,
  locale: string,
  reader: Reader = db,
): Promise<ConsentText | undefined> {
  const rows = await reader
    .select()
    .from(consentTexts)
    .where(and(eq(consentTexts.kind, kind), eq(consentTexts.version, newestOf(kind, reader))));
  return rows.find((row) => row.locale === locale) ?? rows.find(isFirstLanguage);
}

/** One text by its id, with the newest version of its kind. */
export async function publishedText(reader: Reader, id: string) {
  const [text] = await reader.select().from(consentTexts).where(eq(consentTexts.id, id));
  if (!text) return undefined;
  const [newest] = await reader
    .select({ version: max(consentTexts.version) })
    .from(consentTexts)
    .where(eq(consentTexts.kind, text.kind));
  return { text, newestVersion: newest!.version ?? text.version };
}

/** The language rows of one version that are already published. */
export function textsOfVersion(reader: Reader, kind: ConsentKind, version: number) {
  return reader
    .select({ id: consentTexts.id, locale: consentTexts.locale, hash: consentTexts.hash })
    .from(consentTexts)
    .where(and(eq(consentTexts.kind, kind), eq(consentTexts.version, version)));
}

const shown = {
  id: answers.id,
  agreed: answers.agreed,
  answeredAt: answers.answeredAt,
  textId: consentTexts.id,
  version: consentTexts.version,
  locale: consentTexts.locale,
  title: consentTexts.title,
  hash: consentTexts.hash,
};

/** An applicant's own answers to one kind of text, the one that counts first (A15). */
export function ownConsentAnswers(
  scope: OwnScope,
  kind: ConsentKind,
  { reader = db, rowsMax = 20 }: { reader?: Reader; rowsMax?: number } = {},
) {
  return reader
    .select({
      ...shown,
      address: answers.address,
      agent: answers.agent,
      spent: sql<boolean>`${exists(
        reader
          .select({ id: applications.id })
          .from(applications)
          .where(eq(applications.consentAnswerId, answers.id)),
      )}`,
    })
    .from(answers)
    .innerJoin(consentTexts, eq(consentTexts.id, answers.textId))
    .where(and(mine(scope), eq(consentTexts.kind, kind)))
    .orderBy(desc(answers.answeredAt), desc(answers.id))
    .limit(rowsMax);
}

/** One own answer with the very text it was given to: old answers stay readable (A2). */
export async function ownConsentAnswer(scope: OwnScope, id: string) {
  const [row] = await db
    .select({ answer: answers, text: consentTexts })
    .from(answers)
    .innerJoin(consentTexts, eq(consentTexts.id, answers.textId))
    .where(and(mine(scope), eq(answers.id, id)));
  return row;
}

function newestOf(kind: ConsentKind, reader: Reader) {
  return reader
    .select({ version: max(consentTexts.version) })
    .from(consentTexts)
    .where(eq(consentTexts.kind, kind));
}

const isFirstLanguage = ({ locale }: ConsentText) => locale === consentLocales[0];

function mine({ ownerKind, ownerId }: OwnScope): SQL | undefined {
  return and(eq(answers.ownerKind, ownerKind), eq(answers.ownerId, ownerId));
}

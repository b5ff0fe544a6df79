import { and, count, desc, eq, gt, isNull, type SQL } from "drizzle-orm";
import type { Answers, Question } from "@/domain/binding/answers";
import type { OwnScope } from "@/domain/policy";
import { openText, sealText } from "@/lib/crypto";
import { db, type Reader, type Tx } from "../client";
import {
  type ApplicationDraft,
  documents,
  applicationDrafts as drafts,
  emailCodes,
  students,
} from "../schema";

/** A draft with its answers opened: for the one person who typed them. */
export type OpenedDraft = {
  id: string;
  studentId: string;
  ownerKind: ApplicationDraft["ownerKind"];
  ownerId: string;
  version: number;
  answers: Answers;
  /** In which session each answer was typed: only there is it shown again. */
  typedIn: TypedIn;
};

export type TypedIn = { [Q in Question]?: string };

/** What the encrypted document of a draft holds. */
type DraftDocument = { answers: Answers; typedIn: TypedIn };

/** The one draft an applicant has open, with what was typed so far. */
export async function openDraftOf(scope: OwnScope): Promise<OpenedDraft | undefined> {
  const [row] = await db
    .select()
    .from(drafts)
    .where(and(mine(scope), isNull(drafts.submittedAt)));
  return row && opened(row);
}

/** The draft, held until the transaction ends; two tabs that save are one after the other. */
export async function lockDraft(tx: Tx, id: string) {
  const [row] = await tx.select().from(drafts).where(eq(drafts.id, id)).for("update");
  return row && { ...row, ...opened(row) };
}

/** A draft and its child, both held: everything that concerns one child is one after the other. */
export async function lockDraftAndChild(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      draft: drafts,
      child: { schoolId: students.schoolId, status: students.status },
    })
    .from(drafts)
    .innerJoin(students, eq(students.id, drafts.studentId))
    .where(eq(drafts.id, id))
    .for("update")
    .prepare("draft_and_child")
    .execute();
  return row && { ...row.draft, ...opened(row.draft), child: row.child };
}

/** The newest code mailed for a draft: only that one counts. */
export async function latestCode(reader: Reader, draftId: string) {
  const [row] = await reader
    .select()
    .from(emailCodes)
    .where(eq(emailCodes.draftId, draftId))
    .orderBy(desc(emailCodes.createdAt))
    .limit(1);
  return row;
}

/** How many codes were mailed for a draft since a moment. */
export async function codesMailedSince(reader: Reader, draftId: string, since: Date) {
  const [row] = await reader
    .select({ mailed: count() })
    .from(emailCodes)
    .where(and(eq(emailCodes.draftId, draftId), gt(emailCodes.createdAt, since)));
  return row!.mailed;
}

/** Whether a photo belongs to a draft and is still kept. */
export async function documentOfDraft(reader: Reader, draftId: string, documentId: string) {
  const [row] = await reader
    .select({ id: documents.id, mediaType: documents.mediaType })
    .from(documents)
    .where(and(eq(documents.id, documentId), eq(documents.draftId, draftId)));
  return row;
}

const context = (id: string) => `application_drafts.answers:${id}`;

export const sealDocument = (id: string, { answers, typedIn }: DraftDocument) =>
  sealText(JSON.stringify({ answers, typedIn }), context(id));

function opened(row: ApplicationDraft): OpenedDraft {
  const { id, studentId, ownerKind, ownerId, version, answersCipher } = row;
  const nothing: DraftDocument = { answers: {}, typedIn: {} };
  const kept = answersCipher ? JSON.parse(openText(answersCipher, context(id))) : nothing;
  return { id, studentId, ownerKind, ownerId, version, ...(kept as DraftDocument) };
}

function mine({ ownerKind, ownerId }: OwnScope): SQL | undefined {
  return and(eq(drafts.ownerKind, ownerKind), eq(drafts.ownerId, ownerId));
}

import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { lockDraft } from "@/db/queries/drafts";
import { documents } from "@/db/schema";
import { mayOpen, withAnswer } from "@/domain/binding/wizard";
import type { Actor } from "@/domain/policy";
import { digest, seal } from "@/lib/crypto";
import { insist, Refusal } from "../refusal";
import { authorise, inTransaction, record, type Tx } from "../transaction";
import { asPlainImage } from "./document-image";
import { keepAnswers } from "./save-answer";

export type AttachDocument = { draftId: string; file: Buffer };

/**
 * Keep the picture of the document that proves guardianship (五(二)2, A20), encrypted for its row.
 * A new picture replaces the one before.
 * @throws Refusal `not_found`, `submitted`, `out_of_order`, or why the file cannot be taken.
 */
export async function attachDocument(by: Actor, input: AttachDocument) {
  // Looked at before and again after re-encoding: nobody without a draft costs us that work.
  await inTransaction((tx) => heldDraft(tx, by, input.draftId));
  const image = insist(await asPlainImage(input.file));

  await inTransaction(async (tx) => {
    const draft = await heldDraft(tx, by, input.draftId);
    await tx
      .delete(documents)
      .where(and(eq(documents.draftId, draft.id), isNull(documents.applicationId)));
    const id = randomUUID();
    await tx.insert(documents).values({
      id,
      draftId: draft.id,
      kind: draft.answers.paper!.kind,
      mediaType: "image/jpeg",
      contentCipher: seal(image, `documents.content:${id}`),
      contentHash: digest(image),
    });
    await keepAnswers(tx, draft, withAnswer(draft.answers, "photo", { documentId: id }));
    await record(tx, by, { action: "binding.attach_document", subjectId: draft.id });
  });
}

async function heldDraft(tx: Tx, by: Actor, draftId: string) {
  const held = await lockDraft(tx, draftId);
  const draft = authorise(by, "binding.attach_document", held);
  if (draft.submittedAt) throw new Refusal("submitted");
  if (!mayOpen("photo", draft.answers, draft.ownerKind)) throw new Refusal("out_of_order");
  return draft;
}

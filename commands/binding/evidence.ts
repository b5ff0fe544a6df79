import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { type ConsentText, documents, signatures } from "@/db/schema";
import type { CompleteForm } from "@/domain/binding/wizard";
import type { Signature } from "@/domain/consent/signature";
import { blindIndex, canonical, sealText } from "@/lib/crypto";
import type { Source } from "../account/sessions";
import { Refusal } from "../refusal";
import type { Tx } from "../transaction";

export type Signed = {
  signature: Signature;
  form: CompleteForm;
  text: Pick<ConsentText, "id" | "hash">;
  source: Source;
};

/**
 * The signature with what it was given under: the text, the form, when, from where (五(一)1).
 * The form's fingerprint is keyed: a bare hash of a form with an ID in it would give the ID away.
 */
export function keepSignature(tx: Tx, applicationId: string, signed: Signed) {
  const { signature, form, text, source } = signed;
  const id = randomUUID();
  const { manner } = signature;
  const content = manner === "drawn" ? JSON.stringify(signature.strokes) : signature.typedName;
  return tx.insert(signatures).values({
    id,
    subjectKind: "application",
    subjectId: applicationId,
    manner,
    contentCipher: sealText(content, `signatures.content:${id}`),
    textId: text.id,
    textHash: text.hash,
    formHash: blindIndex("form", canonical(form)),
    address: source.address,
    agent: source.agent,
  });
}

/** The document's facts as last typed, and whose evidence it now is (A20). */
export async function keepPaper(
  tx: Tx,
  draftId: string,
  applicationId: string,
  form: CompleteForm,
) {
  const { paper, documentId } = form;
  if (!paper || !documentId) return;
  const { kind, number, issuer, issuedOn, expiresOn } = paper;
  const numberCipher = number ? sealText(number, `documents.number:${documentId}`) : null;
  const kept = await tx
    .update(documents)
    .set({ applicationId, kind, numberCipher, issuer, issuedOn, expiresOn })
    .where(and(eq(documents.id, documentId), eq(documents.draftId, draftId)))
    .returning({ id: documents.id });
  if (kept.length === 0) throw new Refusal("incomplete");
}

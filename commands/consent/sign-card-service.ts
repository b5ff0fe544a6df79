import { randomUUID } from "node:crypto";
import { z } from "zod";
import { databaseNow } from "@/db/queries/clock";
import { cardDecisionInForce, lockPortalChild } from "@/db/queries/portal";
import { type ConsentText, cardServices, signatures } from "@/db/schema";
import { judgeSigner, SignerName } from "@/domain/consent/signer";
import { type Actor, ownScope } from "@/domain/policy";
import { compareNames } from "@/domain/roster/names";
import { blindIndex, canonical, sealText } from "@/lib/crypto";
import type { Source } from "../account/sessions";
import { insist } from "../refusal";
import { authorise, inTransaction, record, type Tx } from "../transaction";
import { addAnswer, textToAnswer } from "./answering";

/** Open or decline, each signed by a parent's typed name. */
export const SignCardService = z.object({
  textId: z.uuid(),
  opened: z.boolean(),
  typedName: SignerName,
});
type Signing = z.infer<typeof SignCardService> & { source: Source };

/**
 * Open the student card's functions (學生證多元功能開通服務) or decline them, on an own consent. A
 * change of mind is a new row and the last one counts; the same press twice is one decision.
 * @returns the id of the consent answer.
 * @throws Refusal `not_found`, `text_outdated`, `signature_is_child`.
 */
export async function signCardService(by: Actor, input: Signing): Promise<string> {
  return inTransaction(async (tx) => {
    const held = by.kind === "portal" ? await lockPortalChild(tx, by.studentId) : undefined;
    const child = authorise(by, "consent.sign_card", held);
    const text = await textToAnswer(tx, input.textId, "student_card");
    insist(judgeSigner(compareNames(input.typedName, child.name)));
    const before = await cardDecisionInForce(tx, child.studentId);
    if (before && repeats(before, input, by)) return before.answer.id;

    const now = await databaseNow(tx);
    const { studentId } = child;
    const answered = { text, agreed: input.opened, source: input.source, studentId, now };
    const answerId = await addAnswer(tx, ownScope(by)!, answered);
    const decision = { id: randomUUID(), studentId, answerId, opened: input.opened };
    await tx.insert(cardServices).values({ ...decision, decidedAt: now });
    await keepSignature(tx, decision, { ...input, text, now });
    await record(tx, by, {
      action: "consent.sign_card",
      subjectId: decision.id,
      from: before && decided(before.service),
      to: decided(decision),
    });
    return answerId;
  });
}

type InForce = NonNullable<Awaited<ReturnType<typeof cardDecisionInForce>>>;

function repeats({ service, answer, typedName }: InForce, input: Signing, by: Actor) {
  return (
    service.opened === input.opened &&
    answer.textId === input.textId &&
    answer.ownerId === by.id &&
    answer.address === input.source.address &&
    answer.agent === input.source.agent &&
    typedName === input.typedName
  );
}

type Signed = Signing & { text: ConsentText; now: Date };

/** The signature with what it was given under; the form's fingerprint is keyed, as it has a name. */
async function keepSignature(
  tx: Tx,
  decision: { id: string; studentId: string; opened: boolean },
  { typedName, text, source, now }: Signed,
) {
  const id = randomUUID();
  const form = { studentId: decision.studentId, opened: decision.opened, typedName };
  await tx.insert(signatures).values({
    id,
    subjectKind: "student_card",
    subjectId: decision.id,
    manner: "typed",
    contentCipher: sealText(typedName, `signatures.content:${id}`),
    textId: text.id,
    textHash: text.hash,
    formHash: blindIndex("form", canonical(form)),
    signedAt: now,
    ...source,
  });
}

const decided = ({ opened }: { opened: boolean }) => (opened ? "opened" : "declined");

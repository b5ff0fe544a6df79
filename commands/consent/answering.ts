import { ownConsentAnswers, publishedText } from "@/db/queries/consent";
import { type ConsentText, consentAnswers } from "@/db/schema";
import type { ConsentKind } from "@/domain/consent/kinds";
import type { OwnScope } from "@/domain/policy";
import type { Source } from "../account/sessions";
import { Refusal } from "../refusal";
import type { Tx } from "../transaction";

/**
 * The text somebody read and answers now.
 * @throws Refusal `not_found` for a text of another kind, `text_outdated` when a newer version
 * was published while it was read.
 */
export async function textToAnswer(tx: Tx, id: string, kind: ConsentKind): Promise<ConsentText> {
  const published = await publishedText(tx, id);
  if (published?.text.kind !== kind) throw new Refusal("not_found");
  if (published.text.version < published.newestVersion) throw new Refusal("text_outdated");
  return published.text;
}

type Answering = { text: ConsentText; agreed: boolean; source: Source };

/** The own answer that counts so far, and whether the one given now only repeats it. */
export async function answerBefore(tx: Tx, owner: OwnScope, { text, agreed, source }: Answering) {
  const rows = await ownConsentAnswers(owner, text.kind, { reader: tx, rowsMax: 1 });
  const latest = rows[0];
  const repeated =
    latest?.textId === text.id &&
    latest.agreed === agreed &&
    !latest.spent &&
    latest.address === source.address &&
    latest.agent === source.agent;
  return { latest, repeated: repeated ? latest : undefined };
}

/** A new answer beside the earlier ones; the last one counts (A15). */
export async function addAnswer(
  tx: Tx,
  owner: OwnScope,
  { text, agreed, source, studentId, now }: Answering & { studentId: string; now: Date },
): Promise<string> {
  const [row] = await tx
    .insert(consentAnswers)
    .values({
      textId: text.id,
      studentId,
      ownerKind: owner.ownerKind,
      ownerId: owner.ownerId,
      agreed,
      answeredAt: now,
      ...source,
    })
    .returning({ id: consentAnswers.id });
  return row!.id;
}

/** An answer as the trail names it. */
export const named = (answer: { agreed: boolean } | undefined) =>
  answer && (answer.agreed ? "agreed" : "refused");

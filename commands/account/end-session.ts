import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";
import { closeSession } from "./sessions";

export const EndSession = z.object({ sessionId: z.uuid() });

/** Sign out: the session is over on its next request, in every browser that holds its cookie. */
export async function endSession(by: Actor, input: z.infer<typeof EndSession>) {
  await inTransaction(async (tx) => {
    const [held] = await tx
      .select({ id: sessions.id, kind: sessions.kind, subjectId: sessions.subjectId })
      .from(sessions)
      .where(and(eq(sessions.id, input.sessionId), isNull(sessions.endedAt)))
      .for("update");
    const session = held?.kind === by.kind ? held : undefined;
    const { id, subjectId } = authorise(by, "account.sign_out", session);

    await closeSession(tx, id, "signed_out");
    await record(tx, by, { action: "account.sign_out", subjectId });
  });
}

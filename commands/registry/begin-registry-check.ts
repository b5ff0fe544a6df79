import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import {
  type CheckedApplication,
  lockForQuestion,
  lockGate,
  questionsWaiting,
} from "@/db/queries/registry";
import { applications, registryChecks, registryGate } from "@/db/schema";
import { applicationTransitions } from "@/domain/binding/statuses";
import type { Actor } from "@/domain/policy";
import { type Gate, type Passage, takePermit } from "@/domain/registry/gate";
import { afterSilence } from "@/domain/registry/retries";
import { advance } from "@/domain/transition";
import { env } from "@/lib/env";
import { later, seconds } from "@/lib/time";
import { refer } from "../binding/approval";
import { authorise, inTransaction, promise, record, type Tx } from "../transaction";
import { aboutWhom, askAgain, peopleAsked, type Question } from "./question";

export const BeginRegistryCheck = z.object({ applicationId: z.uuid() });

/** How long a question belongs to the process that asks it; after that another may. */
const claimMs = () => env.REGISTRY_TIMEOUT_MS + seconds(5);

/**
 * Take up one application's question to the household registry (四(四)). Undefined when there is
 * nothing to ask now: decided meanwhile, asked by another process, or put off by the gate.
 */
export async function beginRegistryCheck(
  by: Actor,
  { applicationId }: z.infer<typeof BeginRegistryCheck>,
): Promise<Question | undefined> {
  return inTransaction(async (tx) => {
    const held = await lockForQuestion(tx, applicationId);
    const { application, child, flagged, now } = authorise(by, "registry.ask", held);
    if (!advance(applicationTransitions, "refer", application.status).allowed) return undefined;
    if (application.nextCheckAt! > now) return leaveItTo(tx, application, now);

    const limits = { perMinute: env.REGISTRY_PER_MINUTE, probeMs: claimMs() };
    const passage = takePermit(await lockGate(tx), now, limits);
    if (!passage.passed) {
      await putOff(tx, by, application, passage, now);
      return undefined;
    }

    const attempt = application.checkAttempts + 1;
    const checkId = randomUUID();
    const question = { id: checkId, applicationId, attempt, askedAt: now };
    await take(tx, passage.gate, question, later(now, claimMs()));
    await record(tx, by, { action: "registry.ask", subjectId: applicationId });
    const about = aboutWhom(application, child);
    return { checkId, attempt, flagged, about, ...peopleAsked(application, child) };
  });
}

type Check = typeof registryChecks.$inferInsert;

/** The permit, the question and the claim, in one statement: everybody else waits for the gate. */
async function take(tx: Tx, gate: Gate, question: Check, claimedUntil: Date) {
  const passed = tx
    .$with("passed")
    .as(tx.update(registryGate).set(gate).where(eq(registryGate.id, 1)).returning({ one: sql`1` }));
  const asked = tx
    .$with("asked")
    .as(tx.insert(registryChecks).values(question).returning({ one: sql`1` }));
  await tx
    .with(passed, asked)
    .update(applications)
    .set({ checkAttempts: question.attempt, nextCheckAt: claimedUntil })
    .where(eq(applications.id, question.applicationId))
    .prepare("registry_take")
    .execute();
}

/**
 * Not due. When that is because a question is on its way, ring once more after its time: the
 * process that asked it may be dead.
 */
async function leaveItTo(
  tx: Tx,
  { id, nextCheckAt }: CheckedApplication,
  now: Date,
): Promise<undefined> {
  const claimed = nextCheckAt! <= later(now, claimMs());
  if (claimed) await promise(tx, "registry.check", { applicationId: id }, nextCheckAt!);
}

/** No passage: queue up behind everyone who waits, or let a person decide when it took too long. */
async function putOff(
  tx: Tx,
  by: Actor,
  application: CheckedApplication,
  { because, notBefore }: Extract<Passage, { passed: false }>,
  now: Date,
) {
  const waitedMs = now.getTime() - application.submittedAt.getTime();
  const mayWait = afterSilence({ attempts: 0, waitedMs }).again;
  if (because === "breaker" && !mayWait) {
    const to = await refer(tx, application, "registry_silent");
    const { id: subjectId, status: from } = application;
    await record(tx, by, { action: "registry.ask", subjectId, from, to, detail: "breaker" });
    return;
  }
  const turnMs = (60_000 / env.REGISTRY_PER_MINUTE) * (await questionsWaiting(tx));
  await askAgain(tx, application, later(notBefore, turnMs));
}

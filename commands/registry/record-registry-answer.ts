import { and, eq, isNull } from "drizzle-orm";
import {
  type CheckedApplication,
  type CheckedChild,
  lockForAnswer,
  lockGate,
  obstaclesTo,
} from "@/db/queries/registry";
import { registryChecks } from "@/db/schema";
import { assess, type Established } from "@/domain/binding/assessment";
import { applicationTransitions } from "@/domain/binding/statuses";
import type { Actor } from "@/domain/policy";
import type { Heard } from "@/domain/registry/answers";
import { afterFailure, calmed } from "@/domain/registry/gate";
import { afterSilence } from "@/domain/registry/retries";
import { compareNames } from "@/domain/roster/names";
import { advance } from "@/domain/transition";
import { refuse } from "@/domain/verdict";
import { later } from "@/lib/time";
import { approve, refer } from "../binding/approval";
import { authorise, inTransaction, record, type Tx } from "../transaction";
import { type Asked, aboutWhom, askAgain, keepGate } from "./question";

/** `asked` is missing when a question could not even be asked. */
export type RecordRegistryAnswer = Readonly<{
  applicationId: string;
  asked?: Asked;
  heard: Heard;
}>;

type Held = NonNullable<Awaited<ReturnType<typeof lockForAnswer>>>;

/**
 * What the registry said, or that it said nothing, and what follows: approval, a person's review or
 * another question later (五(一)2, A7). Recorded twice, or after somebody decided, it changes nothing.
 */
export async function recordRegistryAnswer(by: Actor, input: RecordRegistryAnswer): Promise<void> {
  await inTransaction(async (tx) => {
    const held = authorise(by, "registry.answer", await lockForAnswer(tx, input.applicationId));
    const { application, child, now } = held;
    if (!advance(applicationTransitions, "refer", application.status).allowed) return;

    const established = establish(input, application, child);
    await keepOutcome(tx, input, established, now);
    if (established) await decide(tx, by, held, established, input.asked!);
    else await bearSilence(tx, by, held, input);
  });
}

/** What the answer is worth: nothing, when it is none or when it is about other numbers. */
function establish(
  { heard, asked }: RecordRegistryAnswer,
  application: CheckedApplication,
  child: CheckedChild,
): Established | undefined {
  if (heard.outcome === "silent" || heard.outcome === "garbled") return undefined;
  // The roster may have corrected a number while the registry was thinking.
  if (asked?.about !== aboutWhom(application, child)) return undefined;
  if (heard.outcome !== "yes") return { answer: heard.outcome };
  const { kind, authority } = heard;
  const applicantName = compareNames(application.name, heard.applicantName);
  const childName = compareNames(child.name, heard.childName);
  return { answer: "yes", kind, authority, applicantName, childName };
}

/** The evidence for a reviewer: the answer and how names compare, never the household (B12). */
async function keepOutcome(
  tx: Tx,
  { asked, heard }: RecordRegistryAnswer,
  established: Established | undefined,
  answeredAt: Date,
) {
  if (!asked) return;
  const { answer, ...facts } = established ?? {};
  await tx
    .update(registryChecks)
    .set({ answeredAt, outcome: answer ?? unheard(heard)?.outcome ?? "garbled", ...facts })
    .where(and(eq(registryChecks.id, asked.checkId), isNull(registryChecks.answeredAt)));
}

/** The registry speaks: approve, or let a person decide. All facts are read anew, rows held. */
async function decide(
  tx: Tx,
  by: Actor,
  { application, gateIsCalm, now }: Held,
  established: Established,
  asked: Asked,
) {
  const found = await obstaclesTo(tx, application.id);
  const obstacles = { ...found, flagged: found.flagged || asked.flagged };
  const assessment = assess(application, established, obstacles);
  const verdict = assessment.approve
    ? await approve(tx, application, "registry", now)
    : refuse(assessment.reason);
  const to = verdict.allowed ? verdict.value : await refer(tx, application, verdict.reason);
  const detail = verdict.allowed ? established.answer : verdict.reason;
  const { id: subjectId, status: from } = application;
  await record(tx, by, { action: "registry.answer", subjectId, from, to, detail });
  if (!gateIsCalm) await keepGate(tx, calmed);
}

/** Nothing usable came: ask again after a growing while, at last let a person decide (C13). */
async function bearSilence(
  tx: Tx,
  by: Actor,
  { application, now }: Held,
  { asked, heard }: RecordRegistryAnswer,
) {
  const { id: subjectId, status: from, checkAttempts, submittedAt } = application;
  // A later question is on its way, and speaks for itself.
  if (asked && asked.attempt < checkAttempts) return;
  const attempts = asked ? checkAttempts : checkAttempts + 1;
  const waitedMs = now.getTime() - submittedAt.getTime();
  const next = afterSilence({ attempts, waitedMs });
  const to = next.again ? from : await refer(tx, application, "registry_silent");
  if (next.again) {
    const afterMs = Math.max(next.afterMs, unheard(heard)?.retryAfterMs ?? 0);
    await askAgain(tx, { id: subjectId, checkAttempts: attempts }, later(now, afterMs));
  }
  const detail = unheard(heard)?.outcome ?? "other_numbers";
  await record(tx, by, { action: "registry.answer", subjectId, from, to, detail });
  if (asked && unheard(heard)) await keepGate(tx, afterFailure(await lockGate(tx), now));
}

const unheard = (heard: Heard) =>
  heard.outcome === "silent" || heard.outcome === "garbled" ? heard : undefined;

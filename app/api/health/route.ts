import { setTimeout as wait } from "node:timers/promises";
import { databaseCondition } from "@/db/queries/health";
import { faultOf, log } from "@/lib/log";
import { queueAnswers } from "./queue";

export const dynamic = "force-dynamic";

/** Longer than this without an answer is no answer. */
const patienceMs = 3_000;

/**
 * For whoever watches the service: named states, no versions, no persons. 200 when all is well,
 * else 503. `?live` asks only whether this process answers.
 */
export async function GET(request: Request) {
  if (new URL(request.url).searchParams.has("live")) return answer({ status: "alive" }, true);

  const [condition, queue] = await Promise.all([
    within(databaseCondition()),
    within(queueAnswers().then(() => true)),
  ]);
  const states = {
    database: databaseState(condition),
    queue: queue ? "reachable" : "unreachable",
    worker: condition?.beating ? "beating" : "silent",
  };
  const isWell = condition?.migrated === true && condition.beating && queue === true;
  return answer({ status: isWell ? "well" : "unwell", ...states }, isWell);
}

function databaseState(condition: { migrated: boolean } | undefined) {
  if (!condition) return "unreachable";
  return condition.migrated ? "reachable" : "not_migrated";
}

/** The answer, or undefined when there is none in time; the log gets the kind of fault. */
async function within<T>(asking: Promise<T>): Promise<T | undefined> {
  const asked = asking.catch((error: unknown) => {
    log.warn(faultOf(error), "a health question failed");
    return undefined;
  });
  return Promise.race([asked, wait(patienceMs, undefined, { ref: false })]);
}

function answer(states: Record<string, string>, isWell: boolean) {
  const headers = { "Cache-Control": "no-store" };
  return Response.json(states, { status: isWell ? 200 : 503, headers });
}

import { z } from "zod";
import type { Question } from "@/commands/registry/question";
import { type Heard, registryAuthorities, registryKinds } from "@/domain/registry/answers";
import { env } from "@/lib/env";
import { faultOf, log } from "@/lib/log";
import { seconds } from "@/lib/time";

const Named = z.object({ name: z.string().min(1).max(200) });
const requestId = z.uuid();

/** The words of docs/registry-protocol.md; whatever is not one of them is nonsense. */
const Answer = z.discriminatedUnion("answer", [
  z.object({
    requestId,
    answer: z.literal("yes"),
    kind: z.enum(registryKinds),
    authority: z.enum(registryAuthorities),
    applicant: Named,
    child: Named,
  }),
  z.object({ requestId, answer: z.enum(["no", "cannot_tell", "not_found"]) }),
]);

const bodyBytesMax = 64_000;
const retryAfterMaxMs = seconds(3_600);

type Asking = Pick<Question, "checkId" | "applicant" | "child">;

/**
 * Ask the household registry (戶役政線上查詢) about one pair. Never throws: whatever goes wrong out
 * there is silence or nonsense, and neither is ever an answer (C13).
 */
export async function askHouseholdRegistry({ checkId, applicant, child }: Asking): Promise<Heard> {
  if (!env.REGISTRY_URL) return { outcome: "silent" };
  try {
    const response = await fetch(`${env.REGISTRY_URL.replace(/\/$/, "")}/v1/relations`, {
      method: "POST",
      headers: headersFor(checkId),
      body: JSON.stringify({ requestId: checkId, applicant, child }),
      signal: AbortSignal.timeout(env.REGISTRY_TIMEOUT_MS),
      redirect: "error",
    });
    if (response.status !== 200) return await refused(response, checkId);
    return understood(await bounded(response), checkId);
  } catch (error) {
    log.warn({ checkId, ...faultOf(error) }, "the household registry did not answer");
    return { outcome: "silent" };
  }
}

function headersFor(checkId: string) {
  const headers = { "content-type": "application/json", "x-request-id": checkId };
  return env.REGISTRY_TOKEN
    ? { ...headers, authorization: `Bearer ${env.REGISTRY_TOKEN}` }
    : headers;
}

/** The body is not read: a page of words from outside has no place in a log. */
async function refused(response: Response, checkId: string): Promise<Heard> {
  const { status } = response;
  await response.body?.cancel();
  const ours = status === 400 || status === 401;
  log[ours ? "error" : "warn"]({ checkId, status }, "the household registry refused a question");
  const retryAfterS = Number(response.headers.get("retry-after"));
  if (status !== 429 || !(retryAfterS > 0)) return { outcome: "silent" };
  return { outcome: "silent", retryAfterMs: Math.min(seconds(retryAfterS), retryAfterMaxMs) };
}

function understood(text: string | undefined, checkId: string): Heard {
  const answer = Answer.safeParse(parsed(text));
  if (!answer.success || answer.data.requestId !== checkId) {
    log.warn({ checkId }, "the household registry answered nonsense");
    return { outcome: "garbled" };
  }
  if (answer.data.answer !== "yes") return { outcome: answer.data.answer };
  const { kind, authority, applicant, child } = answer.data;
  return { outcome: "yes", kind, authority, applicantName: applicant.name, childName: child.name };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** The text of the answer, or undefined when it is longer than any answer could be. */
async function bounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bodyBytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

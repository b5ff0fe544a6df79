import { eq } from "drizzle-orm";
import { afterAll, beforeEach } from "vitest";
import { beginRegistryCheck } from "@/commands/registry/begin-registry-check";
import type { Question } from "@/commands/registry/question";
import { db } from "@/db/client";
import { applications, registryGate } from "@/db/schema";
import type { RegistryAuthority, RegistryKind } from "@/domain/registry/answers";
import { startSimulator } from "../../scripts/simulator/server";
import { anApplication, aStudent } from "./factories";

/** The household registry of this test file: the simulator that ships with the project. */
export const registry = await startSimulator();
process.env.REGISTRY_URL = registry.url;
process.env.REGISTRY_TIMEOUT_MS = "5000";

beforeEach(async () => {
  registry.control({ mode: "normal" });
  await setGate({ permits: 1_000, failuresInRow: 0, openUntil: null, refilledAt: new Date(0) });
});
afterAll(() => registry.close());

export const bySystem = { kind: "system", id: "test" } as const;

export const setGate = (gate: Partial<typeof registryGate.$inferInsert>) =>
  db.update(registryGate).set(gate).where(eq(registryGate.id, 1));

export async function gateNow() {
  const [gate] = await db.select().from(registryGate).where(eq(registryGate.id, 1));
  return gate!;
}

type Pair = {
  applicant: { number: string; name: string };
  child: { number: string; name: string };
  kind?: RegistryKind;
  authority?: RegistryAuthority;
};

/** The registry knows two people, and the relation when a kind is given. */
export function registryKnows({ applicant, child, kind, authority = "full" }: Pair) {
  const { number, name } = applicant;
  registry.know([
    { number, name },
    { number: child.number, name: child.name },
  ]);
  if (!kind) return;
  registry.know([{ applicant: number, child: child.number, answer: "yes", kind, authority }]);
}

/** A question taken up for an application, as the job takes it up. */
export async function asked(applicationId: string): Promise<Question> {
  const question = await beginRegistryCheck(bySystem, { applicationId });
  if (!question) throw new Error("there was nothing to ask");
  return question;
}

/** The time of the next question has come. */
export const makeDue = (applicationId: string) =>
  db
    .update(applications)
    .set({ nextCheckAt: new Date(0) })
    .where(eq(applications.id, applicationId));

/** An application whose applicant the registry knows as the child's father. */
export async function aKnownFamily() {
  const student = await aStudent();
  const application = await anApplication({ student });
  const { number, name } = application;
  const child = { number: student.number, name: student.name };
  registryKnows({ applicant: { number, name }, child, kind: "father" });
  return application;
}

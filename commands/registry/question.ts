import { eq } from "drizzle-orm";
import type { CheckedApplication, CheckedChild } from "@/db/queries/registry";
import { applications, registryGate } from "@/db/schema";
import type { Gate } from "@/domain/registry/gate";
import { digest, openText } from "@/lib/crypto";
import { promise, type Tx } from "../transaction";

/** A person as the registry is asked about: numbers in the clear, in memory only. */
type Person = { number: string; name: string };

/** One question to the registry, and what of its asking must be known when the answer comes. */
export type Question = Readonly<{
  checkId: string;
  attempt: number;
  applicant: Person;
  child: Person;
  /** A flag stood when the question was asked: whatever becomes of it, a person looks (abuse 10). */
  flagged: boolean;
  /** Fingerprint of the two numbers asked about. */
  about: string;
}>;

/** What is remembered of a question while the registry thinks: nothing personal. */
export type Asked = Pick<Question, "checkId" | "attempt" | "flagged" | "about">;

/** Numbers decrypted for the question. @throws Error when a value was changed or moved. */
export function peopleAsked(application: CheckedApplication, child: CheckedChild) {
  return {
    applicant: {
      number: openText(application.numberCipher, `applications.number:${application.id}`),
      name: application.name,
    },
    child: {
      number: openText(child.numberCipher, `students.number:${child.id}`),
      name: child.name,
    },
  };
}

/** Tells whether the two numbers are still the ones asked about: a roster may correct a child's. */
export function aboutWhom(application: CheckedApplication, child: CheckedChild) {
  return digest(Buffer.concat([application.personIndex, child.numberIndex])).toString("base64");
}

/** Ask again at this time: the row says so, and the bell is promised with it. */
export async function askAgain(
  tx: Tx,
  { id, checkAttempts }: Pick<CheckedApplication, "id" | "checkAttempts">,
  nextCheckAt: Date,
) {
  await tx.update(applications).set({ nextCheckAt, checkAttempts }).where(eq(applications.id, id));
  await promise(tx, "registry.check", { applicationId: id }, nextCheckAt);
}

export async function keepGate(tx: Tx, gate: Partial<Gate>) {
  await tx.update(registryGate).set(gate).where(eq(registryGate.id, 1));
}

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { registryAuthorities, registryKinds } from "@/domain/registry/answers";

/** A person the registry finds, or what it can say of two of them. One JSON value a line. */
export const AnswerLine = z.union([
  z.strictObject({ number: z.string(), name: z.string() }),
  z.strictObject({
    applicant: z.string(),
    child: z.string(),
    answer: z.literal("yes"),
    kind: z.enum(registryKinds),
    authority: z.enum(registryAuthorities),
  }),
  z.strictObject({ applicant: z.string(), child: z.string(), answer: z.literal("cannot_tell") }),
]);
export type AnswerLine = z.infer<typeof AnswerLine>;

type Relation = Extract<AnswerLine, { answer: string }>;

/** What the registry is asked: two people by number. */
export type Pair = { applicant: { number: string }; child: { number: string } };

/** The simulated household registry's knowledge. */
export class Answers {
  readonly #names = new Map<string, string>();
  readonly #relations = new Map<string, Relation>();

  learn(line: AnswerLine) {
    if ("number" in line) this.#names.set(line.number, line.name);
    else this.#relations.set(`${line.applicant} ${line.child}`, line);
  }

  /** Two known people without a relation are a "no"; somebody unknown is "not_found". */
  about({ applicant, child }: Pair) {
    const [adultName, childName] = [applicant, child].map(({ number }) => this.#names.get(number));
    if (adultName === undefined || childName === undefined) return { answer: "not_found" } as const;
    const relation = this.#relations.get(`${applicant.number} ${child.number}`);
    if (!relation) return { answer: "no" } as const;
    if (relation.answer === "cannot_tell") return { answer: "cannot_tell" } as const;
    const { answer, kind, authority } = relation;
    return { answer, kind, authority, applicant: { name: adultName }, child: { name: childName } };
  }
}

/** @throws Error naming the line, never its content, when a line is not an answer. */
export async function readAnswers(file: string, answers = new Answers()): Promise<Answers> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    count += 1;
    if (line.trim() === "") continue;
    try {
      answers.learn(AnswerLine.parse(JSON.parse(line)));
    } catch {
      throw new Error(`${file}, line ${count}: this is not an answer of the registry.`);
    }
  }
  return answers;
}

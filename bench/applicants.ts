import { randomUUID } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { sealDocument } from "@/db/queries/drafts";
import {
  applicationDrafts,
  consentAnswers,
  consentTexts,
  portalAccounts,
  schools,
  sessions,
  students,
} from "@/db/schema";
import type { Answers } from "@/domain/binding/answers";
import { blindIndex, sealText } from "@/lib/crypto";
import { numberAt } from "./families";

export const applicantName = "王大明";

/** The rows each applicant brings along; the digit begins their ids. */
const prepared = { student: 1, portal: 2, session: 3, answer: 4, draft: 5 } as const;
export type Prepared = keyof typeof prepared;
export const preparedRows = Object.keys(prepared) as Prepared[];

/** How the id of a prepared row begins; the place follows in twelve digits. */
export const idPrefix = (row: Prepared) => `${prepared[row]}0000000-0000-4000-8000-`;

/** An id that follows from the applicant's place in the row, so that pgbench can tell it as well. */
export const idAt = (row: Prepared, at: number) => idPrefix(row) + String(at).padStart(12, "0");

/** The school all benchmark applicants share, and the consent text in force. */
export async function someSurroundings() {
  const [school] = await db
    .insert(schools)
    .values({
      sourcedId: randomUUID(),
      code: "BENCH2",
      name: "測試國小",
      level: "elementary",
      district: "松山區",
    })
    .returning({ id: schools.id });
  const [text] = await db
    .select({ id: consentTexts.id })
    .from(consentTexts)
    .where(and(eq(consentTexts.kind, "parent_account"), eq(consentTexts.locale, "zh-TW")))
    .orderBy(desc(consentTexts.version))
    .limit(1);
  return { schoolId: school!.id, textId: text!.id };
}

export type Surroundings = Awaited<ReturnType<typeof someSurroundings>>;

/** Applicants `from` to `from + count`, each signed in, agreed, and with a form that lacks only the signature. */
export async function readyApplicants(where: Surroundings, from: number, count: number) {
  const places = Array.from({ length: count }, (_, index) => from + index);
  await db.insert(students).values(places.map((at) => childAt(where, at)));
  await db
    .insert(portalAccounts)
    .values(places.map((at) => ({ id: idAt("portal", at), studentId: idAt("student", at) })));
  await db.insert(sessions).values(places.map(sessionAt));
  await db.insert(consentAnswers).values(places.map((at) => answerAt(where, at)));
  await db.insert(applicationDrafts).values(places.map(draftAt));
  return places;
}

const hourMs = 60 * 60_000;

/** Seen in the future: a session just used writes nothing down, however long the benchmark takes. */
const sessionAt = (at: number) => ({
  id: idAt("session", at),
  kind: "portal" as const,
  subjectId: idAt("portal", at),
  address: "192.0.2.1",
  seenAt: new Date(Date.now() + hourMs),
  expiresAt: new Date(Date.now() + 2 * hourMs),
});

function childAt({ schoolId }: Surroundings, at: number) {
  const id = idAt("student", at);
  const number = `bench child ${at}`;
  return {
    id,
    sourcedId: id,
    schoolId,
    studentNumber: `S${at}`,
    name: "王小明",
    birthday: "2016-09-01",
    status: "enrolled" as const,
    numberCipher: sealText(number, `students.number:${id}`),
    numberIndex: blindIndex("person", number),
  };
}

const owner = (at: number) => ({ ownerKind: "portal" as const, ownerId: idAt("portal", at) });

const answerAt = ({ textId }: Surroundings, at: number) => ({
  id: idAt("answer", at),
  textId,
  studentId: idAt("student", at),
  agreed: true,
  ...owner(at),
});

function draftAt(at: number) {
  const id = idAt("draft", at);
  const email = `bench${at}@example.com`;
  const answers: Answers = {
    mode: { mode: "one_parent" },
    name: { name: applicantName },
    relation: { relation: "father" },
    number: { number: numberAt(at) },
    mobile: { mobile: `09${String(10_000_000 + at)}` },
    email: { email },
    code: { email },
  };
  const studentId = idAt("student", at);
  const answersCipher = sealDocument(id, { answers, typedIn: { number: idAt("session", at) } });
  return { id, studentId, locale: "zh-TW", answersCipher, ...owner(at) };
}

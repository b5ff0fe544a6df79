import { randomUUID } from "node:crypto";
import { db } from "@/db/client";
import { applications, consentAnswers, consentTexts, schools, students } from "@/db/schema";
import { isValidNumber } from "@/domain/ids/national-number";
import { blindIndex, digest, sealText } from "@/lib/crypto";
import type { AnswerLine } from "../scripts/simulator/answers";

/** An invented number of valid form for each place in the row, as long as there are any. */
export function numberAt(place: number) {
  const letter = "ABCDEFGHJK"[place % 10];
  const body = `${letter}1${String(1_000_000 + Math.floor(place / 10)).slice(-7)}`;
  return body + [..."0123456789"].find((last) => isValidNumber(body + last));
}

const names = { applicant: "王大明", child: "王小明" };

/** What the registry must know so that each of these families passes. */
export function answersFor(families: number): AnswerLine[] {
  return Array.from({ length: families }, (_, at) => {
    const [applicant, child] = [numberAt(2 * at), numberAt(2 * at + 1)];
    return [
      { number: applicant, name: names.applicant },
      { number: child, name: names.child },
      { applicant, child, answer: "yes", kind: "father", authority: "full" },
    ] satisfies AnswerLine[];
  }).flat();
}

/** The school, the text and the answer all benchmark families share. */
export async function aNeighbourhood() {
  const [school] = await db
    .insert(schools)
    .values({
      sourcedId: randomUUID(),
      code: "BENCH1",
      name: "測試國小",
      level: "elementary",
      district: "松山區",
    })
    .returning({ id: schools.id });
  const [published] = await db.select({ id: consentTexts.id }).from(consentTexts).limit(1);
  const text = published ?? (await aText());
  return { schoolId: school!.id, textId: text.id };
}

async function aText() {
  const words = { title: "同意書", blocks: [], agreeLabel: "同意", refuseLabel: "不同意" };
  const [text] = await db
    .insert(consentTexts)
    .values({ kind: "parent_account", version: 1, locale: "en", ...words, hash: digest("") })
    .returning({ id: consentTexts.id });
  return text!;
}

type Neighbourhood = Awaited<ReturnType<typeof aNeighbourhood>>;

/** Families `from` to `from + count`, each with one application due for its check. */
export async function applyingFamilies(where: Neighbourhood, from: number, count: number) {
  const places = Array.from({ length: count }, (_, at) => from + at);
  const children = places.map((at) => childAt(where, at));
  await db.insert(students).values(children);
  const answers = await db
    .insert(consentAnswers)
    .values(children.map(({ id }) => answerOf(where, id)))
    .returning({ id: consentAnswers.id });
  const rows = places.map((at, index) =>
    applicationAt(where, at, children[index]!.id, answers[index]!.id),
  );
  await db.insert(applications).values(rows);
  return rows.map(({ id }) => id);
}

function childAt({ schoolId }: Neighbourhood, at: number) {
  const id = randomUUID();
  const number = numberAt(2 * at + 1);
  return {
    id,
    sourcedId: id,
    schoolId,
    studentNumber: String(1_000_000_000 + at),
    name: names.child,
    birthday: "2016-09-01",
    status: "enrolled" as const,
    numberCipher: sealText(number, `students.number:${id}`),
    numberIndex: blindIndex("person", number),
  };
}

const answerOf = ({ textId }: Neighbourhood, studentId: string) => ({
  textId,
  studentId,
  ownerKind: "portal",
  ownerId: studentId,
  agreed: true,
});

function applicationAt(where: Neighbourhood, at: number, studentId: string, answerId: string) {
  const id = randomUUID();
  const number = numberAt(2 * at);
  const email = `bench${at}@example.com`;
  const mobile = `09${String(10_000_000 + at)}`;
  return {
    id,
    reference: id,
    draftId: randomUUID(),
    ownerKind: "portal" as const,
    ownerId: studentId,
    studentId,
    schoolId: where.schoolId,
    mode: "one_parent" as const,
    status: "verifying" as const,
    locale: "zh-TW",
    name: names.applicant,
    relation: "father" as const,
    consentAnswerId: answerId,
    nextCheckAt: new Date(0),
    numberCipher: sealText(number, `applications.number:${id}`),
    personIndex: blindIndex("person", number),
    emailCipher: sealText(email, `applications.email:${id}`),
    emailIndex: blindIndex("email", email),
    mobileCipher: sealText(mobile, `applications.mobile:${id}`),
    mobileIndex: blindIndex("mobile", mobile),
  };
}

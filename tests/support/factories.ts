import { randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import {
  accounts,
  applications,
  classes,
  consentAnswers,
  consentTexts,
  portalAccounts,
  reviewFlags,
  schools,
  students,
} from "@/db/schema";
import type { ApplicationMode, Relation } from "@/domain/binding/modes";
import type { ReviewReason as FlagReason } from "@/domain/roster/statuses";
import { blindIndex, sealText } from "@/lib/crypto";
import { aMobile, aNumber, anEmail } from "./numbers";

const code = () => randomBytes(3).toString("hex").toUpperCase();

/** A school (學校); every factory takes only what its test is about. */
export async function aSchool(given: Partial<typeof schools.$inferInsert> = {}) {
  const values = { name: "測試國小", level: "elementary", district: "松山區" } as const;
  const [row] = await db
    .insert(schools)
    .values({ sourcedId: randomUUID(), code: code(), ...values, ...given })
    .returning();
  return row!;
}

/** A class (班級) of a school. */
export async function aClass(schoolId: string, given: Partial<typeof classes.$inferInsert> = {}) {
  const [row] = await db
    .insert(classes)
    .values({
      sourcedId: randomUUID(),
      schoolId,
      title: "一年一班",
      grade: 1,
      schoolYear: 115,
      ...given,
    })
    .returning();
  return row!;
}

type GivenStudent = Partial<Omit<typeof students.$inferInsert, "numberCipher" | "numberIndex">> & {
  number?: string;
};

/** An enrolled child with its personal number, which the answer carries in the clear. */
export async function aStudent({ number = aNumber(), ...given }: GivenStudent = {}) {
  const id = given.id ?? randomUUID();
  const schoolId = given.schoolId ?? (await aSchool()).id;
  const values = { name: "王小明", birthday: "2016-09-01", status: "enrolled" } as const;
  const [row] = await db
    .insert(students)
    .values({
      sourcedId: randomUUID(),
      studentNumber: String(randomBytes(4).readUInt32BE()).padStart(10, "1"),
      ...values,
      ...given,
      id,
      schoolId,
      numberCipher: sealText(number, `students.number:${id}`),
      numberIndex: blindIndex("person", number),
    })
    .returning();
  return { ...row!, number };
}

/** The child's entrance to the portal; without a password unless given. */
export async function aPortalAccount(
  studentId?: string,
  given: Partial<typeof portalAccounts.$inferInsert> = {},
) {
  const of = studentId ?? (await aStudent()).id;
  const [row] = await db
    .insert(portalAccounts)
    .values({ studentId: of, ...given })
    .returning();
  return row!;
}

type Person = { number?: string; email?: string; mobile?: string };
const person = ({ number, email, mobile }: Person) => ({
  number: number ?? aNumber(),
  email: email ?? anEmail(),
  mobile: mobile ?? aMobile(),
});

function sealedPerson(table: "accounts" | "applications", id: string, given: Required<Person>) {
  return {
    numberCipher: sealText(given.number, `${table}.number:${id}`),
    personIndex: blindIndex("person", given.number),
    emailCipher: sealText(given.email, `${table}.email:${id}`),
    emailIndex: blindIndex("email", given.email),
    mobileCipher: sealText(given.mobile, `${table}.mobile:${id}`),
    mobileIndex: blindIndex("mobile", given.mobile),
  };
}

type GivenAccount = Person & Partial<Pick<typeof accounts.$inferInsert, "name" | "passwordHash">>;

/** A parent's account; active when a password hash is given. */
export async function anAccount({ name = "王大明", passwordHash, ...given }: GivenAccount = {}) {
  const id = randomUUID();
  const contact = person(given);
  const status = passwordHash ? "active" : "awaiting_activation";
  const [row] = await db
    .insert(accounts)
    .values({
      id,
      name,
      locale: "zh-TW",
      status,
      passwordHash,
      ...sealedPerson("accounts", id, contact),
    })
    .returning();
  return { ...row!, ...contact };
}

/** The parent-account consent in force, as the migration publishes it. */
export async function theConsentText() {
  const isAsked = and(eq(consentTexts.kind, "parent_account"), eq(consentTexts.locale, "zh-TW"));
  const [text] = await db
    .select()
    .from(consentTexts)
    .where(isAsked)
    .orderBy(desc(consentTexts.version))
    .limit(1);
  return text!;
}

/** An agreement to the text in force, as an application needs one of its own. */
export async function aConsentAnswer(studentId: string, ownerId = randomUUID()) {
  const text = await theConsentText();
  const [answer] = await db
    .insert(consentAnswers)
    .values({ textId: text.id, studentId, ownerKind: "portal", ownerId, agreed: true })
    .returning();
  return answer!;
}

type GivenApplication = Person & {
  student?: { id: string; schoolId: string };
  name?: string;
  relation?: Relation;
  mode?: ApplicationMode;
  checkAttempts?: number;
  nextCheckAt?: Date;
};

/** A submitted application that waits for the registry, due at once. */
export async function anApplication(given: GivenApplication = {}) {
  const id = randomUUID();
  const contact = person(given);
  const student = given.student ?? (await aStudent());
  const ownerId = randomUUID();
  const answer = await aConsentAnswer(student.id, ownerId);
  const [row] = await db
    .insert(applications)
    .values({
      id,
      reference: `T${randomBytes(5).toString("hex")}`,
      draftId: randomUUID(),
      ownerKind: "portal",
      ownerId,
      studentId: student.id,
      schoolId: student.schoolId,
      mode: given.mode ?? "one_parent",
      status: "verifying",
      locale: "zh-TW",
      name: given.name ?? "王大明",
      relation: given.relation ?? "father",
      consentAnswerId: answer.id,
      checkAttempts: given.checkAttempts ?? 0,
      nextCheckAt: given.nextCheckAt ?? new Date(0),
      ...sealedPerson("applications", id, contact),
    })
    .returning();
  return { ...row!, ...contact };
}

/** A standing flag on a student or on a person (五(六)). */
export async function aFlag(
  on: { studentId: string } | { personIndex: Buffer },
  reason: FlagReason = "protection",
) {
  const [row] = await db
    .insert(reviewFlags)
    .values({ ...on, reason })
    .returning();
  return row!;
}

/** The row as it is now. */
export async function applicationNow(id: string) {
  const [row] = await db.select().from(applications).where(eq(applications.id, id));
  return row!;
}

import type { CopyValue } from "@/db/copy";
import { normaliseEmail } from "@/domain/ids/email";
import { isValidNumber, normaliseNumber } from "@/domain/ids/national-number";
import { levelOfName, schoolLevels } from "@/domain/roster/levels";
import { joinName } from "@/domain/roster/names";
import { fromSessionYear } from "@/domain/roster/school-year";
import { rosterReviewReasons } from "@/domain/roster/statuses";
import { blindIndex } from "@/lib/crypto";
import { Fault, type Row } from "./csv";

/** What the reading of one table learns for the tables after it. */
export type Known = {
  layout: "1.1" | "1.2";
  /** YYYY-MM-DD in Taipei. */
  today: string;
  /** School years (學年度) by the sourcedId of their session. */
  sessions: Map<string, number>;
  /** Only their e-mail addresses are kept. */
  staff: Set<string>;
  /** Personal numbers and staff addresses by line of users.csv, until it is known whose they are. */
  secrets: string[];
};

/** A row as it goes into its staging table, or undefined when it is none of ours. */
type Reader = (row: Row, known: Known) => CopyValue[] | undefined;

const headOf = (row: Row): CopyValue[] => [row.line, row.required("sourcedId"), isDeleted(row)];

export function readSession(row: Row, { sessions }: Known): undefined {
  const [sourcedId, year] = [row.required("sourcedId"), row.optional("schoolYear")];
  if (/^\d{4}$/.test(year)) sessions.set(sourcedId, fromSessionYear(Number(year)));
}

export const readSchool: Reader = (row) => {
  if (row.optional("type") !== "school") return undefined;
  const head = headOf(row);
  if (head[2]) return [...head, null, null, null, null, null];
  const name = row.required("name", 100);
  const stated = row.optional("metadata.level") ? row.oneOf("metadata.level", schoolLevels) : null;
  const level = stated ?? levelOfName(name);
  if (!level) throw new Fault("metadata.level", "missing");
  const district = row.optional("metadata.district", 20) || /市(..區)/.exec(name)?.[1];
  if (!district) throw new Fault("metadata.district", "missing");
  const telephone = row.optional("metadata.telephone", 40) || null;
  const code = row.required("identifier", 10).toUpperCase();
  if (!/^[0-9A-Z]{6}$/.test(code)) throw new Fault("identifier", "invalid_value");
  return [...head, code, name, level, district, telephone];
};

export const readClass: Reader = (row, { sessions }) => {
  const head = headOf(row);
  const isHomeroom = row.optional("classType").toLowerCase() !== "scheduled";
  if (head[2] || !isHomeroom) return [...head, isHomeroom, null, null, null, null];
  const grade = Number(row.required("grades").split(",")[0]);
  if (!Number.isInteger(grade) || grade < 1 || grade > 12)
    throw new Fault("grades", "invalid_value");
  const [term] = row.optional("termSourcedIds").split(",");
  const year = sessions.get(term!.trim()) ?? null;
  if (year === null && sessions.size > 0) throw new Fault("termSourcedIds", "unknown_term");
  const title = row.required("title", 60);
  return [...head, isHomeroom, title, grade, year, row.required("schoolSourcedId")];
};

const roleWords: Record<string, "student" | "teacher" | "registrar" | undefined> = {
  student: "student",
  teacher: "teacher",
  siteadministrator: "registrar",
  administrator: "registrar",
};
const otherRoles = new Set(
  "aide counselor districtadministrator guardian parent principal proctor relative systemadministrator".split(
    " ",
  ),
);

function roleIn(row: Row) {
  const word = row.required("role").toLowerCase();
  const role = roleWords[word];
  if (!role && !otherRoles.has(word)) throw new Fault("role", "invalid_value");
  return role;
}

export const readRole: Reader = (row, { staff, today }) => {
  const role = roleIn(row);
  if (!role || row.optional("roleType").toLowerCase() === "secondary") return undefined;
  const [line, , deleted] = headOf(row);
  const person = row.required("userSourcedId");
  if (role !== "student") staff.add(person);
  return [line!, deleted! || isOver(row, today), person, role, row.required("orgSourcedId")];
};

export const readPerson: Reader = (row, known) => {
  const head = headOf(row);
  const role = known.layout === "1.1" ? roleIn(row) : null;
  if (role === undefined) return undefined;
  if (role !== null && role !== "student") known.staff.add(String(head[1]));
  const school = role ? row.required("orgSourcedIds").split(",")[0]!.trim() : null;
  if (head[2]) return [...head, role, school, ...Array<null>(7).fill(null)];
  const isStaff = known.staff.has(String(head[1]));
  const rest = isStaff ? staffPart(row, known) : studentPart(row, known);
  return [...head, role, school, nameIn(row), ...rest];
};

function nameIn(row: Row) {
  const [given, middle] = [row.optional("givenName", 100), row.optional("middleName", 100)];
  const name = joinName({ family: row.optional("familyName", 100), middle, given });
  if (name === "") throw new Fault("givenName", "missing");
  return name;
}

function staffPart(row: Row, { secrets }: Known) {
  const email = normaliseEmail(row.optional("email", 254));
  if (email === "") return [null, null, null, null, null, null];
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Fault("email", "invalid_value");
  secrets[row.line] = email;
  return [blindIndex("email", email), null, null, null, null, null];
}

/** Whether students' fields are there is asked once it is known who is a student. */
function studentPart(row: Row, { secrets }: Known) {
  const number = normaliseNumber(row.optional("metadata.nationalId", 20));
  const studentNumber = row.optional("identifier", 20).toUpperCase() || null;
  const flag = row.optional("metadata.reviewFlag") || null;
  const fault = faultIn(number, studentNumber, flag);
  if (fault) return [null, null, studentNumber, null, ...fault];
  secrets[row.line] = number;
  return [null, blindIndex("person", number), studentNumber, flag, null, null];
}

function faultIn(number: string, studentNumber: string | null, flag: string | null) {
  if (number === "") return ["metadata.nationalId", "missing"] as const;
  if (!isValidNumber(number)) return ["metadata.nationalId", "invalid_number"] as const;
  if (studentNumber === null) return ["identifier", "missing"] as const;
  if (!/^[0-9A-Z]{1,20}$/.test(studentNumber)) return ["identifier", "invalid_value"] as const;
  const flags: readonly string[] = rosterReviewReasons;
  const known = flag === null || flags.includes(flag);
  return known ? undefined : (["metadata.reviewFlag", "invalid_value"] as const);
}

export const readBirth: Reader = (row, { today }) => {
  const head = headOf(row);
  if (head[2]) return undefined;
  const birthday = dateIn(row, "birthDate");
  if (birthday === null) return undefined;
  if (birthday > today || birthday < "1900") throw new Fault("birthDate", "invalid_date");
  return [head[0]!, head[1]!, birthday];
};

export const readPlace: Reader = (row, { today }) => {
  const role = row.required("role").toLowerCase();
  if (role !== "student" && role !== "teacher") return undefined;
  const [line, sourcedId, deleted] = headOf(row);
  const [person, ofClass] = [row.required("userSourcedId"), row.required("classSourcedId")];
  const homeroom = role === "teacher" && row.optional("primary").toLowerCase() === "true";
  const over = deleted! || isOver(row, today);
  return [line!, sourcedId!, over, person, ofClass, role, homeroom, dateIn(row, "beginDate")];
};

function isDeleted(row: Row) {
  const status = row.optional("status").toLowerCase();
  if (status === "tobedeleted" || status === "inactive") return true;
  if (status !== "" && status !== "active") throw new Fault("status", "invalid_value");
  return false;
}

function isOver(row: Row, today: string) {
  const end = dateIn(row, "endDate");
  return end !== null && end < today;
}

function dateIn(row: Row, column: string): string | null {
  const text = row.optional(column).slice(0, 10);
  if (text === "") return null;
  if (!days.has(text)) {
    if (!isDay(text)) throw new Fault(column, "invalid_date");
    if (days.size < daysMax) days.add(text);
  }
  return text;
}

/** A city is born on few days, and its terms begin on fewer: each is looked at once. */
const days = new Set<string>();
const daysMax = 50_000;

function isDay(text: string) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

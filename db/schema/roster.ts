import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { schoolLevels } from "@/domain/roster/levels";
import {
  enrolmentEndings,
  importOutcomes,
  presentStudentStatuses,
  reviewReasons,
  staffRoles,
  studentStatuses,
} from "@/domain/roster/statuses";
import { bytea, id, instant, oneOf } from "./columns";

/** A Taipei school (學校) of any of the four levels. */
export const schools = pgTable(
  "schools",
  {
    id: id(),
    sourcedId: text().notNull().unique("schools_sourced_id"),
    /** 學校代碼: six characters, as the ministry lists it. */
    code: text().notNull().unique("schools_code"),
    name: text().notNull(),
    level: text({ enum: schoolLevels }).notNull(),
    district: text().notNull(),
    telephone: text(),
    closedAt: instant(),
  },
  (t) => [
    check("schools_level_known", oneOf(t.level, schoolLevels)),
    index("schools_by_level").on(t.level, t.district, t.name),
  ],
);
export type School = typeof schools.$inferSelect;

/** A class (班級) of one school in one school year (學年度, e.g. 114). */
export const classes = pgTable(
  "classes",
  {
    id: id(),
    sourcedId: text().notNull().unique("classes_sourced_id"),
    schoolId: uuid()
      .notNull()
      .references(() => schools.id),
    title: text().notNull(),
    grade: integer().notNull(),
    schoolYear: integer().notNull(),
    closedAt: instant(),
  },
  (t) => [
    check("classes_grade_known", sql`${t.grade} between 1 and 12`),
    index("classes_of_school").on(t.schoolId, t.schoolYear, t.grade),
  ],
);

/** Teachers and registrars (導師, 註冊組) as the school reports them; an account is another thing. */
export const staff = pgTable(
  "staff",
  {
    id: id(),
    sourcedId: text().notNull().unique("staff_sourced_id"),
    schoolId: uuid()
      .notNull()
      .references(() => schools.id),
    name: text().notNull(),
    role: text({ enum: staffRoles }).notNull(),
    emailCipher: bytea(),
    emailIndex: bytea(),
    leftAt: instant(),
  },
  (t) => [
    check("staff_role_known", oneOf(t.role, staffRoles)),
    check("staff_email_whole", sql`(${t.emailCipher} is null) = (${t.emailIndex} is null)`),
    index("staff_of_school").on(t.schoolId),
    index("staff_by_email").on(t.emailIndex),
  ],
);

/** Who teaches which class; `homeroom` marks the 導師, who reviews for the own class only. */
export const classTeachers = pgTable(
  "class_teachers",
  {
    classId: uuid()
      .notNull()
      .references(() => classes.id),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    homeroom: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.classId, t.staffId] }),
    index("class_teachers_of_staff").on(t.staffId),
  ],
);

/** A child known to the roster (學生); one row for one person, at whichever school. */
export const students = pgTable(
  "students",
  {
    id: id(),
    sourcedId: text().notNull().unique("students_sourced_id"),
    schoolId: uuid()
      .notNull()
      .references(() => schools.id),
    classId: uuid().references(() => classes.id),
    studentNumber: text().notNull(),
    name: text().notNull(),
    birthday: date({ mode: "string" }).notNull(),
    numberCipher: bytea().notNull(),
    numberIndex: bytea().notNull(),
    status: text({ enum: studentStatuses }).notNull(),
    leftAt: instant(),
  },
  (t) => [
    check("students_status_known", oneOf(t.status, studentStatuses)),
    check("students_left_when", sql`(${t.status} = 'enrolled') = (${t.leftAt} is null)`),
    uniqueIndex("students_one_number_at_school")
      .on(t.schoolId, t.studentNumber)
      .where(oneOf(t.status, presentStudentStatuses)),
    uniqueIndex("students_one_person_enrolled")
      .on(t.numberIndex)
      .where(oneOf(t.status, presentStudentStatuses)),
    index("students_by_person").on(t.numberIndex),
    index("students_of_class").on(t.classId),
  ],
);
export type Student = typeof students.$inferSelect;

/** The history of a student's places: one row from joining a class to leaving it. */
export const enrolments = pgTable(
  "enrolments",
  {
    id: id(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    schoolId: uuid()
      .notNull()
      .references(() => schools.id),
    classId: uuid().references(() => classes.id),
    sourcedId: text(),
    beganOn: date({ mode: "string" }).notNull(),
    endedOn: date({ mode: "string" }),
    endedAs: text({ enum: enrolmentEndings }),
  },
  (t) => [
    check("enrolments_ending_known", oneOf(t.endedAs, enrolmentEndings)),
    check("enrolments_end_whole", sql`(${t.endedOn} is null) = (${t.endedAs} is null)`),
    uniqueIndex("enrolments_one_open").on(t.studentId).where(sql`${t.endedOn} is null`),
    index("enrolments_of_student").on(t.studentId, t.beganOn),
  ],
);

/** A reason why applications about this student, or by this person, need a person's eye (五(六)). */
export const reviewFlags = pgTable(
  "review_flags",
  {
    id: id(),
    studentId: uuid().references(() => students.id),
    personIndex: bytea(),
    reason: text({ enum: reviewReasons }).notNull(),
    since: instant().notNull().defaultNow(),
    endedAt: instant(),
  },
  (t) => [
    check("review_flags_reason_known", oneOf(t.reason, reviewReasons)),
    check("review_flags_one_subject", sql`num_nonnulls(${t.studentId}, ${t.personIndex}) = 1`),
    uniqueIndex("review_flags_open_student")
      .on(t.studentId, t.reason)
      .where(sql`${t.endedAt} is null`),
    uniqueIndex("review_flags_open_person")
      .on(t.personIndex, t.reason)
      .where(sql`${t.endedAt} is null`),
  ],
);

/** One run of the roster import, whatever became of it. */
export const rosterImports = pgTable(
  "roster_imports",
  {
    id: id(),
    startedAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
    outcome: text({ enum: importOutcomes }).notNull(),
    counts: jsonb().$type<Record<string, Record<string, number>>>(),
    /** SHA-256 of the bundle's files, in hexadecimal: which delivery this was. */
    sourceDigest: text(),
  },
  (t) => [check("roster_imports_outcome_known", oneOf(t.outcome, importOutcomes))],
);

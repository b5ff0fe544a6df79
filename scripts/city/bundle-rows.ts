import type { BundleFile, Row } from "./bundle-files";
import { chineseName, type Name } from "./names";
import type { Child } from "./people";
import type { Random } from "./random";
import type { CityClass, CitySchool } from "./schools";

/** Writes a row to one of the bundle's tables. */
export type Add = (table: BundleFile, row: Row) => void;

/** The school year (學年度) of the city: it begins in August of `year + 1911`. */
export type SchoolYear = { year: number };

const firstDay = ({ year }: SchoolYear) => `${year + 1911}-08-31`;

/** OneRoster wants a family name; people without one carry a hyphen. */
const nameColumns = ({ family, given }: Name) => ({ familyName: family || "-", givenName: given });

export function addManifest(add: Add) {
  const present = "academicSessions classes courses demographics enrollments orgs roles users";
  const absent =
    "categories classResources courseResources lineItems resources results userProfiles";
  const values: [string, string][] = [
    ["manifest.version", "1.0"],
    ["oneroster.version", "1.2"],
    ...present.split(" ").map((file): [string, string] => [`file.${file}`, "bulk"]),
    ...absent.split(" ").map((file): [string, string] => [`file.${file}`, "absent"]),
    ["source.systemName", "練習城市 demo city"],
    ["source.systemCode", "demo-city"],
  ];
  for (const [propertyName, value] of values) add("manifest", { propertyName, value });
}

/** The bureau, the school year and its schools. */
export function addOrgs(add: Add, schools: readonly CitySchool[], { year }: SchoolYear) {
  const bureau = { sourcedId: "bureau", name: "臺北市政府教育局（練習）", type: "district" };
  add("orgs", { ...bureau, identifier: "990000" });
  add("academicSessions", {
    sourcedId: `year-${year}`,
    title: `${year}學年度`,
    type: "schoolYear",
    startDate: `${year + 1911}-08-01`,
    endDate: `${year + 1912}-07-31`,
    schoolYear: String(year + 1912),
  });
  for (const school of schools) {
    add("orgs", {
      sourcedId: school.sourcedId,
      name: school.name,
      type: "school",
      identifier: school.code,
      parentSourcedId: "bureau",
      "metadata.level": school.level,
      "metadata.district": school.district,
      "metadata.telephone": school.telephone,
    });
    const title = "班級 homeroom";
    add("courses", { sourcedId: courseOf(school), title, orgSourcedId: school.sourcedId });
  }
}

const courseOf = (school: CitySchool) => `${school.sourcedId}-course`;
const teacherOf = (ofClass: CityClass) => `${ofClass.sourcedId}-teacher`;

/** A class with its homeroom teacher (導師), and the colleague who also teaches there. */
export function addClass(
  add: Add,
  random: Random,
  ofClass: CityClass,
  colleague: CityClass | undefined,
  year: SchoolYear,
) {
  const { sourcedId, school, title, grade } = ofClass;
  add("classes", {
    sourcedId,
    title,
    grades: String(grade).padStart(2, "0"),
    courseSourcedId: courseOf(school),
    classCode: title,
    classType: "homeroom",
    schoolSourcedId: school.sourcedId,
    termSourcedIds: `year-${year.year}`,
  });
  addStaff(add, random, teacherOf(ofClass), "teacher", school);
  addTeaching(add, ofClass, teacherOf(ofClass), true, year);
  if (colleague) addTeaching(add, ofClass, teacherOf(colleague), false, year);
}

function addTeaching(
  add: Add,
  { sourcedId, school }: CityClass,
  teacher: string,
  homeroom: boolean,
  year: SchoolYear,
) {
  add("enrollments", {
    sourcedId: `${sourcedId}-${homeroom ? "homeroom" : "subject"}`,
    classSourcedId: sourcedId,
    schoolSourcedId: school.sourcedId,
    userSourcedId: teacher,
    role: "teacher",
    primary: String(homeroom),
    beginDate: firstDay(year),
  });
}

/** The school's registrar (註冊組): OneRoster's word for the office is site administrator. */
export const addRegistrar = (add: Add, random: Random, school: CitySchool) =>
  addStaff(add, random, `${school.sourcedId}-registrar`, "siteAdministrator", school);

function addStaff(add: Add, random: Random, sourcedId: string, role: string, school: CitySchool) {
  const name = chineseName(random, "adult", random.chance(0.6) ? "female" : "male");
  add("users", {
    sourcedId,
    enabledUser: "true",
    username: sourcedId,
    ...nameColumns(name),
    email: `${sourcedId}@school.example.tw`,
  });
  addRole(add, sourcedId, role, school);
}

function addRole(add: Add, user: string, role: string, school: CitySchool) {
  add("roles", {
    sourcedId: `${user}-role`,
    userSourcedId: user,
    roleType: "primary",
    role,
    orgSourcedId: school.sourcedId,
  });
}

export type Seated = { sourcedId: string; child: Child; seat: Seat; birthday: string };
export type Seat = { ofClass: CityClass; studentNumber: string };

/** A student: person, role, birthday and place. */
export function addStudent(add: Add, student: Seated, year: SchoolYear) {
  const { sourcedId, child, seat, birthday } = student;
  const { ofClass, studentNumber } = seat;
  add("users", {
    sourcedId,
    enabledUser: "true",
    username: sourcedId,
    ...nameColumns(child.name),
    identifier: studentNumber,
    grades: String(ofClass.grade).padStart(2, "0"),
    "metadata.nationalId": child.number,
    "metadata.reviewFlag": child.flag ?? "",
  });
  addRole(add, sourcedId, "student", ofClass.school);
  add("demographics", { sourcedId, birthDate: birthday, sex: child.sex });
  add("enrollments", {
    sourcedId: `${sourcedId}-in-${ofClass.sourcedId}`,
    classSourcedId: ofClass.sourcedId,
    schoolSourcedId: ofClass.school.sourcedId,
    userSourcedId: sourcedId,
    role: "student",
    beginDate: firstDay(year),
  });
}

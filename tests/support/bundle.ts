import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { ZipFile } from "yazl";

type Cells = Record<string, string>;
type Listed = { id: string; status?: string };

export type GivenPupil = Listed & {
  name?: string;
  number: string;
  studentNumber: string;
  school: string;
  class?: string;
  birthday?: string;
  flag?: string;
};
export type GivenBundle = {
  mode?: "bulk" | "delta";
  layout?: "1.1" | "1.2";
  /** 學年度; far in the future, so that the calendar decides nothing. */
  year?: number;
  schools?: (Listed & { code: string; name?: string; level?: string })[];
  classes?: (Listed & { school: string; grade: number; type?: string; title?: string })[];
  teachers?: (Listed & { school: string; class?: string; email?: string; role?: string })[];
  pupils?: GivenPupil[];
};

/** A bundle of OneRoster files in a folder of its own. */
export async function aBundle(given: GivenBundle): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  const tables = tablesOf(given);
  const state = given.mode ?? "bulk";
  const manifest = [
    ["propertyName", "value"],
    ["manifest.version", "1.0"],
    ["oneroster.version", given.layout ?? "1.2"],
    ...Object.keys(tables).map((table) => [`file.${table}`, state]),
  ];
  await writeFile(join(folder, "manifest.csv"), stringify(manifest));
  for (const [table, { columns, rows }] of Object.entries(tables)) {
    const text = stringify(rows, { header: true, columns: columns.split(" ") });
    await writeFile(join(folder, `${table}.csv`), text);
  }
  return folder;
}

/** Replaces part of one file of a bundle, as a slip of the sender would. */
export async function spoil(folder: string, table: string, from: string, to: string) {
  const file = join(folder, `${table}.csv`);
  const text = await readFile(file, "utf8");
  if (!text.includes(from)) throw new Error(`${table}.csv has no ${from}`);
  await writeFile(file, text.replace(from, to));
}

/** The bundle as a zip, under names of the caller's making. */
export async function zipped(folder: string, nameOf = (name: string) => name): Promise<string> {
  const zip = new ZipFile();
  for (const name of await readdir(folder)) zip.addFile(join(folder, name), nameOf(name));
  zip.end();
  const path = join(tmpdir(), `${basename(folder)}.zip`);
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

function tablesOf(given: GivenBundle) {
  const { layout = "1.2", year = 190, schools = [], classes = [] } = given;
  const { teachers = [], pupils = [] } = given;
  const session = { sourcedId: `y${year}`, type: "schoolYear", schoolYear: String(year + 1912) };
  const people = [...teachers.map(teacherCells), ...pupils.map(pupilCells)];
  const common = "sourcedId status";
  return {
    academicSessions: { columns: `${common} type schoolYear`, rows: [session] },
    orgs: {
      columns: `${common} name type identifier metadata.level metadata.district`,
      rows: schools.map(schoolCells),
    },
    classes: {
      columns: `${common} title grades classType schoolSourcedId termSourcedIds`,
      rows: classes.map((c) => ({ ...classCells(c), termSourcedIds: session.sourcedId })),
    },
    ...(layout === "1.2" && {
      roles: {
        columns: `${common} userSourcedId roleType role orgSourcedId`,
        rows: people.map(({ sourcedId, status, role, orgSourcedIds }) => ({
          sourcedId: `${sourcedId}-r`,
          status,
          userSourcedId: sourcedId,
          roleType: "primary",
          role,
          orgSourcedId: orgSourcedIds,
        })),
      },
    }),
    users: {
      columns: `${common}${layout === "1.1" ? " orgSourcedIds role" : ""} givenName familyName identifier email metadata.nationalId metadata.reviewFlag`,
      rows: people,
    },
    demographics: {
      columns: `${common} birthDate`,
      rows: pupils.map(({ id, birthday = "2016-09-01" }) => ({
        sourcedId: id,
        birthDate: birthday,
      })),
    },
    enrollments: {
      columns: `${common} classSourcedId schoolSourcedId userSourcedId role primary beginDate`,
      rows: [...teachers.filter(placed).map(placeOf), ...pupils.filter(placed).map(placeOf)],
    },
  };
}

const placed = ({ class: ofClass }: { class?: string }) => ofClass !== undefined;

const schoolCells = ({ id, status, code, name, level }: Listed & Cells): Cells => ({
  sourcedId: id,
  status: status ?? "",
  name: name ?? `第${code}國小`,
  type: "school",
  identifier: code!,
  "metadata.level": level ?? "elementary",
  "metadata.district": "大安區",
});

const classCells = (given: NonNullable<GivenBundle["classes"]>[number]): Cells => ({
  sourcedId: given.id,
  status: given.status ?? "",
  title: given.title ?? `${given.grade}年${given.id}班`,
  grades: String(given.grade).padStart(2, "0"),
  classType: given.type ?? "homeroom",
  schoolSourcedId: given.school,
});

const teacherCells = (given: NonNullable<GivenBundle["teachers"]>[number]): Cells => ({
  sourcedId: given.id,
  status: given.status ?? "",
  role: given.role ?? "teacher",
  orgSourcedIds: given.school,
  givenName: "美玲",
  familyName: "陳",
  email: given.email ?? "",
});

const pupilCells = (given: GivenPupil): Cells => ({
  sourcedId: given.id,
  status: given.status ?? "",
  role: "student",
  orgSourcedIds: given.school,
  givenName: (given.name ?? "王小明").slice(1),
  familyName: (given.name ?? "王小明").slice(0, 1),
  identifier: given.studentNumber,
  "metadata.nationalId": given.number,
  "metadata.reviewFlag": given.flag ?? "",
});

const placeOf = (given: Listed & { school: string; class?: string }): Cells => ({
  sourcedId: `${given.id}-in-${given.class}`,
  status: given.status ?? "",
  classSourcedId: given.class!,
  schoolSourcedId: given.school,
  userSourcedId: given.id,
  role: "studentNumber" in given ? "student" : "teacher",
  primary: String(!("studentNumber" in given)),
  beginDate: "2026-08-31",
});

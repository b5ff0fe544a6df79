import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";

/** The columns of OneRoster 1.2's CSV binding, in its order, with our documented extensions last. */
export const columns = {
  manifest: ["propertyName", "value"],
  orgs: [
    ..."sourcedId status dateLastModified name type identifier parentSourcedId".split(" "),
    "metadata.level",
    "metadata.district",
    "metadata.telephone",
  ],
  academicSessions:
    "sourcedId status dateLastModified title type startDate endDate parentSourcedId schoolYear".split(
      " ",
    ),
  courses:
    "sourcedId status dateLastModified schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes".split(
      " ",
    ),
  classes: (
    "sourcedId status dateLastModified title grades courseSourcedId classCode classType location " +
    "schoolSourcedId termSourcedIds subjects subjectCodes periods"
  ).split(" "),
  users: [
    ...(
      "sourcedId status dateLastModified enabledUser username userIds givenName familyName middleName " +
      "identifier email sms phone agentSourcedIds grades password userMasterIdentifier " +
      "resourceSourcedIds preferredGivenName preferredMiddleName preferredFamilyName " +
      "primaryOrgSourcedId pronouns"
    ).split(" "),
    "metadata.nationalId",
    "metadata.reviewFlag",
  ],
  roles: (
    "sourcedId status dateLastModified userSourcedId roleType role beginDate endDate orgSourcedId " +
    "userProfileSourcedId"
  ).split(" "),
  demographics: "sourcedId status dateLastModified birthDate sex".split(" "),
  enrollments: (
    "sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary " +
    "beginDate endDate"
  ).split(" "),
} as const satisfies Record<string, readonly string[]>;

export type BundleFile = keyof typeof columns;
export type Row = Readonly<Record<string, string>>;

const rowsAtOnce = 2_000;

/** A file written row by row: rows gather, `flush` turns them to text and waits for the disk. */
export function openFile(folder: string, file: string, encode: (rows: Row[]) => string) {
  const stream = createWriteStream(join(folder, file));
  let waiting: Row[] = [];
  const flush = async (atLeast = 1) => {
    if (waiting.length < atLeast) return;
    const room = stream.write(encode(waiting));
    waiting = [];
    if (!room) await once(stream, "drain");
  };
  return {
    add: (row: Row) => void waiting.push(row),
    flushIfMany: () => flush(rowsAtOnce),
    async close() {
      await flush();
      stream.end();
      await finished(stream);
    },
  };
}
export type OpenFile = ReturnType<typeof openFile>;

/** One table of the bundle; its header is the first thing in the file. */
export function openTable(folder: string, table: BundleFile): OpenFile {
  const header: readonly string[] = columns[table];
  let first = true;
  return openFile(folder, `${table}.csv`, (rows) => {
    const lines = rows.map((row) => header.map((column) => row[column] ?? ""));
    const text = stringify(first ? [header, ...lines] : lines);
    first = false;
    return text;
  });
}

/** One JSON value a line. */
export const openLines = (folder: string, file: string) =>
  openFile(folder, file, (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

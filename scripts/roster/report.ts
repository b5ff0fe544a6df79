const columns = ["added", "changed", "left", "transferred", "graduated", "returned"] as const;

const kinds = ["schools", "classes", "staff", "students", "teachers"] as const;

/** What a run did, as a small table: a line for schools, classes, staff, students, teachers. */
export function countsTable(counts: Record<string, Record<string, number>>): string {
  const header = ["", ...columns];
  const lines = kinds.map((kind) => [
    kind,
    ...columns.map((column) => String(counts[kind]?.[column] ?? "")),
  ]);
  const widths = header.map((_, at) =>
    Math.max(...[header, ...lines].map((line) => line[at]!.length)),
  );
  const aligned = (line: string[]) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("  ");
  return [header, ...lines].map(aligned).join("\n");
}

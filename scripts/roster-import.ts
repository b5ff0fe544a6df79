import { createWriteStream, rmSync } from "node:fs";
import { resolve } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { Refusal } from "@/commands/refusal";
import { importRoster } from "@/commands/roster/import-roster";
import { disconnect } from "@/db/client";
import { importResult } from "@/db/queries/roster";
import { type Problem, problemReasons } from "@/domain/roster/problems";
import { faultOf, log } from "@/lib/log";
import { progressBar } from "./roster/progress";
import { countsTable } from "./roster/report";

const usage = `Usage: npm run roster:import -- <folder or zip>
  --errors FILE        where bad rows are listed (default: beside the bundle, <name>-errors.csv)
  --bad-rows-max N     stop with nothing changed beyond so many bad rows (default 50)
  --leavers-max N      let so many students go missing at once (default 5 % of the city)`;

/** Why a run stops with nothing changed, in one sentence for who started it. */
const sentences: Record<string, string> = {
  bundle_unreadable:
    "This is no OneRoster bundle that can be read; docs/roster-format.md says what is.",
  bundle_mixed:
    "The manifest announces neither a full nor a delta bundle; docs/roster-format.md says what each needs.",
  import_running: "Another import is running; only one may change the roster at a time.",
  too_many_bad_rows: "Too many rows cannot be believed.",
  too_many_leavers:
    "So many students are missing from this bundle that it may be cut short; --leavers-max N lets them go.",
};

const Delivery = z.object({
  path: z.string().min(1),
  badRowsMax: z.coerce.number().int().min(0).default(50),
  leaversMax: z.coerce.number().int().min(0).optional(),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    errors: { type: "string" },
    "bad-rows-max": { type: "string" },
    "leavers-max": { type: "string" },
  },
});
const delivery = Delivery.safeParse({
  path: positionals[0],
  badRowsMax: values["bad-rows-max"],
  leaversMax: values["leavers-max"],
});

/** Bad rows: file, line, field and reason; never the row, which holds names and numbers. */
function errorList(path: string) {
  rmSync(path, { force: true });
  let count = 0;
  let stream: ReturnType<typeof createWriteStream> | undefined;
  return {
    add({ file, line, field, reason }: Problem) {
      stream ??= createWriteStream(path).on("error", () => {});
      if (count === 0) stream.write(stringify([["file", "line", "field", "reason", "meaning"]]));
      stream.write(stringify([[file, line, field, reason, problemReasons[reason]]]));
      count += 1;
    },
    async close() {
      stream?.end();
      if (stream) await finished(stream);
      return count;
    },
  };
}

async function run({ path, ...limits }: z.infer<typeof Delivery>) {
  const errorsFile = values.errors ?? `${resolve(path).replace(/\.zip$/, "")}-errors.csv`;
  const errors = errorList(errorsFile);
  const bar = progressBar();
  try {
    const by = { kind: "system", id: "roster-import" } as const;
    const id = await importRoster(by, { path, ...limits }, { ...bar, problem: errors.add });
    bar.stop();
    console.log(countsTable((await importResult(id))?.counts ?? {}));
  } catch (error) {
    bar.stop();
    const reason = error instanceof Refusal ? sentences[error.reason] : "The import failed.";
    console.error(`Nothing was changed. ${reason}`);
    // The message of a database's error may quote a row: only its kind is told.
    if (!(error instanceof Refusal)) log.error(faultOf(error), "roster import failed");
    process.exitCode = 1;
  } finally {
    const count = await errors.close();
    if (count > 0) console.error(`${count} bad rows are listed in ${errorsFile}.`);
    await disconnect();
  }
}

if (delivery.success) await run(delivery.data);
else {
  console.error(usage);
  process.exitCode = 1;
}

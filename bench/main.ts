import { existsSync } from "node:fs";
import { openBenchDatabase } from "./database";
import { type Bench, progress } from "./frame";

/** npm run bench [-- NAME…]: these, in this order. Figures go to stdout, one JSON value a line. */
const names = ["submit", "job", "page", "weight", "import", "signin"] as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(names as readonly string[]).includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is named ${unknown.join(", ")}; there are ${names.join(", ")}.\n`,
  );
  process.exit(1);
}

// Opened first: what a benchmark imports may read its settings at once.
const database = await openBenchDatabase();
const chosen = wanted.length > 0 ? wanted : names.filter((name) => existsSync(`bench/${name}.ts`));
try {
  for (const name of chosen) {
    progress(`${name} …`);
    const { run } = (await import(`./${name}.ts`)) as { run: Bench };
    for (const figure of await run()) process.stdout.write(`${JSON.stringify(figure)}\n`);
  }
} finally {
  await database.stop();
}
// Pools and queues of a benchmark may still hold the process.
process.exit(0);

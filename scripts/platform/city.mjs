import { isServed } from "./local-env.mjs";
import { local } from "./paths.mjs";
import { script } from "./script.mjs";

/** The invented city of this machine: always the same one, so that notes about it stay true. */
const size = ["--schools", "12", "--students", "900", "--seed", "taipei"];

export const cityFolder = local("city");

/** The registry's side of the invented city, for the simulator. */
export const answersFile = local("city", "registry.ndjson");

/** Fill an empty database with the invented city. A served installation waits for its own roster. */
export async function ensureCity(environment, say, signal) {
  if (isServed(environment) || (await hasStudents(environment.DATABASE_URL))) return;
  say("Filling a small invented city …");
  await script("scripts/demo-city.ts", [...size, "--out", cityFolder], environment, signal);
  await script("scripts/roster-import.ts", [cityFolder], environment, signal);
}

async function hasStudents(databaseUrl) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query("select 1 from students limit 1")).rowCount > 0;
  } finally {
    await client.end();
  }
}

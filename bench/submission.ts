import pg from "pg";
import { submitApplication } from "@/commands/binding/submit-application";
import { disconnect } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import {
  applicantName,
  idAt,
  idPrefix,
  preparedRows,
  readyApplicants,
  type Surroundings,
} from "./applicants";
import { type Measure, progress } from "./frame";
import { findPgbench, howToGetPgbench, isId, pgbench, scriptOf, type Varying } from "./pgbench";
import { overheard, repeat, type Said } from "./replay";

/** The statements of a submission, said by something that does nothing else. */
export type Reference = {
  name: string;
  statements: number;
  measure: Measure;
  stop: () => Promise<unknown>;
};

type Wanted = { where: Surroundings; places: (count: number) => number; clients: number };

/** pgbench where there is one: as fast as these statements can be said. Else a bare driver. */
export async function bareStatements(wanted: Wanted, measures: number): Promise<Reference> {
  const program = await findPgbench();
  if (program) return byPgbench(program, wanted);
  progress(howToGetPgbench);
  return byDriver(wanted, measures);
}

const transactionsEach = 100;

/** One submission overheard, its values made to differ from one transaction to the next. */
async function byPgbench(program: string, wanted: Wanted): Promise<Reference> {
  const { where, places, clients } = wanted;
  const sample = places(1);
  await readyApplicants(where, sample, 1);
  const { said, reference } = await submission(sample);
  const script = scriptOf(said, varyingIn(said, where, sample, reference));
  const measure = async () => {
    const first = places(clients * transactionsEach);
    await readyApplicants(where, first, clients * transactionsEach);
    const url = process.env.DATABASE_APP_URL!;
    return pgbench(program, { url, script, clients, each: transactionsEach, first });
  };
  return { name: "pgbench", statements: said.length, measure, stop: async () => {} };
}

/** What the web process asks of the database for one submission: who is it, and the act itself. */
async function submission(at: number) {
  let reference = "";
  const said = await overheard(async () => {
    const session = await livingSession("portal", idAt("session", at));
    reference = await submitApplication(session!.actor, {
      draftId: idAt("draft", at),
      version: 0,
      sessionId: session!.id,
      signature: { manner: "typed", typedName: applicantName },
      source: { address: "192.0.2.1", agent: "bench" },
    });
  });
  return { said, reference };
}

/** The ids and the reference number of the sample, as pgbench computes them for every other one. */
function varyingIn(said: readonly Said[], where: Surroundings, at: number, reference: string) {
  const varying = new Map<string, string>([
    [reference, `'PB-' || lpad(:at, ${reference.length - 3}, '0')`],
    ...preparedRows.map(
      (row) => [idAt(row, at), `'${idPrefix(row)}' || lpad(:at, 12, '0')`] as const,
    ),
  ]);
  const shared: string[] = Object.values(where);
  for (const id of idsIn(said)) {
    if (varying.has(id) || shared.includes(id)) continue;
    varying.set(id, `md5('row ${varying.size} ' || :at)::uuid::text`);
  }
  return varying satisfies Varying;
}

const idsIn = (said: readonly Said[]) =>
  said
    .flatMap(({ values = [] }) => values)
    .filter((value): value is string => typeof value === "string" && isId(value));

const submissionsPerMeasure = 100;

/** Every submission overheard here, and said again in a copy of the database. */
async function byDriver({ where, places, clients }: Wanted, measures: number): Promise<Reference> {
  const count = measures * submissionsPerMeasure;
  const overheardAt = await readyApplicants(where, places(count), count);
  await disconnect();
  const copyUrl = await copyOfDatabase();
  const scripts: Said[][] = [];
  for (const at of overheardAt) scripts.push((await submission(at)).said);

  const drivers = await Promise.all(Array.from({ length: clients }, () => connected(copyUrl)));
  const statements = scripts[0]!.length;
  const measure = async () => {
    const waiting = scripts.splice(0, submissionsPerMeasure).values();
    const startedAt = performance.now();
    const say = async (driver: pg.Client) => {
      for (const said of waiting) await repeat(driver, said);
    };
    await Promise.all(drivers.map(say));
    return (submissionsPerMeasure * 1_000) / (performance.now() - startedAt);
  };
  const stop = () => Promise.all(drivers.map((driver) => driver.end()));
  return { name: "a bare driver", statements, measure, stop };
}

async function copyOfDatabase() {
  const owner = new URL(process.env.DATABASE_URL!);
  owner.pathname = "/postgres";
  const admin = await connected(owner.toString());
  await admin.query("create database bench_copy template bench");
  await admin.end();
  const copy = new URL(process.env.DATABASE_APP_URL!);
  copy.pathname = "/bench_copy";
  return copy.toString();
}

async function connected(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

import { Agent, request } from "node:http";
import { sql } from "drizzle-orm";
import { cookieName, sealSession } from "@/app/_server/auth";
import { db, disconnect } from "@/db/client";
import { ensureBuilt } from "../scripts/platform/build.mjs";
import {
  applicantName,
  idAt,
  readyApplicants,
  type Surroundings,
  someSurroundings,
} from "./applicants";
import { alone, alternate, compared, type Figure, progress } from "./frame";
import { bareStatements } from "./submission";
import { serve } from "./web";

const pairs = 12;
const clients = 8;
const submissionsPerMeasure = 40 * clients;

/**
 * The last press of a parent, over HTTP: session, validation, encryption, evidence, trail, outbox,
 * all on the disk before the answer; beside the bare statements of such a submission, said by as
 * many clients to the same server.
 */
export async function run(): Promise<Figure[]> {
  await ensureBuilt(process.env, progress);
  const where = await someSurroundings();
  const places = placesFrom(0);
  const bare = await bareStatements({ where, places, clients }, pairs + 1);
  const web = await serve(".");
  const visitors = new Visitors(web.url);
  try {
    const ours = () => submitted(visitors, where, places(submissionsPerMeasure));
    const measured = await alternate({ ours, theirs: bare.measure, of: "rate", pairs });
    const figure = `submission by ${clients} clients at once, against ${bare.name}`;
    return [
      compared("submit", figure, "per second", measured),
      alone("submit", "what one submission says to the database", "statements", bare.statements),
    ];
  } finally {
    visitors.leave();
    await bare.stop();
    await web.stop();
    await disconnect();
  }
}

/** Places in the row of applicants that nobody had before. */
function placesFrom(first: number) {
  let next = first;
  return (count: number) => {
    next += count;
    return next - count;
  };
}

/** New forms, the page to sign on fetched for each; then from the first press to the last answer. */
async function submitted(visitors: Visitors, where: Surroundings, first: number) {
  const signers = await readyApplicants(where, first, submissionsPerMeasure);
  const presses = await visitors.all(signers, (at) => readyToPress(visitors, at));
  const before = await counted();
  const startedAt = performance.now();
  const answers = await visitors.all(presses, (press) => press());
  const elapsedMs = performance.now() - startedAt;
  requireAllKept(answers, before, await counted());
  return (submissionsPerMeasure * 1_000) / elapsedMs;
}

/** The page's own form, filled in, and the press of its button as a phone without scripts does it. */
async function readyToPress(visitors: Visitors, at: number) {
  const cookie = `${cookieName("portal")}=${await sealSession("portal", idAt("session", at))}`;
  const page = await visitors.send("GET", "/apply/sign", { cookie });
  const forms = page.text.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const signing = forms.find((html) => html.includes('name="draftId"'));
  const form = new FormData();
  for (const [input] of signing?.matchAll(/<input[^>]*type="hidden"[^>]*>/g) ?? []) {
    form.append(attribute(input, "name"), attribute(input, "value"));
  }
  if (!signing) throw new Error(`the page to sign on answered ${page.status}`);
  form.set("signature", applicantName);
  const filled = new Response(form);
  const body = Buffer.from(await filled.arrayBuffer());
  const headers = {
    cookie,
    origin: visitors.url,
    "content-type": filled.headers.get("content-type")!,
    "content-length": body.length,
  };
  return () => visitors.send("POST", "/apply/sign", headers, body);
}

const entities: Record<string, string> = {
  "&quot;": '"',
  "&amp;": "&",
  "&#x27;": "'",
  "&lt;": "<",
};

const attribute = (tag: string, wanted: string) =>
  (tag.match(new RegExp(` ${wanted}="([^"]*)"`))?.[1] ?? "").replace(
    /&(?:quot|amp|#x27|lt);/g,
    (entity) => entities[entity]!,
  );

const kept = [
  sql`applications`,
  sql`signatures`,
  sql`handovers`,
  sql`outbox where job = 'registry.check'`,
  sql`audit_entries where action = 'binding.submit'`,
  sql`application_drafts where submitted_at is not null and answers_cipher is null`,
];

/** How many rows there are of each kind that a submission leaves behind. */
async function counted() {
  const counts = kept.map((rows) => sql`(select count(*)::int from ${rows})`);
  const { rows } = await db.execute<{ counts: number[] }>(
    sql`select array[${sql.join(counts, sql`, `)}] as counts`,
  );
  return rows[0]!.counts;
}

/** A figure about submissions that were not kept would be none. */
function requireAllKept(answers: readonly Answer[], before: number[], after: number[]) {
  const accepted = answers.filter(
    ({ status, location }) => status === 303 && location?.includes("/apply/status/PB-"),
  );
  const made = after.map((count, at) => count - before[at]!);
  if ([accepted.length, ...made].every((count) => count === answers.length)) return;
  throw new Error(
    `of ${answers.length} forms ${accepted.length} were accepted, and ${made.join(", ")} rows made`,
  );
}

type Answer = { status: number; location: string | undefined; text: string };

/** As many browsers as there are clients, each with a connection it keeps. */
class Visitors {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: clients });

  constructor(readonly url: string) {}

  /** One act for each thing, as many at any time as there are clients. */
  async all<Thing, Result>(things: readonly Thing[], act: (thing: Thing) => Promise<Result>) {
    const results: Result[] = [];
    const waiting = things.entries();
    const visitor = async () => {
      for (const [at, thing] of waiting) results[at] = await act(thing);
    };
    await Promise.all(Array.from({ length: clients }, visitor));
    return results;
  }

  send(method: string, path: string, headers: Record<string, string | number>, body?: Buffer) {
    return new Promise<Answer>((resolve, reject) => {
      const asked = request(this.url + path, { method, headers, agent: this.#agent });
      asked.on("error", reject);
      asked.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () => {
          const { statusCode, headers } = response;
          const text = Buffer.concat(chunks).toString();
          resolve({ status: statusCode!, location: headers.location, text });
        });
      });
      asked.end(body);
    });
  }

  leave() {
    this.#agent.destroy();
  }
}

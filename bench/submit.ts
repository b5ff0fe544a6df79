import pg from "pg";
import { cookieName, sealSession } from "@/app/_server/auth";
import { openSession } from "@/commands/account/sessions";
import { submitApplication } from "@/commands/binding/submit-application";
import { inTransaction } from "@/commands/transaction";
import { db, disconnect } from "@/db/client";
import { applications } from "@/db/schema";
import {
  anApplicant,
  fatherAlone,
  fills,
  type Portal,
  sessionId,
  source,
} from "@/tests/support/applicants";
import { ensureBuilt } from "../scripts/platform/build.mjs";
import { alternate, compared, type Figure, progress } from "./frame";
import { overheard, repeat, type Said } from "./replay";
import { serve } from "./web";

const pairs = 10;
const submissionsPerMeasure = 40;
const clients = 8;
const perSide = (pairs + 1) * submissionsPerMeasure;

type Ready = { by: Portal; draftId: string; version: number };

/**
 * The last press of a parent, over HTTP: session, validation, encryption, evidence, trail, outbox,
 * all on the disk; beside the bare statements of such a submission, said by as many clients to a
 * copy of the same database.
 */
export async function run(): Promise<Figure[]> {
  await ensureBuilt(process.env, progress);
  progress(`filling in ${2 * perSide} forms …`);
  const ready = await inTurns(Array.from({ length: 2 * perSide }, () => aReadyParent));
  await disconnect();
  const copyUrl = await copyOfDatabase();
  const scripts: Said[][] = [];
  for (const parent of ready.slice(0, perSide)) scripts.push(await overheard(() => submit(parent)));

  const web = await serve(".");
  const requests = await inTurns(ready.slice(perSide).map((one) => () => requestOf(web.url, one)));
  const bare = await Promise.all(Array.from({ length: clients }, () => connected(copyUrl)));
  try {
    const measured = await alternate({
      ours: () => rate(requests.splice(0, submissionsPerMeasure), (send) => send()),
      theirs: () =>
        rate(scripts.splice(0, submissionsPerMeasure), (said, at) => repeat(bare[at]!, said)),
      of: "rate",
      pairs,
    });
    await requireAllThere(copyUrl);
    return [compared("submit", `submission by ${clients} clients at once`, "per second", measured)];
  } finally {
    await Promise.all(bare.map((client) => client.end()));
    await web.stop();
    await disconnect();
  }
}

/** Somebody whose form is complete, the address confirmed: nothing is left but to sign. */
async function aReadyParent(): Promise<Ready> {
  const { by } = await anApplicant();
  const { id, version } = await fills(by, fatherAlone());
  return { by, draftId: id, version };
}

const name = fatherAlone().name.name;

const submit = ({ by, draftId, version }: Ready) =>
  submitApplication(by, {
    draftId,
    version,
    sessionId,
    source,
    signature: { manner: "typed", typedName: name },
  });

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

/** The page's own form, filled in, and the press of its button as a phone without scripts does it. */
async function requestOf(url: string, { by }: Ready) {
  const sessionId = await inTransaction((tx) =>
    openSession(tx, { kind: "portal", subjectId: by.id, from: source }),
  );
  const cookie = `${cookieName("portal")}=${await sealSession("portal", sessionId)}`;
  const page = await fetch(`${url}/apply/sign`, { headers: { cookie }, redirect: "manual" });
  const html = await page.text();
  const form = new FormData();
  for (const [input] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    form.append(attribute(input, "name"), attribute(input, "value"));
  }
  if (!form.has("draftId")) throw new Error(`the page to sign on answered ${page.status}`);
  form.set("signature", name);
  return async () => {
    const options = { method: "POST", body: form, redirect: "manual" } as const;
    const headers = { cookie, origin: url, "sec-fetch-site": "same-origin" };
    const answer = await fetch(`${url}/apply/sign`, { ...options, headers });
    await answer.arrayBuffer();
    if (answer.status !== 303) throw new Error(`a submission was answered ${answer.status}`);
  };
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

/** Things done in a second when `clients` take them one after the other. */
async function rate<T>(things: readonly T[], work: (thing: T, client: number) => Promise<unknown>) {
  const startedAt = performance.now();
  await shared(things, work);
  return (things.length / (performance.now() - startedAt)) * 1_000;
}

/** Run all, `clients` at once, and give their results in order. */
async function inTurns<T>(makers: readonly (() => Promise<T>)[]) {
  const made: T[] = [];
  await shared([...makers.entries()], async ([at, make]) => {
    made[at] = await make();
  });
  return made;
}

async function shared<T>(
  things: readonly T[],
  work: (thing: T, client: number) => Promise<unknown>,
) {
  const waiting = [...things];
  const client = async (at: number) => {
    for (let thing = waiting.shift(); thing; thing = waiting.shift()) await work(thing, at);
  };
  await Promise.all(Array.from({ length: clients }, (_, at) => client(at)));
}

/** A figure about submissions that were not kept would be none. */
async function requireAllThere(copyUrl: string) {
  const copy = await connected(copyUrl);
  const there = await copy.query("select 1 from applications");
  await copy.end();
  const ours = await db.$count(applications);
  if (ours !== 2 * perSide || there.rowCount !== perSide) {
    throw new Error(`${ours} and ${there.rowCount} applications are there, not all`);
  }
}

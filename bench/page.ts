import autocannon from "autocannon";
import { cookieName, sealSession } from "@/app/_server/auth";
import { openSession } from "@/commands/account/sessions";
import { inTransaction } from "@/commands/transaction";
import { aBinding, aHolder } from "@/tests/support/accounts";
import { aClass, aSchool, aStudent } from "@/tests/support/factories";
import { ensureBuilt } from "../scripts/platform/build.mjs";
import { buildBareNext } from "./bare-next";
import { alternate, compared, type Figure, progress } from "./frame";
import { serve } from "./web";

const holders = 20;
const connections = 10;
const pairs = 12;
const seconds = 4;

/** As long as it is asked to be, and dynamic like ours: it depends on the request. */
const barePage = `export default async function Page({ searchParams }) {
  const { fill } = await searchParams;
  return <p>{"x".repeat(Number(fill))}</p>;
}`;

/**
 * 我的孩子 as a signed-in parent loads it — cookie, session row, children, trail entry, texts —
 * beside a bare Next page that sends as many bytes.
 */
export async function run(): Promise<Figure[]> {
  await ensureBuilt(process.env, progress);
  const bareFolder = buildBareNext(".local/bare-page", barePage);
  const cookies = await Promise.all(Array.from({ length: holders }, aSignedInParent));
  const [ours, bare] = await Promise.all([serve("."), serve(bareFolder)]);
  try {
    const page = { url: `${ours.url}/children`, cookies };
    const size = await sizeOf(page.url, cookies[0]!);
    const empty = await sizeOf(`${bare.url}/?fill=0`);
    // The text stands in the page twice: as HTML, and as what React resumes from.
    const fill = Math.max(0, Math.round((size - empty) / 2));
    const reference = { url: `${bare.url}/?fill=${fill}`, cookies };
    progress(`${size} bytes against ${await sizeOf(reference.url)}`);
    const of = await alternate({
      ours: () => requestsPerSecond(page),
      theirs: () => requestsPerSecond(reference),
      of: "rate",
      pairs,
    });
    return [compared("page", `/children for ${connections} parents at once`, "per second", of)];
  } finally {
    await Promise.all([ours, bare].map(({ stop }) => stop()));
  }
}

/** A parent of two children, and the cookie of a living session. */
async function aSignedInParent() {
  const { id: subjectId } = await aHolder();
  for (const name of ["王小花", "王小明"]) {
    const { id: schoolId } = await aSchool();
    const { id: classId } = await aClass(schoolId);
    await aBinding(subjectId, { student: await aStudent({ name, schoolId, classId }) });
  }
  const from = { address: "192.0.2.1", agent: "bench" };
  const sessionId = await inTransaction((tx) =>
    openSession(tx, { kind: "holder", subjectId, from }),
  );
  return `${cookieName("holder")}=${await sealSession("holder", sessionId)}`;
}

async function sizeOf(url: string, cookie = "") {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.arrayBuffer()).byteLength;
}

async function requestsPerSecond({ url, cookies }: { url: string; cookies: string[] }) {
  const requests = cookies.map((cookie) => ({ headers: { cookie } }));
  const result = await autocannon({ url, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} failed under load`);
  return result.requests.average;
}

import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { verify } from "@node-rs/argon2";
import { hashPassword } from "@/commands/account/hashing";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { aPortalAccount, aSchool, aStudent } from "@/tests/support/factories";
import { alternate, compared, type Figure } from "./frame";

const password = "kite7rubs-salt";
const pairs = 20;
const inOneMeasure = 8;

/** The whole command — lookup, throttle, session, trail — beside bare Argon2id verifications. */
export async function run(): Promise<Figure[]> {
  const passwordHash = await hashPassword(password);
  const doors = await Promise.all(Array.from({ length: inOneMeasure }, () => aDoor(passwordHash)));
  const from = { address: "192.0.2.1", agent: "bench" };
  const signIn = (at: number) =>
    signInPortal({ kind: "visitor", id: "bench" }, doors[at]!, { from });
  const bare = () => verify(passwordHash, password);

  const alone = await alternate({ ours: each(signIn), theirs: each(bare), pairs });
  const together = await alternate({ ours: atOnce(signIn), theirs: atOnce(bare), pairs });
  return [
    compared("signin", "portal sign-ins, one after another", "per second", alone),
    compared("signin", `portal sign-ins, ${inOneMeasure} at once`, "per second", together),
  ];
}

async function aDoor(passwordHash: string) {
  const school = await aSchool();
  const number = `bench ${randomUUID()}`;
  const { id, studentNumber } = await aStudent({ schoolId: school.id, number });
  await aPortalAccount(id, { passwordHash, passwordSetAt: new Date() });
  return { schoolCode: school.code, studentNumber, secret: password };
}

type Work = (at: number) => Promise<unknown>;
const places = Array.from({ length: inOneMeasure }, (_, at) => at);

const each = (work: Work) => () =>
  perSecond(async () => {
    for (const at of places) await work(at);
  });

const atOnce = (work: Work) => () => perSecond(() => Promise.all(places.map(work)));

async function perSecond(work: () => Promise<unknown>) {
  const begun = performance.now();
  await work();
  return (inOneMeasure * 1_000) / (performance.now() - begun);
}

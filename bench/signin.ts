import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { verify } from "@node-rs/argon2";
import { hashPassword } from "@/commands/account/hashing";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { aPortalAccount, aSchool, aStudent } from "@/tests/support/factories";
import { alternate, compared, type Figure } from "./frame";

const pairs = 20;
const inOneMeasure = 8;
const places = Array.from({ length: inOneMeasure }, (_, at) => at);

/** The whole command — lookup, throttle, session, trail — beside bare Argon2id verifications. */
export async function run(): Promise<Figure[]> {
  const doors = await Promise.all(places.map(aDoor));
  const from = { address: "192.0.2.1", agent: "bench" };
  const signIn = (at: number) =>
    signInPortal({ kind: "visitor", id: "bench" }, doors[at]!, { from });
  const bare = (at: number) => verify(doors[at]!.passwordHash, doors[at]!.secret);

  const alone = await alternate({ ours: each(signIn), theirs: each(bare), of: "rate", pairs });
  const together = await alternate({
    ours: atOnce(signIn),
    theirs: atOnce(bare),
    of: "rate",
    pairs,
  });
  return [
    compared("signin", "portal sign-ins, one after another", "per second", alone),
    compared("signin", `portal sign-ins, ${inOneMeasure} at once`, "per second", together),
  ];
}

/** A child with a password of its own: the throttle would not have one secret on eight. */
async function aDoor() {
  const secret = `kite7rubs ${randomUUID()}`;
  const passwordHash = await hashPassword(secret);
  const school = await aSchool();
  const number = `bench ${randomUUID()}`;
  const { id, studentNumber } = await aStudent({ schoolId: school.id, number });
  await aPortalAccount(id, { passwordHash, passwordSetAt: new Date() });
  return { schoolCode: school.code, studentNumber, secret, passwordHash };
}

type Work = (at: number) => Promise<unknown>;
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

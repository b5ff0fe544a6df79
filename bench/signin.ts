import { performance } from "node:perf_hooks";
import { verify } from "@node-rs/argon2";
import { hashPassword } from "@/commands/account/hashing";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { aPortalAccount, aSchool, aStudent } from "@/tests/support/factories";
import type { Figure } from "./frame";

const pairs = 60;
const warmUps = 10;
const password = "kite7rubs-salt";

/** The whole command — throttle, session, trail — beside one bare Argon2id verification. */
export async function run(): Promise<Figure[]> {
  const passwordHash = await hashPassword(password);
  const school = await aSchool();
  const { id, studentNumber } = await aStudent({ schoolId: school.id });
  await aPortalAccount(id, { passwordHash, passwordSetAt: new Date() });
  const input = { schoolCode: school.code, studentNumber, secret: password };
  const from = { address: "192.0.2.1", agent: "bench" };
  const signIn = () => signInPortal({ kind: "visitor", id: "bench" }, input, { from });
  const bare = () => verify(passwordHash, password);

  const taken = { signIn: [] as number[], bare: [] as number[] };
  for (let pair = -warmUps; pair < pairs; pair++) {
    // Whichever goes second finds warmer caches, so they take turns.
    const order = pair % 2 === 0 ? (["signIn", "bare"] as const) : (["bare", "signIn"] as const);
    for (const name of order) {
      const ms = await timed(name === "signIn" ? signIn : bare);
      if (pair >= 0) taken[name].push(ms);
    }
  }

  const [value, reference] = [median(taken.signIn), median(taken.bare)];
  const ratio = reference / value;
  return [{ bench: "signin", figure: "portal sign-in", value, unit: "ms", reference, ratio }];
}

async function timed(work: () => Promise<unknown>) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

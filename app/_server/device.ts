import "server-only";
import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";
import { z } from "zod";
import type { Device } from "@/commands/account/throttling";
import { env } from "@/lib/env";
import { cookieAttributes, cookieName, unseal } from "./auth";

const rememberedSeconds = 365 * 24 * 60 * 60;
/** A family's accounts at several schools fit; an internet café forgets the oldest. */
const marksMax = 12;
const salt = "device";

const Remembered = z.object({ id: z.uuid(), marks: z.array(z.string().max(22)).max(marksMax) });

/** What this browser has signed in to before (a device cookie), for the throttle alone. */
export async function knownDevice(): Promise<Device | undefined> {
  const jar = await cookies();
  const token = await unseal(salt, jar.get(cookieName("device"))?.value);
  return Remembered.safeParse(token).data;
}

/** Remember that this browser signed in to the account with this mark. */
export async function rememberDevice(mark: string) {
  const known = await knownDevice();
  const marks = [mark, ...(known?.marks ?? []).filter((other) => other !== mark)];
  const token = { id: known?.id ?? randomUUID(), marks: marks.slice(0, marksMax) };
  const sealed = await encode({
    token,
    secret: env.SESSION_SECRET,
    salt,
    maxAge: rememberedSeconds,
  });
  const jar = await cookies();
  jar.set(cookieName("device"), sealed, { ...cookieAttributes(), maxAge: rememberedSeconds });
}

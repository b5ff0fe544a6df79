import "server-only";
import { headers } from "next/headers";
import type { Source } from "@/commands/account/sessions";
import type { Actor } from "@/domain/policy";
import { blindIndex } from "@/lib/crypto";
import { sourcesAreBelieved } from "./source-address";

const agentCharactersMax = 200;

/** Where this request comes from: the address we believe, and what the browser calls itself. */
export async function source(): Promise<Source> {
  const sent = await headers();
  const address = sourcesAreBelieved() ? sent.get("x-forwarded-for") : undefined;
  return {
    address: address ?? "unknown",
    agent: sent.get("user-agent")?.slice(0, agentCharactersMax) ?? null,
  };
}

/** Somebody not signed in. The trail names them by a fingerprint of their address. */
export async function visitor(): Promise<Extract<Actor, { kind: "visitor" }>> {
  const { address } = await source();
  return { kind: "visitor", id: blindIndex("throttle", `visitor:${address}`).toString("hex") };
}

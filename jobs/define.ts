import { UnrecoverableError } from "bullmq";
import { Refusal } from "@/commands/refusal";
import { faultOf } from "@/lib/log";
import { contracts, type JobName, type PayloadOf } from "./contracts";

/** `prompt`: someone is waiting. `bulk`: inventories and purges, which must not delay the others. */
export const queueNames = ["prompt", "bulk"] as const;
export type QueueName = (typeof queueNames)[number];

/** How often a fault is tried again, `delay` in milliseconds. Refusals are never tried again. */
export type Retry = Readonly<{
  attempts: number;
  backoff: Readonly<{ type: "exponential" | "fixed"; delay: number; jitter?: number }>;
}>;

type Definition<N extends JobName> = Readonly<{
  queue: QueueName;
  retry: Retry;
  /** May happen twice, also at the same time in two processes, and then has one effect. */
  run: (payload: PayloadOf<N>) => Promise<void>;
  /** What becomes of whoever waits when every attempt has failed. */
  exhausted: (payload: PayloadOf<N>) => Promise<void>;
}>;

/** A job as the worker knows it: payloads arrive unknown and are parsed here. */
export type DefinedJob = Readonly<{
  name: JobName;
  queue: QueueName;
  retry: Retry;
  run: (payload: unknown) => Promise<void>;
  exhausted: (payload: unknown) => Promise<void>;
}>;

/**
 * A job of one contract. A Refusal and a payload that breaks the contract become BullMQ's
 * UnrecoverableError; of any other fault only class and code reach the queue, where text is clear.
 */
export function defineJob<N extends JobName>(name: N, definition: Definition<N>): DefinedJob {
  const { queue, retry, run, exhausted } = definition;
  const parse = (payload: unknown) => {
    const parsed = contracts[name].safeParse(payload);
    if (!parsed.success) throw new UnrecoverableError("payload_breaks_contract");
    return parsed.data as PayloadOf<N>;
  };
  return {
    name,
    queue,
    retry,
    run: async (payload) => {
      const parsed = parse(payload);
      await run(parsed).catch((error) => {
        throw forTheQueue(error);
      });
    },
    exhausted: async (payload) => exhausted(parse(payload)),
  };
}

/** The queue keeps a failure's words in the clear: a database's words may quote a person's data. */
function forTheQueue(error: unknown): Error {
  if (error instanceof UnrecoverableError) return error;
  if (error instanceof Refusal) return new UnrecoverableError(`refused: ${error.reason}`);
  const { fault, code, at } = faultOf(error);
  const kept = new Error(code ? `${fault} ${code}` : fault);
  kept.stack = `${kept.message}\n    ${at ?? ""}`;
  return kept;
}

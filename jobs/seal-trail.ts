import { sealTrail } from "@/commands/oversight/seal-trail";
import { log } from "@/lib/log";
import { seconds } from "@/lib/time";
import { defineJob } from "./define";

const by = { kind: "system", id: "seal-trail" } as const;

/** Seal the trail, every minute. The log carries each seal away to where a thief may not reach. */
export const sealTheTrail = defineJob("trail.seal", {
  queue: "bulk",
  retry: { attempts: 2, backoff: { type: "fixed", delay: seconds(20) } },

  async run() {
    for (const seal of await sealTrail(by)) log.info(seal, "the trail was sealed");
  },

  // The next minute seals what this one could not.
  async exhausted() {
    log.warn("the trail was busy and is not sealed yet");
  },
});

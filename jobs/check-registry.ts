import { beginRegistryCheck } from "@/commands/registry/begin-registry-check";
import { recordRegistryAnswer } from "@/commands/registry/record-registry-answer";
import { defineJob } from "./define";
import { askHouseholdRegistry } from "./gateways/household-registry";

const by = { kind: "system", id: "registry.check" } as const;

/** Ask the household registry about one application (四(四)). Run twice, it has one effect. */
export const checkRegistry = defineJob("registry.check", {
  queue: "prompt",
  retry: { attempts: 4, backoff: { type: "exponential", delay: 2_000 } },

  async run({ applicationId }) {
    const question = await beginRegistryCheck(by, { applicationId });
    if (!question) return;
    const heard = await askHouseholdRegistry(question);
    await recordRegistryAnswer(by, { applicationId, asked: question, heard });
  },

  // Nobody waits for ever on a fault of ours: it counts as silence, and after some of that a
  // person decides.
  async exhausted({ applicationId }) {
    await recordRegistryAnswer(by, { applicationId, heard: { outcome: "silent" } });
  },
});

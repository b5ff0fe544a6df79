import { checkRegistry } from "./check-registry";
import type { DefinedJob } from "./define";
import { sealTheTrail } from "./seal-trail";
import { sendNotice } from "./send-notice";
import { runSweep } from "./sweep";

/** Every job there is; a promise of another waits in the outbox for a worker that knows it. */
export const jobs: readonly DefinedJob[] = [checkRegistry, sendNotice, runSweep, sealTheTrail];

import type { JobName } from "./contracts";

/**
 * All that happens by the clock. An id is a schedule's identity in the queue: never rename one. The
 * worker's own timer runs the sweep too, so a queue that lost its schedules loses no time.
 */
export const schedule = [
  { id: "sweep", job: "sweep.run", cron: "* * * * *", clause: "五(一)1, A9" },
  { id: "seal-trail", job: "trail.seal", cron: "* * * * *", clause: "五(七)2, A37" },
] as const satisfies readonly { id: string; job: JobName; cron: string; clause: string }[];

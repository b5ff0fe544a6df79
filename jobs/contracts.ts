import { z } from "zod";

/** What each job carries: ids, nothing else. A payload is clear text wherever the queue lives. */
export const contracts = {
  "registry.check": z.object({ applicationId: z.uuid() }),
  "notice.send": z.object({ noticeId: z.uuid() }),
  "sweep.run": z.object({}),
  "trail.seal": z.object({}),
} as const satisfies Record<string, z.ZodObject>;

export type JobName = keyof typeof contracts;
export type PayloadOf<N extends JobName> = z.infer<(typeof contracts)[N]>;

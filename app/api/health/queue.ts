import { Redis } from "ioredis";
import { databaseQueueAnswers } from "@/db/queries/health";
import { env } from "@/lib/env";

let redis: Redis | undefined;

/** Ask the queue where it lives: in Redis when REDIS_URL is set, otherwise in the database. */
export async function queueAnswers() {
  if (!env.REDIS_URL) return databaseQueueAnswers();
  redis ??= connect(env.REDIS_URL);
  await redis.ping();
}

/** A question to an absent Redis fails at once instead of waiting for its return. */
function connect(url: string) {
  const client = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 2_000 });
  client.on("error", () => {
    // The ping that fails tells it; the client goes on trying to connect.
  });
  return client;
}

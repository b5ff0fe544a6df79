import { PlainError } from "./plain.mjs";

const patienceMs = 5_000;

/** Stop with one sentence, without the password, when this database does not let us in. */
export async function requireDatabase(url, setting) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('server_version_num')::int as n");
    if (rows[0].n < 150_000)
      throw new PlainError(`${setting} must lead to PostgreSQL 15 or newer.`);
  } catch (error) {
    throw error instanceof PlainError
      ? error
      : new PlainError(databaseSentence(error, url, setting));
  } finally {
    await client.end().catch(() => {});
  }
}

function databaseSentence(error, url, setting) {
  const { host, username, pathname } = new URL(url);
  const name = pathname.slice(1);
  if (error.code === "28P01" || error.code === "28000") {
    return `The database at ${host} refuses the sign-in of ${username}: check ${setting}.`;
  }
  if (error.code === "3D000") return `There is no database ${name} at ${host}: check ${setting}.`;
  return `No database answers at ${host}: start it, or correct ${setting}.`;
}

/** Stop with one sentence when no Redis answers at REDIS_URL. */
export async function requireRedis(url) {
  const { Redis } = await import("ioredis");
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const { host } = new URL(url);
    throw new PlainError(
      /NOAUTH|WRONGPASS/.test(error.message)
        ? `The Redis at ${host} refuses the password in REDIS_URL.`
        : `No Redis answers at ${host}: start it, or correct REDIS_URL.`,
    );
  } finally {
    redis.disconnect();
  }
}

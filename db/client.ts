import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { digest } from "@/lib/crypto";
import { env } from "@/lib/env";
import { faultOf, log } from "@/lib/log";
import * as schema from "./schema";

/** The role the application works as: it may only insert and select on the trail. */
export const applicationRole = "parent_binding_app";

/**
 * How a process of the application reaches the database: by its own login, or by the given one
 * with the application's role taken on before the first statement.
 */
export function applicationConnection(): pg.PoolConfig {
  if (env.DATABASE_APP_URL) return { connectionString: env.DATABASE_APP_URL };
  return { connectionString: env.DATABASE_URL, options: `-c role=${applicationRole}` };
}

/** A pool whose connections may die, idle or in use, without taking the process with them. */
export function poolFor(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    max: 10,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 60_000,
    ...config,
  });
  const lost = (error: Error) => log.warn(faultOf(error), "a database connection was lost");
  // The pool listens to idle connections only; an error nobody listens to ends the process.
  pool.on("connect", (client) => client.on("error", lost));
  pool.on("error", () => undefined);
  return pool;
}

/** Whoever holds a row for longer, as an import may, must not stall every page and job. */
const lockWaitMs = 5_000;

type Global = typeof globalThis & { parentBindingPool?: pg.Pool };
const shared = globalThis as Global;

/** One pool a process, also where the web server loads this file more than once. */
function sharedPool() {
  shared.parentBindingPool ??= poolFor({
    ...applicationConnection(),
    lock_timeout: lockWaitMs,
  });
  return shared.parentBindingPool;
}

const connect = () => drizzle(sharedPool(), { schema, casing: "snake_case" });
let connected: ReturnType<typeof connect> | undefined;

/** The database, connected at first use so that a build needs none. */
export const db = new Proxy({} as ReturnType<typeof connect>, {
  get(_, name) {
    connected ??= connect();
    return Reflect.get(connected, name, connected);
  },
});

type Query = { toSQL(): { sql: string }; prepare(name: string): unknown };
type Planned<Built extends Query> = ReturnType<Built["prepare"]>;

/**
 * A statement pages ask for on every request: its text is made once, and PostgreSQL plans it once
 * a connection. It is named after its text, so that no two statements share a name.
 */
export function planned<Built extends Query>(build: (on: typeof db) => Built) {
  let made: { on: unknown; statement: Planned<Built> } | undefined;
  return (): Planned<Built> => {
    connected ??= connect();
    if (made?.on !== connected) {
      const built = build(connected);
      const name = digest(built.toSQL().sql).toString("hex").slice(0, 32);
      made = { on: connected, statement: built.prepare(name) as Planned<Built> };
    }
    return made.statement;
  };
}

/** Stands in a planned statement for a text or an id that `execute` fills in. */
export const given = (name: string) => sql.placeholder(name) as unknown as string;

export type Tx = Parameters<Parameters<typeof db.transaction>[0]>[0];
export type Reader = Pick<Tx, "select" | "execute">;

/** Ends the pool: for a process that stops, and for tests. */
export async function disconnect() {
  const pool = shared.parentBindingPool;
  shared.parentBindingPool = undefined;
  connected = undefined;
  await pool?.end();
}

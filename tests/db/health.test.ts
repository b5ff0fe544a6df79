import { expect, test } from "vitest";
import { GET } from "@/app/api/health/route";
import { asOwnerHere } from "../support/database";

const ask = async (query = "") => {
  const response = await GET(new Request(`http://localhost/api/health${query}`));
  return { status: response.status, states: await response.json() };
};

test("without a worker's beat the service is unwell, whatever else works", async () => {
  await asOwnerHere("insert into worker_heartbeats values ('old', now() - interval '31 seconds')");
  expect(await ask()).toEqual({
    status: 503,
    states: { status: "unwell", database: "reachable", queue: "reachable", worker: "silent" },
  });
});

test("with a fresh beat it is well", async () => {
  await asOwnerHere("insert into worker_heartbeats values ('new', now())");
  expect(await ask()).toEqual({
    status: 200,
    states: { status: "well", database: "reachable", queue: "reachable", worker: "beating" },
  });
});

test("a database of an older version is told apart from an absent one", async () => {
  const newest = "(select max(created_at) from drizzle.__drizzle_migrations)";
  await asOwnerHere(`delete from drizzle.__drizzle_migrations where created_at = ${newest}`);
  const { status, states } = await ask();
  expect([status, states.database]).toEqual([503, "not_migrated"]);
});

test("whether the process lives is answered without asking anybody", async () => {
  expect(await ask("?live")).toEqual({ status: 200, states: { status: "alive" } });
});

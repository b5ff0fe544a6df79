import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/health/route";

beforeAll(() => {
  process.env.DATABASE_URL = "postgres://somebody:secret@127.0.0.1:9/nowhere";
  process.env.REDIS_URL = "redis://:secret@127.0.0.1:9";
});

test("with database and queue gone the answer names the states and nothing else", async () => {
  const response = await GET(new Request("http://localhost/api/health"));
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    status: "unwell",
    database: "unreachable",
    queue: "unreachable",
    worker: "silent",
  });
});

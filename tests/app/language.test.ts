import { expect, test } from "vitest";
import { POST } from "@/app/language/route";
import "../support/database";

const chosen = (body: BodyInit, headers: Record<string, string> = {}) =>
  POST(
    new Request("http://parents.example/language", {
      method: "POST",
      headers: { host: "parents.example", referer: "http://parents.example/apply", ...headers },
      body,
    }),
  );

test("a language that was chosen is remembered, and one returns to where one stood", async () => {
  const answer = await chosen(new URLSearchParams({ language: "en" }));
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/apply"]);
  expect(answer.headers.get("set-cookie")).toContain("language=en;");
});

test.each(["application/json", "multipart/form-data; boundary=none", ""])(
  "what is no form (%j) chooses nothing, and one returns all the same",
  async (type) => {
    const answer = await chosen('{"language":"en"}', { "content-type": type });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/apply"]);
    expect(answer.headers.has("set-cookie")).toBe(false);
  },
);

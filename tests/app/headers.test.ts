import { expect, test } from "vitest";
import {
  contentSecurityPolicy,
  mayChange,
  responseHeaders,
  returnPath,
} from "@/app/_server/headers";

const served = { nonce: "n0nce", development: false, overTls: true };
const sent = (fields: Record<string, string>) =>
  new Headers({ host: "parents.example", ...fields });

const elsewhere = "https://elsewhere.example";
const behindProxy = { origin: "https://public.example", "x-forwarded-host": "public.example" };

test("a script runs only with the nonce of its own request", () => {
  const policy = contentSecurityPolicy(served);
  expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic';");
  expect(policy).not.toContain("unsafe");
});

test("nobody frames a page, gives it a base or receives its forms", () => {
  const policy = contentSecurityPolicy(served);
  for (const rule of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
    expect(policy).toContain(rule);
  }
});

test("only development may evaluate text as a script", () => {
  expect(contentSecurityPolicy({ ...served, development: true })).toContain("'unsafe-eval'");
});

test("no answer is kept by a browser or a proxy, and none tells where its reader came from", () => {
  expect(responseHeaders(served)).toMatchObject({
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
  });
});

test("TLS is demanded for two years where the service has it, and not claimed where it has not", () => {
  expect(responseHeaders(served)).toHaveProperty("Strict-Transport-Security");
  const plain = responseHeaders({ ...served, overTls: false });
  expect(plain).not.toHaveProperty("Strict-Transport-Security");
  expect(plain["Content-Security-Policy"]).not.toContain("upgrade-insecure-requests");
});

test("reading is open to any address", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    expect(mayChange(method, sent({ origin: elsewhere }))).toBe(true);
  }
});

const changing = ["POST", "PUT", "PATCH", "DELETE", "post"];

test.each<[string, Record<string, string>]>([
  ["a form of ours", { origin: "https://parents.example" }],
  ["a form of ours, said by the browser alone", { "sec-fetch-site": "same-origin" }],
  ["a page of ours behind a proxy", behindProxy],
  ["our host in capitals", { origin: "https://parents.example", host: "Parents.Example" }],
  ["a hidden origin the browser calls ours", { origin: "null", "sec-fetch-site": "same-origin" }],
])("a change asked for by %s is let through", (_, fields) => {
  for (const method of changing) expect(mayChange(method, sent(fields))).toBe(true);
});

test.each<[string, Record<string, string>]>([
  ["another site", { origin: elsewhere }],
  ["another site that claims to be us", { origin: elsewhere, "sec-fetch-site": "same-origin" }],
  ["another port of our host", { origin: "https://parents.example:8443" }],
  ["a host that begins like ours", { origin: "https://parents.example.evil.example" }],
  ["a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
  ["a neighbour under our domain", { "sec-fetch-site": "same-site" }],
  ["nobody who says where from", {}],
  ["an origin that is no address", { origin: "parents.example" }],
])("a change asked for by %s is refused", (_, fields) => {
  for (const method of changing) expect(mayChange(method, sent(fields))).toBe(false);
});

test.each([
  ["https://parents.example/apply/name?child=2", "/apply/name?child=2"],
  ["https://parents.example/", "/"],
  ["https://elsewhere.example/apply", "/"],
  ["https://parents.example//elsewhere.example/", "/"],
  ["https://parents.example/\\elsewhere.example", "/"],
  ["javascript://parents.example/%0aalert(1)", "/"],
  ["no address", "/"],
])("after choosing a language on %s one returns to %s", (referer, path) => {
  expect(returnPath(sent({ referer }))).toBe(path);
});

test("without knowing where one came from one returns to the front page", () => {
  expect(returnPath(sent({}))).toBe("/");
});

import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll } from "vitest";

/** A letter as the provider was handed it; `key` is the idempotency key. */
export type SentLetter = {
  key: string;
  to: string[];
  from: string;
  subject: string;
  html: string;
  text: string;
};

/** What the provider does with one request. Without an instruction it accepts. */
export type Mood =
  | { answer: number; name?: string; body?: string }
  | { acceptAndHangUp: true }
  | { hangUp: true }
  | { waitMs: number }
  | { until: Promise<unknown> };

const moods: Mood[] = [];
const remembered = new Map<string, { body: string; id?: string }>();

/** A mail provider that speaks Resend's protocol over real HTTP, and what has reached it. */
export const outsideMail = {
  /** Letters that went out to people. */
  sent: [] as SentLetter[],
  /** How many requests came, whatever became of them. */
  requests: 0,
  /** How the next requests fare, one each. */
  expect: (...next: Mood[]) => moods.push(...next),
  lettersWith: (key: string) => outsideMail.sent.filter((letter) => letter.key === key),
};

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
process.env.RESEND_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
process.env.RESEND_API_KEY = "re_invented_key";

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function answer(request: IncomingMessage, response: ServerResponse) {
  outsideMail.requests += 1;
  const mood = moods.shift();
  const body = await bodyOf(request);
  if (request.url !== "/emails" || request.method !== "POST")
    return fail(response, 404, "not_found");
  if (request.headers.authorization !== "Bearer re_invented_key") {
    return fail(response, 403, "invalid_api_key");
  }
  if (mood && "hangUp" in mood) return response.destroy();
  if (mood && "answer" in mood) return fail(response, mood.answer, mood.name, mood.body);

  const key = String(request.headers["idempotency-key"] ?? randomUUID());
  const known = remembered.get(key);
  if (known && known.body !== fingerprint(body)) {
    return fail(response, 409, "invalid_idempotent_request");
  }
  if (known && !known.id) return fail(response, 409, "concurrent_idempotent_requests");
  if (known) return reply(response, 200, { id: known.id });

  const entry: { body: string; id?: string } = { body: fingerprint(body) };
  remembered.set(key, entry);
  if (mood && "waitMs" in mood) await setTimeout(mood.waitMs);
  if (mood && "until" in mood) await mood.until;
  entry.id = randomUUID();
  outsideMail.sent.push({ key, ...JSON.parse(body), to: [JSON.parse(body).to].flat() });
  if (mood && "acceptAndHangUp" in mood) return response.destroy();
  return reply(response, 200, { id: entry.id });
}

const fingerprint = (body: string) => createHash("sha256").update(body).digest("hex");

async function bodyOf(request: IncomingMessage) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  return body;
}

function fail(response: ServerResponse, status: number, name = "application_error", body?: string) {
  if (body !== undefined) return response.writeHead(status).end(body);
  return reply(response, status, { statusCode: status, name, message: "the provider's own words" });
}

function reply(response: ServerResponse, status: number, content: object) {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(content));
}

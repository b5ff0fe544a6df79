import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { type AnswerLine, Answers, readAnswers } from "./answers";
import { Control, Mood, nonsense } from "./mood";

const Person = z.strictObject({
  number: z.string().regex(/^[A-Z0-9]{10}$/),
  name: z.string().min(1).max(200),
});
const Question = z.strictObject({ requestId: z.uuid(), applicant: Person, child: Person });
type Question = z.infer<typeof Question>;

const bodyBytesMax = 8_192;
const rememberedMax = 20_000;
const retryAfterSeconds = 2;

export type SimulatorOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The file `demo:city` writes; without it, everybody is unknown. */
  answersFile?: string;
  /** The bearer token asked for, if any. */
  token?: string;
};

/** A household registry (戶役政) to practise with, speaking docs/registry-protocol.md. */
export async function startSimulator({ port = 0, answersFile, token }: SimulatorOptions = {}) {
  const answers = answersFile ? await readAnswers(answersFile) : new Answers();
  const simulator = new Simulator(answers, token);
  const server = createServer((request, response) => {
    simulator.serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    know: (lines: Iterable<AnswerLine>) => {
      for (const line of lines) answers.learn(line);
    },
    control: (control: z.input<typeof Control>) => simulator.mood.set(Control.parse(control)),
    log: () => ({ ...simulator.counts }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Simulator {
  readonly mood = new Mood();
  readonly counts: Record<string, number> = { asked: 0, repeated: 0 };
  readonly #remembered = new Map<string, { question: string; answer: string }>();

  constructor(
    private readonly answers: Answers,
    private readonly token: string | undefined,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse) {
    const route = `${request.method} ${request.url}`;
    if (route === "GET /health") return send(response, 200, { status: "ok" });
    if (route === "GET /control/log") return send(response, 200, this.counts);
    if (route === "POST /control") return this.#control(request, response);
    if (route === "POST /v1/relations") return this.#relations(request, response);
    return send(response, 404, { error: "unknown_address" });
  }

  async #control(request: IncomingMessage, response: ServerResponse) {
    const control = Control.safeParse(asJson(await bodyOf(request)));
    if (!control.success) return send(response, 400, { error: "malformed" });
    this.mood.set(control.data);
    return send(response, 200, control.data);
  }

  async #relations(request: IncomingMessage, response: ServerResponse) {
    if (this.token && request.headers.authorization !== `Bearer ${this.token}`) {
      return send(response, 401, { error: "unauthorised" });
    }
    const question = Question.safeParse(asJson(await bodyOf(request)));
    if (!question.success || request.headers["x-request-id"] !== question.data.requestId) {
      return send(response, 400, { error: "malformed" });
    }
    this.#count("asked");
    const { mode, delayMs } = this.mood.turn();
    if (mode !== "normal") this.#count(mode);
    if (mode === "gone") return void request.socket.resetAndDestroy();
    if (mode === "silent") return;
    if (mode === "failing") return send(response, 503, { error: "unavailable" });
    if (mode === "busy") return sendBusy(response);
    if (mode === "garbage") {
      return sendText(response, 200, nonsense(question.data.requestId, this.counts.garbage! - 1));
    }
    if (mode === "slow") await setTimeout(delayMs, undefined, { ref: false });
    return this.#answer(question.data, response);
  }

  /** The same request asked again gets the same answer, whatever has been learned since. */
  #answer(question: Question, response: ServerResponse) {
    const { requestId, ...pair } = question;
    const asked = JSON.stringify(pair);
    const known = this.#remembered.get(requestId);
    if (known && known.question !== asked) return send(response, 400, { error: "request_reused" });
    if (known) {
      this.#count("repeated");
      return sendText(response, 200, known.answer);
    }
    const found = this.answers.about(pair);
    const answer = JSON.stringify({ requestId, ...found });
    this.#count(found.answer);
    this.#remember(requestId, asked, answer);
    return sendText(response, 200, answer);
  }

  #remember(requestId: string, question: string, answer: string) {
    this.#remembered.set(requestId, { question, answer });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > rememberedMax) this.#remembered.delete(oldest!);
  }

  #count(what: string) {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
}

/** Reads what is left of too long a body without keeping it. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bodyBytesMax) chunks.push(chunk);
  }
  return bytes > bodyBytesMax ? "" : Buffer.concat(chunks).toString();
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendBusy(response: ServerResponse) {
  response.setHeader("retry-after", String(retryAfterSeconds));
  send(response, 429, { error: "too_many_requests" });
}

const send = (response: ServerResponse, status: number, value: object) =>
  sendText(response, status, JSON.stringify(value));

function sendText(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(text);
}

import { z } from "zod";

/** A 32-byte key, written in base64. */
const Key = z
  .string()
  .refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64");

const KeyRing = z
  .string()
  .regex(/^\w{1,8}:[A-Za-z0-9+/=]+(,\w{1,8}:[A-Za-z0-9+/=]+)*$/, "must be id:base64[,id:base64]")
  .transform((text) => text.split(",").map(splitKey))
  .refine((keys) => keys.every(({ key }) => key.length === 32), "each key must be 32 bytes");

const LogLevel = z.enum(["debug", "info", "warn", "error", "silent"]);

/** A web address as browsers spell it, so that `HTTPS://…` meets the same rules as `https://…`. */
const WebAddress = z.url({ protocol: /^https?$/, normalize: true });

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const Environment = z
  .object({
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    PUBLIC_URL: optional(WebAddress),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_APP_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
    REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
    RESEND_API_KEY: optional(z.string().min(8)),
    RESEND_URL: z.url().default("https://api.resend.com"),
    MAIL_FROM: z.string().default("親子綁定 <no-reply@example.edu.tw>"),
    REGISTRY_URL: optional(WebAddress),
    REGISTRY_TOKEN: optional(z.string().min(8)),
    REGISTRY_TIMEOUT_MS: z.coerce.number().int().min(50).default(8_000),
    REGISTRY_PER_MINUTE: z.coerce.number().int().min(1).default(600),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    SESSION_SECRET: Key,
    PERSONAL_DATA_KEYS: KeyRing,
    BLIND_INDEX_KEY: Key,
    LINK_KEY: Key,
    TRAIL_KEY: Key,
    LOG_LEVEL: LogLevel.default("info"),
  })
  .superRefine((env, context) => {
    if (!isTls(env.PUBLIC_URL)) return;
    const broken = (name: keyof typeof env, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    for (const name of ["RESEND_API_KEY", "REGISTRY_URL"] as const) {
      if (!env[name]) broken(name, "is required");
    }
    const { REGISTRY_URL: registry } = env;
    if (registry && !isTls(registry) && !isThisMachine(registry)) {
      broken("REGISTRY_URL", "must be https, or an address of this machine");
    }
    if (env.TRUSTED_PROXIES < 1) {
      broken(
        "TRUSTED_PROXIES",
        "must be at least 1, because the web server ends no TLS and https needs a proxy before it",
      );
    }
  });

export type Env = z.infer<typeof Environment>;

/**
 * The settings, read once and checked. The only place that reads the process's environment.
 * @throws Error whose message is one plain sentence naming the broken setting, never its value.
 */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = Environment.safeParse(source);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".")} ${sentenceAbout(message)}`,
  );
  throw new Error(`The setting ${sentences.join("; the setting ")}.`);
}

function sentenceAbout(message: string) {
  if (message.endsWith("received undefined")) return "is missing";
  return message.startsWith("Invalid") ? "is not valid" : message;
}

let read: Env | undefined;

/** Lazily checked, so that a build without settings succeeds and a start without them does not. */
export const env = new Proxy({} as Env, {
  get(_, name: keyof Env) {
    read ??= readEnv(process.env);
    return read[name];
  },
});

/** Read without the rest, because a build logs too and has no settings. */
export const logLevel = () => LogLevel.catch("info").parse(process.env.LOG_LEVEL);

/** The address letters link to, without a slash at its end. */
export const publicUrl = () =>
  (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, "");

/** Cookies are bound to the host and to TLS wherever the service is really served. */
export const servedOverTls = () => isTls(publicUrl());

/** Whether nobody but this machine's own user comes: no address for others was given. */
export const servedToThisMachineOnly = () => isThisMachine(publicUrl());

/** Letters are kept in the development mailbox where nobody pays for sending them. */
export const lettersAreCaptured = () => !env.RESEND_API_KEY;

function isTls(address: string | undefined) {
  return address !== undefined && new URL(address).protocol === "https:";
}

function isThisMachine(address: string) {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);
}

function splitKey(part: string) {
  const [id, key] = part.split(":") as [string, string];
  return { id, key: Buffer.from(key, "base64") };
}

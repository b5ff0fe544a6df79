import { createServer } from "node:net";
import { PlainError } from "./plain.mjs";
import { until } from "./processes.mjs";

/** A port nobody listens on; `preferred` when that one is free. */
export async function freePort(preferred = 0) {
  const port = await tryPort(preferred, "127.0.0.1");
  return port ?? freePort(0);
}

/** Stop with one sentence when somebody listens on this port already. */
export async function requireFree(port, host) {
  if ((await tryPort(port, host)) !== undefined) return;
  throw new PlainError(
    `Port ${port} is in use by another program: stop that one, or start with PORT=${port + 1} npm start.`,
  );
}

/** Give what a killed start left behind the time to notice and leave the port. */
export async function untilFree(port, host) {
  await until(async () => (await tryPort(port, host)) !== undefined, { withinMs: 25_000 });
}

/** The port it could listen on, undefined when it is taken. */
function tryPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else if (error.code === "EACCES")
        reject(new PlainError(`Port ${port} needs more rights: take one above 1023.`));
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

// npm start: everything, from a fresh clone to a healthy service. npm run dev: the same, reloading.
// Only Node's own modules may be imported here and below until the packages are installed.
import { ensureBuilt } from "./platform/build.mjs";
import { ensureCity } from "./platform/city.mjs";
import { openDatabase } from "./platform/database.mjs";
import { ensureInstalled } from "./platform/install.mjs";
import { completeEnvironment } from "./platform/local-env.mjs";
import { announce, leave, occupy } from "./platform/occupancy.mjs";
import { requireRedis } from "./platform/outside.mjs";
import { local, makeLocal, root } from "./platform/paths.mjs";
import { sentenceFor } from "./platform/plain.mjs";
import { requireFree, untilFree } from "./platform/ports.mjs";
import { whenOrphaned } from "./platform/processes.mjs";
import { requireNode } from "./platform/requirements.mjs";
import * as services from "./platform/services.mjs";
import { requireSettings } from "./platform/settings.mjs";
import { welcome } from "./platform/welcome.mjs";

const isDev = process.argv.includes("--dev");
const say = (sentence) => process.stdout.write(`${sentence}\n`);

/** What runs, in the order it was started; it is stopped the other way round. */
const running = [];
const stopping = new AbortController();

async function start() {
  requireNode();
  process.chdir(root);
  makeLocal();
  const { wasKilled } = occupy("start.mjs");
  await ensureInstalled(say, stopping.signal);
  const environment = await checkedEnvironment(wasKilled);

  const database = await keepTrack(openDatabase(environment));
  Object.assign(environment, database.environment);
  database.watch(say, fail);
  await ensureCity(environment, say, stopping.signal);
  if (!isDev) await ensureBuilt(environment, say, stopping.signal);
  const greeting = welcome(environment, stopping.signal); // while the services come up
  await startServices(environment);
  announce(environment);
  say(await greeting);
}

/** All settings, checked; the sentence about a broken one comes before anything is started. */
async function checkedEnvironment(wasKilled) {
  const given = { ...process.env, NODE_ENV: isDev ? "development" : "production" };
  const places = { file: local("env"), data: local("postgres", "data") };
  const environment = completeEnvironment({ ...places, given });
  Object.assign(environment, { PORT: environment.PORT ?? "3000", NEXT_TELEMETRY_DISABLED: "1" });
  await requireSettings(environment);
  const port = Number(environment.PORT);
  const host = services.listeningHost(environment);
  if (wasKilled) await untilFree(port, host);
  await requireFree(port, host);
  if (environment.REDIS_URL) await requireRedis(environment.REDIS_URL);
  return environment;
}

async function startServices(environment) {
  const watchers = { say, giveUp: fail };
  const simulator = environment.REGISTRY_URL
    ? undefined
    : await keepTrack(services.startSimulator(environment, watchers));
  if (simulator) environment.REGISTRY_URL = simulator.url;
  await keepTrack(services.startWorker(environment, isDev, watchers));
  await keepTrack(services.startWeb(environment, isDev, watchers));
  if (simulator) {
    await services.untilHealthy("registry simulator", `${simulator.url}/health`, stopping.signal);
  }
  const health = `http://127.0.0.1:${environment.PORT}/api/health`;
  await services.untilHealthy("service", health, stopping.signal);
}

/** Nothing starts after the stop has begun: what was just started is stopped again. */
async function keepTrack(starting) {
  const started = await starting;
  running.push(started);
  stopping.signal.throwIfAborted();
  return started;
}

async function stop(exitCode) {
  if (stopping.signal.aborted) return;
  stopping.abort();
  while (running.length > 0) await running.pop().stop();
  leave();
  process.exit(exitCode);
}

function fail(error) {
  if (stopping.signal.aborted) return;
  process.stderr.write(`${sentenceFor(error)}\n`);
  stop(1);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) say("Stopping …");
    stop(0);
  });
}
// npm does not pass every signal on; when npm is gone, nobody could stop us any more.
if (process.env.npm_lifecycle_event) whenOrphaned(() => stop(0));

start().catch(fail);

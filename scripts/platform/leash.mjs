// Preloaded with `--import` into web, worker and simulator: they end when `npm start` is killed.
import { isMainThread } from "node:worker_threads";
import { whenOrphaned } from "./processes.mjs";

if (isMainThread) whenOrphaned(() => process.kill(process.pid, "SIGTERM"));

import { parseArgs } from "node:util";
import { startSimulator } from "./simulator/server";

const { values } = parseArgs({
  options: { port: { type: "string", default: "4010" }, answers: { type: "string" } },
});

const simulator = await startSimulator({
  port: Number(values.port),
  answersFile: values.answers,
  token: process.env.REGISTRY_TOKEN || undefined,
});
console.log(`registry simulator: ${simulator.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}

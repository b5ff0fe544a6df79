import { mkdirSync, writeFileSync } from "node:fs";
import { drawings } from "./states/drawings";

mkdirSync("docs/states", { recursive: true });
for (const [name, drawing] of Object.entries(drawings)) {
  writeFileSync(`docs/states/${name}.mmd`, drawing);
}
console.log(`drew ${Object.keys(drawings).join(", ")}`);

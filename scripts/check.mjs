// npm run check: what takes seconds. Types, lint, format and the house rules.
import { ensureInstalled } from "./platform/install.mjs";
import { endTogether, hermetic, lint, tests, types } from "./platform/parts.mjs";
import { makeLocal, root } from "./platform/paths.mjs";
import { sentenceFor } from "./platform/plain.mjs";
import { requireNode } from "./platform/requirements.mjs";

const env = hermetic(process.env);

async function main() {
  requireNode();
  process.chdir(root);
  makeLocal();
  endTogether();
  await ensureInstalled((sentence) => process.stderr.write(`${sentence}\n`));
  const areTypesFine = await types(env);
  const isLintFine = await lint(env);
  const house = await tests("house", ["--project", "unit", "tests/house.test.ts"], env);
  return areTypesFine && isLintFine && house.failed === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exitCode = 1;
  },
);

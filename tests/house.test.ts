import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { contracts } from "@/jobs/contracts";
import { code, files, importsOf, inside, showing, source } from "./support/sources";

/** Who may import whom. Read a row as: files in `commands` may import from these. */
const mayImport: Record<string, readonly string[]> = {
  lib: ["lib"],
  domain: ["domain"],
  db: ["db", "domain", "lib"],
  commands: ["commands", "db", "domain", "lib", "jobs/contracts"],
  emails: ["emails", "domain"],
  jobs: ["jobs", "commands", "db", "domain", "emails", "lib"],
  app: ["app", "commands", "db/queries", "domain", "lib"],
};
const layers = Object.keys(mayImport);
const product = inside(...layers);

/** The procedure knows no framework, no clock and no disk; these packages know neither. */
const purePackages = ["zod", "taiwan-id-validator", "fastest-levenshtein"];

test("imports point downwards, by alias and by path alike", () => {
  const upwards = product.flatMap((file) => {
    const allowed = mayImport[file.split("/")[0]!]!;
    const fits = (target: string) =>
      allowed.some((a) => target === a || target.startsWith(`${a}/`));
    const wrong = importsOf(file).filter(({ own, target }) => own && !fits(target));
    return wrong.map(({ target }) => `${file} imports ${target}`);
  });
  expect(upwards).toEqual([]);
});

test("the domain is pure", () => {
  const impure = inside("domain").flatMap((file) => {
    const foreign = importsOf(file).filter(
      ({ own, target }) => !own && !purePackages.includes(target),
    );
    return foreign.map(({ target }) => `${file} imports ${target}`);
  });
  expect(impure).toEqual([]);
  expect(showing(inside("domain"), /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/)).toEqual([]);
});

/** Numbers and names of people are everybody's; all other rules belong to one section. */
const shared = /^(ids\/|roster\/names$)/;

test("a section knows another section's rules by their types at most", () => {
  const crossing = inside("domain").flatMap((file) => {
    const [, section, rest] = file.split("/");
    if (!rest) return [];
    const withoutTypes = source(file).replace(/import type [^;]+;/g, "");
    const others = [...withoutTypes.matchAll(/from "(?:\.\.|@\/domain)\/(\w+\/[^"]+)"/g)];
    const foreign = others.map(([, path]) => path!).filter((path) => !shared.test(path));
    return foreign
      .filter((path) => !path.startsWith(`${section}/`))
      .map((path) => `${file}: ${path}`);
  });
  expect(crossing).toEqual([]);
});

test("a file has at most 250 lines", () => {
  const long = code.filter((file) => source(file).trimEnd().split("\n").length > 250);
  expect(long).toEqual([]);
});

test("no folder is named after a shelf instead of its content", () => {
  const shelf = /(^|\/)(utils?|helpers?|services|types|hooks|src|common|misc|components)\//;
  expect(files.filter((file) => shelf.test(file))).toEqual([]);
});

test("lib is a closed list", () => {
  const known = ["crypto", "env", "log", "time"].map((name) => `lib/${name}.ts`);
  expect(inside("lib").filter((file) => !known.includes(file))).toEqual([]);
});

test("there is one barrel, the schema's", () => {
  const barrels = code.filter((file) => /(^|\/)index\.tsx?$/.test(file));
  expect(barrels).toEqual(["db/schema/index.ts"]);
});

/** An act has a verb and a noun in its name and somebody who does it in its signature. */
const acts = inside("commands").filter(
  (file) => /^commands\/\w+\/\w+(-\w+)+\.ts$/.test(file) && /\bby: /.test(source(file)),
);

test("every act passes the gate and leaves a record", () => {
  expect(acts.length).toBeGreaterThan(10);
  expect(acts.filter((file) => !/\bauthorise\(/.test(source(file)))).toEqual([]);
  expect(acts.filter((file) => !/\brecord(Many)?\(/.test(source(file)))).toEqual([]);
});

test("no page opens a transaction, and no act speaks to the outside world", () => {
  expect(showing(inside("app", "domain", "emails"), /\binTransaction\(/)).toEqual([]);
  expect(
    showing(inside("commands", "domain", "db"), /\bfetch\(|node:https?"|from "resend"/),
  ).toEqual([]);
});

test("a scope is minted in policy.ts alone", () => {
  const minting = showing(code, /\bas \w*Scope\b/).filter((file) => !file.startsWith("tests/"));
  expect(minting).toEqual(["domain/policy.ts"]);
});

test("the process's environment is read in lib/env.ts alone", () => {
  // Next replaces these two when it builds; they are no settings.
  const reading = /\bprocess\.env\b(?!\.NODE_ENV\b|\.NEXT_RUNTIME\b)/;
  const root = ["proxy.ts", "instrumentation.ts"].filter((file) => code.includes(file));
  expect(showing([...product, ...root], reading)).toEqual(["lib/env.ts"]);
});

test("nothing of the product writes to the console", () => {
  expect(showing(product, /\bconsole\./)).toEqual([]);
});

test("links are plain and pictures are plain", () => {
  const fancy = code.filter((file) =>
    importsOf(file).some(({ target }) => ["next/link", "next/image"].includes(target)),
  );
  expect(fancy).toEqual([]);
});

test("the words of a page stand in the message files", () => {
  expect(
    showing(
      inside("app").filter((file) => file.endsWith(".tsx")),
      /\p{Script=Han}/u,
    ),
  ).toEqual([]);
});

test("a job's payload carries ids and nothing else", () => {
  const wrong = Object.entries(contracts).flatMap(([job, { shape }]) =>
    Object.entries(shape as Record<string, z.ZodType>)
      .filter(([name, schema]) => !/Id$/.test(name) || !(schema instanceof z.ZodUUID))
      .map(([name]) => `${job}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("no test is skipped, alone or to be written, and nothing of ours is mocked", () => {
  const tests = inside("tests").filter((file) => file !== "tests/house.test.ts");
  expect(showing(tests, /\b(test|describe|it)\.(skip|only|todo|skipIf|runIf)\b/)).toEqual([]);
  expect(showing(tests, /\bvi\.(mock|doMock)\(\s*"(@\/|\.)/)).toEqual([]);
});

test("the compiler is not told to look away", () => {
  const others = code.filter((file) => file !== "tests/house.test.ts");
  const silenced = others.filter((file) => /@ts-(ignore|nocheck|expect-error)/.test(source(file)));
  expect(silenced).toEqual([]);
});

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
const read = <T>(file: string) => JSON.parse(readFileSync(file, "utf8")) as T;

test("packages are pinned to one version, and postgres.js is not among them", () => {
  const { dependencies, devDependencies } = read<Manifest>("package.json");
  const all = Object.entries({ ...dependencies, ...devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(all.map(([name]) => name)).not.toContain("postgres");
});

test("the lock file names no registry, and every system's binaries, as npm ci wants it", () => {
  expect(readFileSync("package-lock.json", "utf8")).not.toMatch(/"resolved": "https?:/);
  const { packages } = read<Lock>("package-lock.json");
  const known = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")));
  const optional = Object.values(packages).flatMap((p) =>
    Object.keys(p.optionalDependencies ?? {}),
  );
  expect(optional.filter((name) => !known.has(name))).toEqual([]);
});

test("every path the documents name exists", () => {
  const documents = files.filter((file) => /^(README\.md|docs\/.*\.md)$/.test(file));
  const exists = (path: string) =>
    files.some((file) => file === path || file.startsWith(`${path}/`));
  const gone = documents.flatMap((file) => {
    const named = [
      ...source(file).matchAll(
        /`((?:app|bench|commands|db|docs|domain|emails|jobs|lib|scripts|tests)\/[\w./()[\]-]+?)\/?`/g,
      ),
    ];
    return named.filter(([, path]) => !exists(path!)).map(([, path]) => `${file}: ${path}`);
  });
  expect(gone).toEqual([]);
});

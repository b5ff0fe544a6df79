import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PlainError } from "./plain.mjs";
import { run } from "./processes.mjs";

const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Programs the tests use beyond npm's packages: how to see them, and their names at Debian. */
const wanted = [
  { name: "Chromium", debian: "chromium", isThere: () => findBrowser() !== undefined },
  { name: "a Chinese font", debian: "fonts-noto-cjk", isThere: hasChineseFont },
  {
    name: "redis-server",
    debian: "redis-server",
    isThere: () => onPath("redis-server") !== undefined,
  },
];

/** The browser of the browser tests. */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return browsers.map(onPath).find(Boolean) ?? (existsSync(macChrome) ? macChrome : undefined);
}

/** Have everything the tests need; where it cannot be installed, say what is missing and how. */
export async function ensureSystemPackages(say) {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  const isDebian = existsSync("/etc/debian_version");
  if (!isDebian || process.getuid?.() !== 0) throw new PlainError(howToGet(missing, isDebian));

  say(`Installing ${missing.map(({ name }) => name).join(", ")} …`);
  const failure = await aptInstall(missing.map(({ debian }) => debian));
  const left = await missingPackages();
  if (left.length > 0) throw new PlainError(`${howToGet(left, true)} (apt-get said: ${failure})`);
}

async function missingPackages() {
  const there = await Promise.all(wanted.map(({ isThere }) => isThere()));
  return wanted.filter((_, index) => !there[index]);
}

function howToGet(missing, isDebian) {
  const names = missing.map(({ name }) => name).join(", ");
  const debian = missing.map((entry) => entry.debian).join(" ");
  if (isDebian) return `The tests miss ${names}: run \`sudo apt-get install ${debian}\`.`;
  if (process.platform === "darwin") {
    return `The tests miss ${names}: run \`brew install redis\` and \`brew install --cask google-chrome\`.`;
  }
  return `The tests miss ${names}: install them with your system's packages (at Debian: ${debian}).`;
}

async function aptInstall(packages) {
  // RUNLEVEL keeps the package from starting a Redis of the system's own.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const retries = ["-o", "Acquire::Retries=3"];
  await run("apt-get", ["update", ...retries], { env });
  const install = ["install", "-y", "--no-install-recommends", ...retries, ...packages];
  const { output } = await run("apt-get", install, { env });
  return output.trim().split("\n").at(-1);
}

async function hasChineseFont() {
  if (process.platform !== "linux") return true;
  const { code, output } = await run("fc-list", [":lang=zh-tw", "family"]);
  return code === 0 && output.trim() !== "";
}

function onPath(program) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { ensureBuilt } from "../scripts/platform/build.mjs";
import { buildBareNext } from "./bare-next";
import { alone, compared, type Figure, progress } from "./frame";

/** All of govuk-frontend's CSS, gzipped: the yardstick for a service made of forms. */
const govukFrontendKb = 16.1;

/** The smallest dynamic page Next can build. */
const barePage =
  'export const dynamic = "force-dynamic";\nexport default function Page() { return <p>Bare.</p>; }';

/** What a phone downloads for each page: JavaScript beside a bare Next page's, and CSS. */
export async function run(): Promise<Figure[]> {
  await ensureBuilt(process.env, progress);
  const [bare] = pagesOf(join(buildBareNext(".local/bare-next", barePage), ".next"));
  const ours = pagesOf(".next").filter(({ route }) => !route.startsWith("/mailbox"));
  const byWeight = ours.sort((a, b) => a.jsKb - b.jsKb);
  const [lightest, heaviest] = [byWeight[0]!, byWeight.at(-1)!];
  const cssKb = Math.max(...ours.map((page) => page.cssKb));
  return [
    ...[lightest, heaviest].map(({ route, jsKb }, at) =>
      compared(
        "weight",
        `JavaScript of the ${at === 0 ? "lightest" : "heaviest"} page, ${route}`,
        "KB gz",
        {
          ours: jsKb,
          theirs: bare!.jsKb,
        },
      ),
    ),
    alone("weight", "JavaScript beyond Next's own, at most", "KB gz", heaviest.jsKb - bare!.jsKb),
    compared("weight", "CSS of a page, at most", "KB gz", { ours: cssKb, theirs: govukFrontendKb }),
  ];
}

type Manifest = {
  entryJSFiles: Record<string, string[]>;
  entryCSSFiles: Record<string, { path: string }[]>;
};

/** Each page of a build with the gzipped kilobytes of all scripts and styles it refers to. */
function pagesOf(build: string) {
  const server = join(build, "server/app");
  const names = readdirSync(server, { recursive: true, encoding: "utf8" });
  const manifests = names.filter((name) => /(^|\/)page_client-reference-manifest\.js$/.test(name));
  return manifests
    .filter((name) => !name.startsWith("_"))
    .map((name) => {
      const folder = join(server, name, "..");
      const { entryJSFiles, entryCSSFiles } = manifestIn(join(server, name));
      const { rootMainFiles } = JSON.parse(
        readFileSync(join(folder, "page/build-manifest.json"), "utf8"),
      ) as { rootMainFiles: string[] };
      const scripts = [...rootMainFiles, ...Object.values(entryJSFiles).flat()];
      const styles = Object.values(entryCSSFiles)
        .flat()
        .map(({ path }) => path);
      const route = `/${relative(server, folder)}`;
      return { route, jsKb: kilobytes(build, scripts), cssKb: kilobytes(build, styles) };
    })
    .sort((a, b) => a.route.localeCompare(b.route));
}

/** The manifest is a script that fills a global. */
function manifestIn(file: string) {
  const context: { __RSC_MANIFEST?: Record<string, Manifest> } = {};
  runInNewContext(readFileSync(file, "utf8"), { globalThis: context });
  return Object.values(context.__RSC_MANIFEST!)[0]!;
}

const kilobytes = (build: string, files: string[]) =>
  [...new Set(files)].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(build, file))).length,
    0,
  ) / 1_000;

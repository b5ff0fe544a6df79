import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import en from "@/app/_messages/en";
import zhTW from "@/app/_messages/zh-TW";

export const words = { "zh-TW": zhTW, en };
export type Language = keyof typeof words;

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

let browser: Browser;

/** One Chromium a file, closed with it. */
export function withChromium() {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: quiet });
  });
  afterAll(() => browser?.close());
}

type Visit = { language?: Language; scripts?: boolean; width?: number; dark?: boolean };

/** A visitor's browser: a phone of 390 px in Chinese unless told otherwise. */
export function aVisitor(baseURL: string, visit: Visit = {}): Promise<BrowserContext> {
  const { language = "zh-TW", scripts = true, width = 390, dark = false } = visit;
  return browser.newContext({
    baseURL,
    locale: language,
    javaScriptEnabled: scripts,
    viewport: { width, height: 844 },
    colorScheme: dark ? "dark" : "light",
    hasTouch: width < 600,
  });
}

/** axe finds nothing on this page, and it fits its width. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(" ")}`);
  expect(found, page.url()).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** A picture for the documents, only when asked for: `PICTURES=docs/pictures npm test`. */
export async function picture(page: Page, name: string) {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

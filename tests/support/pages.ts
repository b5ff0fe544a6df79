import type { Page } from "playwright-core";
import { expectAccessible, type Language, picture } from "./browser";

type Way = { language: Language; scripts: boolean };

/** Each journey is made in both languages, with scripts and without. */
export const ways = [
  { language: "zh-TW", scripts: true },
  { language: "zh-TW", scripts: false },
  { language: "en", scripts: true },
  { language: "en", scripts: false },
] as const satisfies Way[];

/** A picture of the page for its language, and axe where scripts run: it is one itself. */
export async function look(page: Page, { language, scripts }: Way, name: string) {
  if (!scripts) return;
  await expectAccessible(page);
  await picture(page, `${name}-${language}`);
}

export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

export const fill = (page: Page, field: string, typed: string) =>
  page.locator(`#${field}`).fill(typed);

export const heading = (page: Page) => page.locator("h1").textContent();

/** All the words of a page between header and footer. */
export const said = async (page: Page) => (await page.locator("main").textContent()) ?? "";

/** Until the summary of errors says this. */
export const complaint = (page: Page, words: string) =>
  page.getByRole("alert").getByText(words).waitFor();

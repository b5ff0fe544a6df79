import type { Page } from "playwright-core";
import { expect } from "vitest";
import { hashPassword } from "@/commands/account/hashing";
import { aVisitor, expectAccessible, type Language, picture, words } from "./browser";
import { aPortalAccount } from "./factories";
import { aChild, portalPassword } from "./road";
import type { Service } from "./service";

export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();
export const follow = (page: Page, name: string) =>
  page.getByRole("link", { name, exact: true }).first().click();
export const shown = async (page: Page) => (await page.locator("main").allInnerTexts()).join();
export const complaint = (page: Page, text: string) =>
  page.locator(".error-summary").getByText(text).waitFor();

const shades = [
  { width: 320, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
] as const;

/** Each page and each state of it, on the narrowest phone, a dark desktop and an ordinary phone. */
export async function lookAt(page: Page, name: string) {
  for (const { width, colorScheme } of shades) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${width}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${page.url()} at ${width}`).toBeLessThanOrEqual(0);
  }
}

export type Way = { language: Language; scripts: boolean };

/** A parent in the portal of a child whose password was set before. */
export async function signedIn(service: Service, { language, scripts }: Way) {
  const student = await aChild({ name: "王小明" });
  const passwordHash = await hashPassword(portalPassword);
  await aPortalAccount(student.id, { passwordHash, passwordSetAt: new Date() });
  const visitor = await aVisitor(service.url, { language, scripts });
  const page = await visitor.newPage();
  const t = words[language];
  await page.goto(`/portal/vocational/${student.school.code}`);
  await page.locator("#account").fill(`P${student.studentNumber}`);
  await page.locator("#password").fill(portalPassword);
  await press(page, t["portal-sign-in"].signIn);
  await page.waitForURL("**/portal/home");
  const look = async (name: string) => {
    await lookAt(page, `portal-${name}-${language}${scripts ? "" : "-plain"}`);
    if (scripts) await expectAccessible(page);
  };
  return { page, student, look, t: t.portal, close: () => visitor.close() };
}
export type Signed = Awaited<ReturnType<typeof signedIn>>;

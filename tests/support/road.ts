import { setTimeout } from "node:timers/promises";
import { desc, eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { db } from "@/db/client";
import { applications, capturedLetters } from "@/db/schema";
import { lastSix } from "@/domain/ids/national-number";
import type { RegistryAuthority, RegistryKind } from "@/domain/registry/answers";
import { expectAccessible, type Language, picture, words } from "./browser";
import { aClass, aSchool, aStudent } from "./factories";
import { aMobile, aNumber, anEmail } from "./numbers";
import type { Service } from "./service";

export const portalPassword = "paper7boats";
export const ownPassword = "kite7rubs slowly";

/** A child in a class of a vocational school, as the guide shows one. */
export async function aChild(given: Parameters<typeof aStudent>[0] = {}) {
  const school = await aSchool({
    name: "松河高職",
    level: "vocational",
    telephone: "02-0000-5678",
  });
  const room = await aClass(school.id, { title: "科二智", grade: 11 });
  const student = await aStudent({
    name: "王小花",
    schoolId: school.id,
    classId: room.id,
    ...given,
  });
  return { ...student, school };
}
export type Child = Awaited<ReturnType<typeof aChild>>;

export type Adult = { name: string; number: string; mobile: string; email: string };
export const anAdult = (given: Partial<Adult> = {}): Adult => ({
  name: "王大明",
  number: aNumber(),
  mobile: aMobile(),
  email: anEmail(),
  ...given,
});

/** What the registry knows of an adult and a child. */
export function registered(
  service: Service,
  adult: Adult,
  child: Child,
  known: { kind: RegistryKind; authority: RegistryAuthority } | undefined,
) {
  service.simulator.know([
    { number: adult.number, name: adult.name },
    { number: child.number, name: child.name },
  ]);
  if (!known) return;
  const pair = { applicant: adult.number, child: child.number };
  service.simulator.know([{ ...pair, answer: "yes", ...known }]);
}

/** A parent walking the road in one browser page, in one language, with pictures and axe. */
export class Walk {
  #step = 0;

  constructor(
    readonly page: Page,
    readonly language: Language = "zh-TW",
    private readonly look: { name?: string; axe?: boolean } = {},
  ) {
    page.setDefaultTimeout(20_000);
  }

  get words() {
    return words[this.language];
  }

  /** Looks at the page: a picture if asked for, and axe where scripts run. */
  async see() {
    this.#step += 1;
    const { name, axe } = this.look;
    if (name) await picture(this.page, `${name}-${String(this.#step).padStart(2, "0")}`);
    if (axe) await expectAccessible(this.page);
  }

  async press(name: string) {
    await this.see();
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async fill(name: string, value: string) {
    await this.page.locator(`[name="${name}"]`).fill(value);
  }

  async choose(name: string, value: string) {
    await this.page.locator(`input[name="${name}"][value="${value}"]`).check();
  }

  async arrives(path: string | RegExp) {
    await this.page.waitForURL(typeof path === "string" ? `**${path}` : path);
  }

  /** From the slip of paper to the portal: level, school, first sign-in, own password. */
  async entersPortal(child: Child, secret = child.number) {
    await this.page.goto("/");
    await this.see();
    await this.page.getByRole("link", { name: this.words.common.home.start }).click();
    await this.arrives("/portal");
    await this.see();
    await this.page.locator(`a[href="/portal/${child.school.level}"]`).click();
    await this.arrives(`/portal/${child.school.level}`);
    await this.see();
    await this.page.locator(`a[href$="/${child.school.code}"]`).click();
    await this.arrives(`/${child.school.code}`);
    await this.fill("account", `p ${child.studentNumber}`);
    await this.fill("password", secret);
    await this.press(this.words["portal-sign-in"].signIn);
  }

  async setsPortalPassword() {
    await this.arrives("/portal/password");
    await this.fill("password", portalPassword);
    const again = this.page.locator('[name="passwordAgain"]');
    if (await again.isVisible()) await again.fill(portalPassword);
    await this.press(this.words["portal-sign-in"].save);
    await this.arrives("/portal/home");
    await this.see();
  }

  /** Reads the consent text and answers it. */
  async answersConsent(agreed: boolean) {
    await this.choose("choice", agreed ? "agree" : "refuse");
    await this.press(this.words.portal.consent.send);
  }

  /** Answers the questions up to the address, and types the digits from the letter. */
  async fillsForm(adult: Adult, mode: string, relation: string) {
    const go = this.words.apply.continue;
    await this.arrives("/apply");
    await this.press(this.words.apply.intro.start);
    if (mode !== "invited") {
      await this.arrives("/apply/mode");
      await this.choose("mode", mode);
      await this.press(go);
    }
    await this.arrives("/apply/name");
    await this.fill("name", adult.name);
    await this.press(go);
    await this.arrives("/apply/relation");
    await this.choose("relation", relation);
    await this.press(go);
    await this.arrives("/apply/number");
    await this.fill("number", adult.number.toLowerCase());
    await this.press(go);
    await this.arrives("/apply/mobile");
    await this.fill("mobile", adult.mobile);
    await this.press(go);
    await this.arrives("/apply/email");
    await this.fill("email", adult.email);
    const since = new Date();
    await this.press(go);
    await this.arrives("/apply/code");
    const letter = await letterTo(adult.email, /\b\d{6}\b/, since);
    await this.fill("code", letter.plain.match(/\b\d{6}\b/)![0]);
    await this.press(this.words.apply.code.confirm);
  }

  /** Checks the answers, signs and submits. @returns the reference number. */
  async signs(adult: Adult, manner: "typed" | "drawn" = "typed") {
    await this.arrives("/apply/check");
    await this.see();
    await this.page.getByRole("link", { name: this.words.apply.check.signNext }).click();
    await this.arrives("/apply/sign");
    if (manner === "typed") await this.fill("signature", adult.name);
    else await this.#draws();
    await this.press(this.words.apply.sign.submit);
    await this.arrives(/\/apply\/status\/PB-/);
    await this.see();
    return this.page.url().split("/").at(-1)!;
  }

  async #draws() {
    const box = this.page.locator("canvas");
    await box.scrollIntoViewIfNeeded();
    const { x, y } = (await box.boundingBox())!;
    const { mouse } = this.page;
    await vi.waitFor(async () => {
      await mouse.move(x + 20, y + 60);
      await mouse.down();
      for (let at = 1; at <= 20; at++) await mouse.move(x + 20 + at * 12, y + 60 + (at % 2) * 40);
      await mouse.up();
      expect(await this.page.locator('[name="strokes"]').inputValue()).not.toBe("");
    }, 10_000);
  }

  /** Follows the letter's link, proves to be its addressee and sets a password. */
  async activates(adult: Adult) {
    const letter = await letterTo(adult.email, activationLink);
    const link = letter.plain.match(activationLink)![0];
    await this.page.goto(new URL(link).pathname);
    await this.fill("digits", lastSix(adult.number));
    await this.press(this.words.account.activate.digits.submit);
    await this.arrives("/activate/password");
    await this.fill("password", ownPassword);
    const again = this.page.locator('[name="passwordAgain"]');
    if (await again.isVisible()) await again.fill(ownPassword);
    await this.press(this.words.account.activate.password.submit);
    await this.arrives("/activate/done");
    await this.see();
  }

  /** The names of the children shown to an account holder. */
  async seesChildren() {
    await this.page.goto("/children");
    await this.see();
    return this.page.locator("main").innerText();
  }
}

export const activationLink = /https?:\S+\/activate\/[\w-]+/;
export const invitationLink = /https?:\S+\/invitation\/[\w-]+/;

/** The newest letter to an address that says something, once the worker has sent it. */
export async function letterTo(email: string, saying: RegExp, since = new Date(0)) {
  const recipient = email.toLowerCase();
  for (let triesLeft = 200; triesLeft > 0; triesLeft--) {
    const letters = await db
      .select()
      .from(capturedLetters)
      .where(eq(capturedLetters.recipient, recipient))
      .orderBy(desc(capturedLetters.capturedAt));
    const found = letters.find((one) => one.capturedAt >= since && saying.test(one.plain));
    if (found) return found;
    await setTimeout(100);
  }
  throw new Error("the letter did not come");
}

/** The application, once it has come to a status. */
export async function applicationComesTo(reference: string, status: string, withinMs = 30_000) {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    const [row] = await db.select().from(applications).where(eq(applications.reference, reference));
    if (row?.status === status) return row;
    await setTimeout(100);
  }
  throw new Error(`the application did not come to ${status}`);
}

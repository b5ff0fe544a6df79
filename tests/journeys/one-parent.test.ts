import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { accounts, applications, bindings, handovers } from "@/db/schema";
import { aVisitor, type Language, withChromium } from "../support/browser";
import { asOwnerHere } from "../support/database";
import {
  aChild,
  activationLink,
  anAdult,
  applicationComesTo,
  letterTo,
  registered,
  Walk,
} from "../support/road";
import { type Service, startService } from "../support/service";

withChromium();
let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

async function walker(language: Language = "zh-TW", scripts = true, name?: string) {
  const visitor = await aVisitor(service.url, { language, scripts });
  return new Walk(await visitor.newPage(), language, { name, axe: name === "road-zh-TW" });
}

const ways = [
  { language: "zh-TW", scripts: true },
  { language: "zh-TW", scripts: false },
  { language: "en", scripts: true },
  { language: "en", scripts: false },
] as const;

test.each(ways)("from the slip of paper to the child: $language, scripts $scripts", async (way) => {
  const [child, father] = [await aChild(), anAdult()];
  registered(service, father, child, { kind: "father", authority: "full" });
  const named = `road-${way.language}${way.scripts ? "" : "-plain"}`;
  const walk = await walker(way.language, way.scripts, named);

  await walk.entersPortal(child);
  await walk.setsPortalPassword();
  await walk.page.goto("/portal/consent");
  await walk.answersConsent(true);
  await walk.fillsForm(father, "one_parent", "father");
  const reference = await walk.signs(father, way.scripts ? "drawn" : "typed");

  const approved = await applicationComesTo(reference, "approved");
  const owed = await db.select().from(handovers).where(eq(handovers.subjectId, approved.id));
  expect(owed.map(({ kind }) => kind)).toContain("application_submitted");
  await walk.activates(father);
  const shown = await walk.seesChildren();
  for (const text of ["王小花", "松河高職", "科二智"]) expect(shown).toContain(text);
});

test("a refusal is kept, nothing follows from it, and answering again leads on (A15)", async () => {
  const child = await aChild();
  const walk = await walker();
  await walk.entersPortal(child);
  await walk.setsPortalPassword();
  await walk.page.goto("/portal/consent");
  await walk.answersConsent(false);
  await walk.arrives(/refused/);
  await walk.page.goto("/apply");
  await walk.arrives("/portal/consent");
  await walk.answersConsent(true);
  await walk.arrives("/apply");
});

test("the child's ID works once: afterwards only the own password does (R6)", async () => {
  const child = await aChild();
  const walk = await walker();
  await walk.entersPortal(child);
  await walk.setsPortalPassword();
  const other = await walker();
  await other.entersPortal(child, child.number);
  const complaint = other.words["portal-sign-in"].refusals.not_recognised;
  await other.page.getByText(complaint).first().waitFor();
  await other.entersPortal(child, "paper7boats");
  await other.arrives("/portal/home");
});

test("another phone, a reload, the back button and a deep link agree on where the form stands", async () => {
  const [child, father] = [await aChild(), anAdult()];
  const first = await walker();
  await first.entersPortal(child);
  await first.setsPortalPassword();
  await first.page.goto("/portal/consent");
  await first.answersConsent(true);
  await first.arrives("/apply");
  await first.press(first.words.apply.intro.start);
  await first.choose("mode", "one_parent");
  await first.press(first.words.apply.continue);
  await first.arrives("/apply/name");
  await first.fill("name", father.name);
  await first.press(first.words.apply.continue);
  await first.arrives("/apply/relation");
  await first.page.reload();
  await first.arrives("/apply/relation");
  await first.page.goto("/apply/sign");
  await first.arrives("/apply/relation");
  await first.page.goBack();
  await first.page.goto("/apply/name");
  expect(await first.page.locator('[name="name"]').inputValue()).toBe(father.name);

  const second = await walker();
  await second.entersPortal(child, "paper7boats");
  await second.arrives("/portal/home");
  await second.page.goto("/apply/mobile");
  await second.arrives("/apply/relation");
  await second.page.goto("/apply/name");
  expect(await second.page.content()).not.toContain(father.name);
});

test("wrong input gets a sentence beside the field, keeps what was typed and loses nothing", async () => {
  const child = await aChild();
  const walk = await walker("zh-TW", false);
  await walk.entersPortal(child);
  await walk.setsPortalPassword();
  await walk.page.goto("/portal/consent");
  await walk.answersConsent(true);
  await walk.press(walk.words.apply.intro.start);
  await walk.press(walk.words.apply.continue);
  await walk.page.getByText(walk.words.apply.errors.choose_one).first().waitFor();
  await walk.choose("mode", "one_parent");
  await walk.press(walk.words.apply.continue);
  await walk.fill("name", "王1明");
  await walk.press(walk.words.apply.continue);
  await walk.page.getByText(walk.words.apply.errors.name_has_digits).first().waitFor();
  expect(await walk.page.locator('[name="name"]').inputValue()).toBe("王1明");
  expect(await walk.page.title()).toContain(walk.words.common.form.errorPrefix);
});

test("a fault shows a short sentence with a code, and keeps what was typed", async () => {
  const walk = await walker("zh-TW", false);
  await walk.entersPortal(await aChild());
  await walk.setsPortalPassword();
  await walk.page.goto("/portal/consent");
  await walk.answersConsent(true);
  await walk.press(walk.words.apply.intro.start);
  await walk.choose("mode", "two_parents");
  await asOwnerHere("revoke insert on audit_entries from parent_binding_app");
  await walk.press(walk.words.apply.continue);
  await walk.page.getByText(walk.words.fault.title).first().waitFor();
  const said = await walk.page.locator("main").innerText();
  expect(said).toMatch(/代碼 [0-9a-f]{8}/);
  expect(said).not.toMatch(/permission|audit|Error/);
  await asOwnerHere("grant insert on audit_entries to parent_binding_app");
  expect(await walk.page.locator('[value="two_parents"]').isChecked()).toBe(true);
  await walk.press(walk.words.apply.continue);
  await walk.arrives("/apply/name");
});

test("an account gains a second child: the relation is added to the same verified person (A10)", async () => {
  const mother = anAdult({ name: "林小美" });
  const [older, younger] = [await aChild({ name: "陳一" }), await aChild({ name: "陳二" })];
  for (const child of [older, younger]) {
    registered(service, mother, child, { kind: "mother", authority: "full" });
    const walk = await walker();
    await walk.entersPortal(child);
    await walk.setsPortalPassword();
    await walk.page.goto("/portal/consent");
    await walk.answersConsent(true);
    await walk.fillsForm(mother, "one_parent", "mother");
    await applicationComesTo(await walk.signs(mother), "approved");
    if (child === older) await walk.activates(mother);
  }
  const letter = await letterTo(mother.email, /\/sign-in/);
  expect(letter.plain).not.toMatch(activationLink);
  expect(letter.plain).not.toContain("陳");
  const made = await db.select().from(accounts).where(eq(accounts.name, "林小美"));
  expect(made).toHaveLength(1);
  const living = await db.select().from(bindings).where(eq(bindings.accountId, made[0]!.id));
  expect(living).toHaveLength(2);
});

test("no number, name or address of anybody stands in what web and worker logged", async () => {
  const rows = await db.select({ name: applications.name }).from(applications);
  const logs = service.logs();
  expect(rows.length).toBeGreaterThan(0);
  for (const { name } of rows) expect(logs).not.toContain(name);
  expect(logs).not.toMatch(/[A-Z][0-9A-D]\d{8}|09\d{8}|@example/);
});

import "../support/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lastSix } from "@/domain/ids/national-number";
import { aBinding, aChild, accountNow, anInvitedAccount } from "../support/accounts";
import { aVisitor, expectAccessible, picture, withChromium, words } from "../support/browser";
import { complaint, fill, heading, look, press, said, ways } from "../support/pages";
import { startService } from "../support/service";

withChromium();
let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const password = "kite7rubs slowly";

async function anInvitation() {
  const account = await anInvitedAccount();
  await aBinding(account.id, { student: await aChild() });
  return { ...account, link: `/activate/${account.token}`, digits: lastSix(account.number) };
}

test.each(ways)("a letter leads to the child: $language, scripts: $scripts", async (way) => {
  const { link, digits, email } = await anInvitation();
  const t = words[way.language].account;
  const visitor = await aVisitor(service.url, way);
  const page = await visitor.newPage();
  const choose = async (typed: string) => {
    await fill(page, "password", typed);
    if (!way.scripts) await fill(page, "passwordAgain", typed);
    await press(page, t.activate.password.submit);
  };

  await page.goto(link);
  expect(await heading(page)).toBe(t.activate.digits.question);
  await look(page, way, "account-digits");
  await fill(page, "digits", digits);
  await press(page, t.activate.digits.submit);
  await page.waitForURL("**/activate/password");
  for (const own of [email, "王○花"]) expect(await said(page)).toContain(own);
  expect(await page.locator("#passwordAgain").isVisible()).toBe(!way.scripts);
  await look(page, way, "account-password");
  await choose("onlyletters");
  await complaint(page, t.refusals.password_mixed);
  await look(page, way, "account-password-refused");
  await choose(password);

  await page.waitForURL("**/activate/done");
  expect(await said(page)).toContain("王小花");
  await look(page, way, "account-done");
  await page.getByRole("link", { name: t.activate.done.go }).click();
  await page.waitForURL("**/children");
  for (const fact of ["王小花", "松山工農", "科二智"]) expect(await said(page)).toContain(fact);
  await look(page, way, "account-children");
  await visitor.close();
});

test.each(ways)(
  "wrong digits are told and not written back into the page: $language, scripts: $scripts",
  async (way) => {
    const { link } = await anInvitation();
    const { account: t, common } = words[way.language];
    const visitor = await aVisitor(service.url, way);
    const page = await visitor.newPage();
    await page.goto(link);
    await press(page, t.activate.digits.submit);
    await complaint(page, t.errors.digits_missing);
    await fill(page, "digits", "12 34 56 7");
    await press(page, t.activate.digits.submit);
    await complaint(page, t.errors.digits_form);
    await fill(page, "digits", "000000");
    await press(page, t.activate.digits.submit);
    await complaint(page, t.refusals.digits_refused);
    expect(await page.locator("#digits").inputValue()).toBe("");
    expect(await page.title()).toContain(common.form.errorPrefix);
    await look(page, way, "account-digits-refused");
    await visitor.close();
  },
);

test("a mail scanner that opens the link changes nothing and learns nothing", async () => {
  const { link, id, email } = await anInvitation();
  for (const method of ["GET", "HEAD"]) {
    const answer = await fetch(service.url + link, { method });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const text = await answer.text();
    for (const secret of [email, "王", "松山工農"]) expect(text).not.toContain(secret);
  }
  expect(await accountNow(id)).toMatchObject({ status: "awaiting_activation" });
});

test("a used link, an expired one and one never made lead to the same page", async () => {
  const used = await anInvitedAccount({ usedAt: new Date() });
  const expired = await anInvitedAccount({ expiresAt: new Date(0) });
  const visitor = await aVisitor(service.url);
  const page = await visitor.newPage();
  const pages = [];
  for (const token of [used.token, expired.token, "never-made"]) {
    for (const at of [`/activate/${token}`, `/activate/${token}/not-mine`]) {
      await page.goto(at);
      pages.push(`${new URL(page.url()).pathname} ${await said(page)}`);
    }
  }
  expect(new Set(pages).size).toBe(1);
  await expectAccessible(page);
  await picture(page, "account-dead-link");
  await visitor.close();
});

test.each(ways)("whoever never applied stops the account: $language, $scripts", async (way) => {
  const { link, id } = await anInvitation();
  const t = words[way.language].account.activate;
  const visitor = await aVisitor(service.url, way);
  const page = await visitor.newPage();
  await page.goto(link);
  await page.getByRole("link", { name: t.digits.notMine }).click();
  await page.waitForURL("**/not-mine");
  await look(page, way, "account-not-mine");
  await press(page, t.notMine.submit);
  await page.waitForURL("**/activate/stopped");
  await look(page, way, "account-stopped");
  expect((await accountNow(id)).status).toBe("disowned");
  await page.goto(link);
  expect(await heading(page)).toBe(t.dead.title);
  await visitor.close();
});

test("whoever does not know the child stops the account from the page that names it", async () => {
  const { link, id, digits } = await anInvitation();
  const t = words["zh-TW"].account.activate;
  const visitor = await aVisitor(service.url);
  const page = await visitor.newPage();
  await page.goto(link);
  await page.locator("#digits").fill(digits);
  await press(page, t.digits.submit);
  await page.getByRole("link", { name: t.password.notMine }).click();
  await page.waitForURL("**/not-my-child");
  await expectAccessible(page);
  await press(page, t.notMine.submit);
  await page.waitForURL("**/activate/stopped");
  expect((await accountNow(id)).status).toBe("disowned");
  await page.goto("/activate/password");
  expect(await heading(page)).toBe(t.dead.title);
  await visitor.close();
});

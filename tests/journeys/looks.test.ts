import "../support/database";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieName, sealSession } from "@/app/_server/auth";
import { saveAnswer } from "@/commands/binding/save-answer";
import { submitApplication } from "@/commands/binding/submit-application";
import { answerConsent } from "@/commands/consent/answer-consent";
import { db } from "@/db/client";
import { sessions } from "@/db/schema";
import type { SessionKind } from "@/domain/account/statuses";
import { aBinding, aHolder } from "../support/accounts";
import { draftOf, fatherAlone, fills, type Portal, sessionId, source } from "../support/applicants";
import { aVisitor, expectAccessible, picture, withChromium } from "../support/browser";
import { aPortalAccount, theConsentText } from "../support/factories";
import { aChild, type Child } from "../support/road";
import { type Service, startService } from "../support/service";

withChromium();
let service: Service;
let child: Child;
let parent: Portal;
let holderId: string;
let reference: string;

beforeAll(async () => {
  service = await startService();
  child = await aChild();
  const account = await aPortalAccount(child.id, {
    passwordHash: "set",
    passwordSetAt: new Date(),
  });
  parent = { kind: "portal", id: account.id, studentId: child.id };
  const holder = await aHolder();
  await aBinding(holder.id, { student: child });
  holderId = holder.id;

  await agree();
  const { id: draftId, version } = await fills(parent);
  const signature = { manner: "typed", typedName: "王大明" } as const;
  reference = await submitApplication(parent, { draftId, version, sessionId, signature, source });
  await agree();
});
afterAll(() => service?.stop());

async function agree() {
  const text = await theConsentText();
  await answerConsent(parent, { textId: text.id, agreed: true, source });
}

/** A living session of this kind in the visitor's browser. */
async function signIn(visitor: BrowserContext, kind: SessionKind, subjectId: string) {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const [session] = await db.insert(sessions).values({ kind, subjectId, expiresAt }).returning();
  const value = await sealSession(kind, session!.id);
  await visitor.addCookies([{ name: cookieName(kind), value, url: service.url }]);
  return session!.id;
}

/** A draft with everything answered in this session, and a document to prove it. */
async function answersAll(sessionId: string) {
  const { id: draftId } = await draftOf(parent);
  const answers = { ...fatherAlone(), mode: { mode: "guardian" } } as const;
  await fills(parent, { ...answers, relation: { relation: "grandparent" } });
  for (const question of ["name", "mobile", "email"] as const) {
    const { answers: kept } = await draftOf(parent);
    await saveAnswer(parent, { draftId, question, answer: kept[question]!, sessionId });
  }
}

const open = [
  "/",
  "/portal",
  "/portal/vocational",
  "/sign-in",
  "/invitation/none",
  "/invitation/expired",
];
const inside = ["home", "student", "consent", "card", "sign", "sign/receipt"].map(
  (p) => `/portal/${p}`,
);
const asked = ["mode", "name", "relation", "number", "mobile", "email", "code", "paper"];
const form = ["/apply", ...asked.map((question) => `/apply/${question}`)];
const after = ["/children", "/activate/none", "/no-such-page", "/mailbox"];

const looks = [
  { language: "zh-TW", width: 320, dark: false },
  { language: "en", width: 390, dark: true },
  { language: "zh-TW", width: 1280, dark: true },
] as const;
/** More of the same for the eyes only, when pictures are asked for. */
const pictures = [
  { language: "zh-TW", width: 390, dark: false },
  { language: "zh-TW", width: 390, dark: true },
  { language: "en", width: 1280, dark: false },
] as const;
const ways = process.env.PICTURES ? [...looks, ...pictures] : looks;

test.each(ways)("axe finds nothing: $language, $width px, dark $dark", async (way) => {
  const visitor = await aVisitor(service.url, way);
  const sessionId = await signIn(visitor, "portal", parent.id);
  await answersAll(sessionId);
  const page = await visitor.newPage();
  const own = [`/portal/vocational/${child.school.code}`, `/apply/status/${reference}`];
  for (const path of [...open, ...inside, ...form, ...own, ...after]) {
    // The door is shown to those outside only.
    if (path === "/children") await signIn(visitor, "holder", holderId);
    await page.goto(path);
    const landed = new URL(page.url()).pathname;
    if (!path.includes("none")) expect(landed).toBe(path);
    await expectAccessible(page);
    const shade = way.dark ? "dark" : "light";
    const name =
      path
        .slice(1)
        .replace(/PB-.*|[A-Z0-9]{6}$/, "one")
        .replaceAll("/", "-") || "home";
    await picture(page, `${name}.${way.language}.${way.width}.${shade}`);
  }
});

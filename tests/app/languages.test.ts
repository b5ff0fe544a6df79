import { expect, test } from "vitest";
import { chooseLocale } from "@/app/_server/languages";

test.each<[string, string | undefined, string | null, string]>([
  ["a choice once made outweighs the browser", "en", "zh-TW", "en"],
  ["a forged choice is no choice", "../en", "en", "en"],
  ["any English is English", undefined, "en-GB,en;q=0.9", "en"],
  ["any Chinese is answered in zh-TW", undefined, "zh-HK,en;q=0.5", "zh-TW"],
  ["the weights decide, not the order", undefined, "en;q=0.3, zh;q=0.8", "zh-TW"],
  ["a language unknown here yields to the next", undefined, "vi, en;q=0.4", "en"],
  ["a weight of nothing means never", undefined, "en;q=0", "zh-TW"],
  ["a browser that takes anything gets zh-TW", undefined, "*", "zh-TW"],
  ["a browser that says nothing gets zh-TW", undefined, null, "zh-TW"],
  ["nonsense gets zh-TW", undefined, ";;q=,,=en;q=x", "zh-TW"],
])("%s", (_, cookie, acceptLanguage, locale) => {
  expect(chooseLocale(cookie, acceptLanguage)).toBe(locale);
});

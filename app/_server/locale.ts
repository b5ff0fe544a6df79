import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import en from "@/app/_messages/en";
import zhTW from "@/app/_messages/zh-TW";
import { chooseLocale, isLocale, languageCookie } from "./languages";

const messages = { "zh-TW": zhTW, en };

/** What next-intl asks for on each request: language, texts, and the zone all times are shown in. */
export default getRequestConfig(async ({ locale: demanded }) => {
  const locale = isLocale(demanded) ? demanded : await requestedLocale();
  return { locale, messages: messages[locale], timeZone: "Asia/Taipei" };
});

async function requestedLocale() {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  return chooseLocale(jar.get(languageCookie)?.value, sent.get("accept-language"));
}

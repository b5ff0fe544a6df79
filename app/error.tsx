"use client";

import { type Digested, Fault } from "./_ui/fault";

/** A fault inside a page: the frame stays, so the page's language is known. */
export default function PageFault({ error }: { error: Digested }) {
  const lang = globalThis.document?.documentElement.lang === "en" ? "en" : "zh-Hant-TW";
  return <Fault error={error} lang={lang} />;
}

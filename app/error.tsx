"use client";

import { type Digested, Fault } from "./_ui/fault";

/** A fault inside a page: the frame stays, so the page's language is known. */
export default function PageFault({ error }: { error: Digested }) {
  return <Fault error={error} lang={globalThis.document?.documentElement.lang} />;
}

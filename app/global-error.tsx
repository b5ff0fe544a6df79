"use client";

import "./globals.css";
import { type Digested, Fault } from "./_ui/fault";

/** A fault of the frame itself: nothing is known of the reader, so both languages are said. */
export default function FrameFault({ error }: { error: Digested }) {
  return (
    <html lang="zh-Hant-TW">
      <body>
        <main className="measure">
          <Fault error={error} lang="zh-Hant-TW" />
          <Fault error={error} lang="en" />
        </main>
      </body>
    </html>
  );
}

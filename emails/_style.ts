import type { CSSProperties } from "react";

/** Colours of the service's pages (app/globals.css): every pair is at least 7:1. */
const light = { page: "#f1f5f6", sheet: "#ffffff", ink: "#16242a", muted: "#465660" };
const dark = { page: "#10191d", sheet: "#1a262b", ink: "#e9f0f2", muted: "#b4c3c9" };
const accent = { deep: "#0b5563", soft: "#e3f0f2", bright: "#7fd4e2", night: "#17323a" };

const chinese = '"PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei"';

/** Chinese fonts draw Western quotation marks too wide: other languages ask for theirs first. */
export const fontsFor = (lang: string) =>
  lang.startsWith("zh") ? `${chinese}, system-ui, sans-serif` : `system-ui, ${chinese}, sans-serif`;

/** Inline, because many mailboxes drop style sheets. */
export const style = {
  body: {
    margin: 0,
    padding: "16px 8px",
    backgroundColor: light.page,
    color: light.ink,
    fontSize: "18px",
    lineHeight: "1.7",
  },
  sheet: { width: "100%", maxWidth: "600px", backgroundColor: light.sheet },
  band: { padding: "16px 24px", backgroundColor: accent.deep, color: "#ffffff" },
  service: { margin: 0, fontSize: "20px", fontWeight: 700, lineHeight: "1.4", color: "#ffffff" },
  serviceOf: { margin: 0, fontSize: "15px", lineHeight: "1.5", color: "#ffffff" },
  text: { padding: "16px 24px 8px" },
  heading: { margin: "8px 0 16px", fontSize: "24px", lineHeight: "1.4", fontWeight: 700 },
  paragraph: { margin: "0 0 16px", fontSize: "18px", lineHeight: "1.7" },
  button: {
    display: "inline-block",
    padding: "16px 32px",
    borderRadius: "6px",
    backgroundColor: accent.deep,
    color: "#ffffff",
    fontSize: "18px",
    fontWeight: 700,
    textAlign: "center",
  },
  linkHint: { margin: "16px 0 0", fontSize: "16px", lineHeight: "1.6", color: light.muted },
  link: { color: accent.deep, fontSize: "16px", lineHeight: "1.6", wordBreak: "break-all" },
  fact: {
    margin: "0 0 16px",
    padding: "16px",
    borderRadius: "6px",
    backgroundColor: accent.soft,
    color: light.ink,
    textAlign: "center",
  },
  factLabel: { margin: 0, fontSize: "16px", lineHeight: "1.5" },
  factValue: { margin: 0, fontSize: "24px", lineHeight: "1.4", fontWeight: 700 },
  code: { margin: 0, fontSize: "36px", lineHeight: "1.3", fontWeight: 700, letterSpacing: "6px" },
  line: { margin: "8px 0 16px", borderColor: "#c3ced3" },
  foot: { padding: "0 24px 16px" },
  footTitle: { margin: "0 0 4px", fontSize: "16px", lineHeight: "1.6", fontWeight: 700 },
  small: { margin: "0 0 8px", fontSize: "16px", lineHeight: "1.6", color: light.muted },
  phone: { color: accent.deep, fontWeight: 700, whiteSpace: "nowrap" },
} as const satisfies Record<string, CSSProperties>;

/** For mailboxes that keep style sheets: dark where the reader's device is dark. */
export const darkSheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: ${dark.page} !important; color: ${dark.ink} !important; }
  .sheet { background-color: ${dark.sheet} !important; color: ${dark.ink} !important; }
  .band, .fact { background-color: ${accent.night} !important; color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .link { color: ${accent.bright} !important; }
  .button { background-color: ${accent.bright} !important; color: ${dark.page} !important; }
  .line { border-color: #3a4a51 !important; }
}
@media (max-width: 480px) {
  .button { display: block !important; }
}`;

import { allow, refuse, type Verdict } from "../verdict";
import { type ConsentBlock, type ConsentKind, noticeItems } from "./kinds";

/** One language's reading of a version: the document, and the two answers at its end. */
export type ConsentWording = {
  title: string;
  blocks: ConsentBlock[];
  agreeLabel: string;
  refuseLabel: string;
};

/** The languages a version is published in: all of them, or it is not published. */
export const consentLocales = ["zh-TW", "en"] as const;
export type ConsentLocale = (typeof consentLocales)[number];

/** One version of a consent text (個資授權同意書) in all its languages (A2). */
export type ConsentEdition = {
  kind: ConsentKind;
  version: number;
  wordings: Readonly<Record<ConsentLocale, ConsentWording>>;
};

export type UnfitText = "notice_item_missing" | "choice_missing" | "wording_empty";

/**
 * May this wording be put before a parent? It tells the statute's six items (個人資料保護法 §8) in
 * their order, and ends where the choice stands (A15).
 */
export function fitToPublish({
  title,
  blocks,
  agreeLabel,
  refuseLabel,
}: ConsentWording): Verdict<UnfitText> {
  const told = blocks.flatMap(({ covers }) => covers ?? []);
  const order = told.filter((item, at) => item !== told[at - 1]);
  if (order.join() !== noticeItems.join()) return refuse("notice_item_missing");
  const choice = blocks.at(-1);
  const choices = blocks.filter(({ place }) => place === "choice");
  if (choices.length !== 1 || choice?.place !== "choice" || !choice.heading) {
    return refuse("choice_missing");
  }
  const whole = [title, agreeLabel, refuseLabel].every((line) => line.trim() !== "");
  return whole && blocks.every(saysSomething) ? allow(undefined) : refuse("wording_empty");
}

/**
 * The document without its last block, which stands with the choice. @throws never: a published
 * text has exactly one such block.
 */
export function partsOf(blocks: readonly ConsentBlock[]) {
  return {
    body: blocks.filter(({ place }) => place !== "choice"),
    choice: blocks.find(({ place }) => place === "choice"),
  };
}

/** The part of an item that numbers it, as printed: （一） or (1); it stands in the text itself. */
export function numbered(item: string): { mark?: string; text: string } {
  const found = /^(（[一二三四五六七八九十]+）|\(\d+\))\s*/.exec(item);
  return found ? { mark: found[1], text: item.slice(found[0].length) } : { text: item };
}

function saysSomething({ heading, paragraphs = [], items = [] }: ConsentBlock) {
  return [heading ?? "", ...paragraphs, ...items].some((line) => line.trim() !== "");
}

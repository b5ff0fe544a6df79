import { createElement, type FunctionComponent } from "react";
import { render, toPlainText } from "react-email";
import type { NoticeKind } from "@/domain/notices";
import * as accountActivated from "./account-activated";
import * as accountOpened from "./account-opened";
import * as applicationInReview from "./application-in-review";
import * as emailCode from "./email-code";
import * as parentInvited from "./parent-invited";
import * as relationAdded from "./relation-added";

/** Every letter by its kind; a kind without a letter does not compile. */
export const letters = {
  "email-code": emailCode,
  "parent-invited": parentInvited,
  "application-in-review": applicationInReview,
  "account-opened": accountOpened,
  "relation-added": relationAdded,
  "account-activated": accountActivated,
} as const satisfies Record<NoticeKind, object>;

type PropsByKind = { [K in NoticeKind]: Parameters<(typeof letters)[K]["default"]>[0] };

/** A letter as it is asked for: its kind, with what this kind needs to know. */
export type LetterRequest = {
  [K in NoticeKind]: { kind: K; props: PropsByKind[K] };
}[NoticeKind];

export type RenderedLetter = { subject: string; html: string; plain: string };

/** Telephones are written out; only addresses of pages follow their words in plain text. */
const phonesAsWritten = [
  { selector: 'a[href^="tel:"]', format: "anchor", options: { ignoreHref: true } },
];

/** The letter in the reader's language, as HTML and as plain text. The same request, the same text. */
export async function renderLetter<K extends NoticeKind>(request: {
  kind: K;
  props: PropsByKind[K];
}): Promise<RenderedLetter> {
  const { subject, default: Component } = letters[request.kind] as unknown as {
    subject: (props: PropsByKind[K]) => string;
    default: FunctionComponent<PropsByKind[K]>;
  };
  const html = await render(createElement(Component, request.props));
  const plain = toPlainText(html, { selectors: phonesAsWritten });
  return { subject: subject(request.props), html, plain };
}

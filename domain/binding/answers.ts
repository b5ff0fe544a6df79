import { z } from "zod";
import { normaliseEmail } from "../ids/email";
import { isValidNumber, normaliseNumber } from "../ids/national-number";
import { normaliseMobile } from "./contact";
import { applicationModes, documentKinds, relations } from "./modes";

/** Every complaint a question of the wizard can make; the sentences stand in the message files. */
export const answerComplaints = [
  "choose_one",
  "name_missing",
  "name_too_long",
  "name_has_digits",
  "number_missing",
  "number_wrong",
  "mobile_missing",
  "mobile_wrong",
  "email_missing",
  "email_wrong",
  "date_wrong",
  "text_missing",
  "text_too_long",
  "document_missing",
] as const;
export type AnswerComplaint = (typeof answerComplaints)[number];

const say = (complaint: AnswerComplaint) => complaint;
const nameMax = 60;

/** A name as its owner writes it: any script, rare characters too, one word is enough (B15). */
export const PersonName = z
  .string(say("name_missing"))
  .transform((typed) => typed.normalize("NFC").trim().replace(/\s+/gu, " "))
  .pipe(
    z
      .string()
      .min(1, say("name_missing"))
      .max(nameMax, say("name_too_long"))
      .regex(/^\P{Nd}*$/u, say("name_has_digits")),
  );

/** 身分證字號 or 居留證號 (old or new), with its check digit (R8). */
export const PersonNumber = z
  .string(say("number_missing"))
  .transform(normaliseNumber)
  .pipe(z.string().min(1, say("number_missing")).refine(isValidNumber, say("number_wrong")));

export const Mobile = z
  .string(say("mobile_missing"))
  .transform(normaliseMobile)
  .pipe(
    z
      .string()
      .min(1, say("mobile_missing"))
      .regex(/^(09\d{8}|\+[1-9]\d{7,14})$/, say("mobile_wrong")),
  );

export const Email = z
  .string(say("email_missing"))
  .transform(normaliseEmail)
  .pipe(
    z
      .string()
      .min(1, say("email_missing"))
      .max(254, say("email_wrong"))
      .pipe(z.email(say("email_wrong"))),
  );

const chosen = <const T extends readonly string[]>(values: T) => z.enum(values, say("choose_one"));

const date = z
  .string()
  .trim()
  .pipe(z.union([z.literal(""), z.iso.date(say("date_wrong"))], say("date_wrong")))
  .transform((text) => text || undefined)
  .optional();

const line = (charactersMax: number) =>
  z.string(say("text_missing")).trim().max(charactersMax, say("text_too_long"));

/** One schema a question: what a saved answer looks like, and what may be typed (G2-5, A16, A20). */
export const answerSchemas = {
  mode: z.object({ mode: chosen(applicationModes) }),
  name: z.object({ name: PersonName }),
  relation: z.object({ relation: chosen(relations) }),
  number: z.object({ number: PersonNumber }),
  mobile: z.object({ mobile: Mobile }),
  email: z.object({ email: Email }),
  code: z.object({ email: z.string() }),
  paper: z.object({
    kind: chosen(documentKinds),
    number: line(60).optional(),
    issuer: line(60).min(1, say("text_missing")),
    issuedOn: date,
    expiresOn: date,
  }),
  photo: z.object({ documentId: z.uuid(say("document_missing")) }),
  second: z.object({ name: PersonName, relation: chosen(relations), email: Email }),
} as const;

export type Question = keyof typeof answerSchemas;
export type AnswerTo<Q extends Question> = z.infer<(typeof answerSchemas)[Q]>;

/** What has been answered so far. A later page never trusts it without its schema. */
export type Answers = { [Q in Question]?: AnswerTo<Q> };

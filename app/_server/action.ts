import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import type zhTW from "@/app/_messages/zh-TW";
import { Refusal } from "@/commands/refusal";
import { faultOf, log } from "@/lib/log";
import { taipei } from "@/lib/time";
import { type ActionState, type FieldError, invalid, type Values } from "./action-state";
import { mayChange } from "./headers";

/** Each value of a form by input name: an array where one name came several times. */
export type FormValues = Record<string, FormDataEntryValue | FormDataEntryValue[]>;

type FormAction<By, Output> = {
  /** Who acts: `() => requireActor("portal")`, `requireApplicant`, `visitor`. May redirect. */
  by: () => Promise<By>;
  /** The namespace that holds `errors.<issue message>` and `refusals.<reason>`. */
  messages: keyof typeof zhTW;
  /** Its issues' messages are keys of `errors`, its paths begin with the input's name. */
  schema: z.ZodType<Output>;
  /** Which input a refusal belongs to; others concern the form as a whole. */
  refusedFields?: Readonly<Record<string, string>>;
  /** One command, then usually a redirect. */
  run: (by: By, input: Output) => Promise<void>;
};

/** The only shape of a form's action: who, what, one command. A fault keeps what was typed, too. */
export function formAction<By, Output>(action: FormAction<By, Output>) {
  return async (previous: ActionState, form: FormData): Promise<ActionState> => {
    const values = formValues(form);
    const answer = (errors: FieldError[]) => invalid(previous, errors, repeatable(values));
    if (!(await isOwnRequest())) {
      return answer([{ field: "", message: await sentence(action.messages, "refusals.origin") }]);
    }

    try {
      const by = await action.by();
      const input = action.schema.safeParse(values);
      if (!input.success) return answer(await said(action.messages, input.error.issues));
      await action.run(by, input.data);
      return { status: "done" };
    } catch (error) {
      unstable_rethrow(error); // redirects and not-found travel as exceptions
      if (!(error instanceof Refusal)) return answer([await fault(error)]);
      const field = action.refusedFields?.[error.reason] ?? "";
      const message = await sentence(action.messages, `refusals.${error.reason}`, error.wait);
      return answer([{ field, message }]);
    }
  };
}

/**
 * A fault answers within the form, with a code for the telephone: nothing typed is lost, also
 * where no script runs and an error page could not be drawn.
 */
async function fault(error: unknown): Promise<FieldError> {
  const code = randomUUID().slice(0, 8);
  log.error({ ...faultOf(error), digest: code }, "an action failed");
  const t = await getTranslations("fault");
  return { field: "", message: `${t("title")} (${t("code")} ${code})` };
}

/** Whether a page of ours sent this action: Next lets one through that names no origin. */
export const isOwnRequest = async () => mayChange("POST", await headers());

/** What a form sent, without Next's own entries and without files nobody chose. */
export function formValues(form: FormData): FormValues {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION"));
  const entries = names.map((name) => {
    const all = form.getAll(name).filter((value) => typeof value === "string" || value.size > 0);
    return [name, all.length > 1 ? all : all[0]] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as FormValues;
}

const secretNames = /^(password|code|digits)/;

/** What may be shown again after an error: no file, no password, no code, no digits. */
export function repeatable(values: FormValues): Values {
  const texts = Object.entries(values)
    .filter(([name]) => !secretNames.test(name))
    .map(
      ([name, value]) => [name, [value].flat().filter((one) => typeof one === "string")] as const,
    )
    .filter(([, all]) => all.length > 0)
    .map(([name, all]) => [name, all.length > 1 ? all : all[0]!] as const);
  return Object.fromEntries(texts);
}

/** One sentence a field: the first thing wrong with it. */
async function said(section: keyof typeof zhTW, issues: readonly z.core.$ZodIssue[]) {
  const fields = [...new Set(issues.map(({ path }) => String(path[0] ?? "")))];
  return Promise.all(
    fields.map(async (field) => {
      const first = issues.find(({ path }) => String(path[0] ?? "") === field)!;
      return { field, message: await sentence(section, `errors.${first.message}`) };
    }),
  );
}

type Translator = {
  (key: string, values?: Record<string, string>): string;
  has: (key: string) => boolean;
};

/** The section's own sentence for a key, else the general one: never a key on the screen. */
async function sentence(section: keyof typeof zhTW, key: string, wait?: Date): Promise<string> {
  const [own, general, locale] = await Promise.all([
    getTranslations(section) as Promise<unknown> as Promise<Translator>,
    getTranslations("form") as Promise<unknown> as Promise<Translator>,
    getLocale(),
  ]);
  const values = wait && { wait: taipei(wait, locale) };
  if (own.has(key)) return own(key, values);
  return general.has(key) ? general(key, values) : general(`${key.split(".")[0]}.other`);
}

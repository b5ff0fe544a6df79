"use client";

import {
  createContext,
  Fragment,
  type ReactNode,
  use,
  useActionState,
  useEffect,
  useRef,
} from "react";
import type { ActionState } from "@/app/_server/action-state";

/** The words every form needs, in the reader's language: `await formStrings()`. */
export type FormStrings = {
  errorTitle: string;
  errorPrefix: string;
  working: string;
  show: string;
  hide: string;
  titleSuffix: string;
};

type FormProps = {
  /** A server action: it answers an ActionState, or redirects when all is well. */
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** Where the form starts; `values` fills the fields in (a saved draft). */
  initial?: ActionState;
  strings: FormStrings;
  /** The page's title, without prefix and suffix. Such a page exports no `metadata.title`. */
  title: string;
  /** The words on the main button; it is the one the Enter key presses. */
  submit: ReactNode;
  /** What stands beside the main button: another submit button, a link. */
  actions?: ReactNode;
  /** The fields, and the page's heading: the summary of errors stands above both. */
  children: ReactNode;
};

const idle: ActionState = { status: "idle" };

const FormContext = createContext<{ state: ActionState; strings?: FormStrings }>({
  state: idle,
});

/**
 * The one form. Without JavaScript the server renders the answer; with it the answer arrives in
 * place. On "invalid" it lists the errors on top, keeps what was typed and prefixes the title.
 */
export function Form({ action, initial, strings, title, submit, actions, children }: FormProps) {
  const [state, send, pending] = useActionState<ActionState, FormData>(action, initial ?? idle);
  const invalid = state.status === "invalid";

  return (
    <form action={send} noValidate onSubmit={(event) => pending && event.preventDefault()}>
      <title>{(invalid ? strings.errorPrefix : "") + title + strings.titleSuffix}</title>
      {invalid && <ErrorSummary state={state} title={strings.errorTitle} />}
      <FormContext value={{ state, strings }}>
        {/* A new key per answer: React empties a form after its action, defaults refill it. */}
        <Fragment key={state.attempt}>{children}</Fragment>
        <div className="form-actions">
          <button className="button" type="submit" aria-disabled={pending || undefined}>
            {submit}
          </button>
          {actions}
          <span className="hint" role="status">
            {pending && strings.working}
          </span>
        </div>
      </FormContext>
    </form>
  );
}

/** What to correct, each line a link to its field. It takes the focus after each answer. */
function ErrorSummary({ state, title }: { state: ActionState; title: string }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.attempt) summary.current?.focus();
  }, [state]);

  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={summary}>
      <h2>{title}</h2>
      <ul>
        {state.errors?.map(({ field, message }) => (
          <li key={field + message}>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}

/**
 * What the form knows of one input: its error, the values to start from, and its words.
 * For inputs of a page's own (a signature); those of the kit are in fields.tsx.
 */
export function useField(name: string, initial?: string | readonly string[]) {
  const { state, strings } = use(FormContext);
  const values = state.values ? state.values[name] : initial;
  return {
    error: state.errors?.find(({ field }) => field === name)?.message,
    values: values === undefined ? [] : [values].flat(),
    strings,
  };
}

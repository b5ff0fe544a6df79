"use client";

import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { type FormStrings, useField } from "./form";

/** The question as it is read. */
type Question = {
  label: ReactNode;
  hint?: ReactNode;
  /** The label is the page's only question: shown and marked up as its heading. */
  heading?: boolean;
};

/** `name` is also the input's id, so that an error can link to it. */
type Asked = Question & { name: string };

export type Option = { value: string; label: ReactNode; hint?: ReactNode };

/** A field of one native element takes that element's own attributes too. */
type Native<Tag extends "input" | "select"> = Asked & { defaultValue?: string } & Omit<
    ComponentProps<Tag>,
    keyof Asked | "prefix" | "defaultValue"
  >;

/** What the form adds to a control: its name for links, its looks, its remarks. */
type Shared = {
  id: string;
  className: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

/** Question, hint and error in the order they are read out, and the control they describe. */
function Field({
  asked: { name, label, hint, heading },
  initial,
  group,
  children,
}: {
  asked: Asked;
  initial?: string | readonly string[];
  /** Several controls under a legend, instead of one control with a label. */
  group?: boolean;
  children: (shared: Shared, values: string[], strings?: FormStrings) => ReactNode;
}) {
  const { error, values, strings } = useField(name, initial);
  const hintId = hint ? `${name}-hint` : "";
  const errorId = error ? `${name}-error` : "";
  const described = `${hintId} ${errorId}`.trim() || undefined;
  const shared: Shared = {
    id: name,
    className: "input",
    "aria-describedby": described,
    "aria-invalid": error ? true : undefined,
  };

  const text = group ? label : <label htmlFor={name}>{label}</label>;
  const question = heading ? <h1>{text}</h1> : text;
  const body = (
    <>
      {group ? <legend>{question}</legend> : question}
      {hint && (
        <div className="hint" id={hintId}>
          {hint}
        </div>
      )}
      {error && (
        <p className="field-error" id={errorId}>
          <span className="visually-hidden">{strings?.errorPrefix}</span>
          {error}
        </p>
      )}
      {children(shared, values, strings)}
    </>
  );
  return (
    <div className={error ? "field field-invalid" : "field"}>
      {group ? <fieldset aria-describedby={described}>{body}</fieldset> : body}
    </div>
  );
}

/** What is left of a field's props for its native element. */
function nativeOf<Props extends Question>({ label, hint, heading, ...native }: Props) {
  return native;
}

/**
 * One line of text, or several with `rows`. `size` is the expected length in characters, and
 * all other attributes of an input are passed on (type, inputMode, autoComplete, spellCheck …).
 * `prefix` and `suffix` are shown beside the box and are not part of the value.
 */
export function TextField({
  prefix,
  suffix,
  rows,
  defaultValue,
  ...asked
}: Native<"input"> & { prefix?: string; suffix?: string; rows?: number }) {
  const { name, maxLength } = asked;
  return (
    <Field asked={asked} initial={defaultValue}>
      {(shared, [value]) =>
        rows ? (
          <textarea {...shared} {...{ name, maxLength, rows }} defaultValue={value} />
        ) : (
          <span className="affixed">
            {prefix && <span aria-hidden="true">{prefix}</span>}
            <input type="text" {...nativeOf(asked)} {...shared} defaultValue={value} />
            {suffix && <span aria-hidden="true">{suffix}</span>}
          </span>
        )
      }
    </Field>
  );
}

/** A password: never filled in again, with a button to look at it where JavaScript runs. */
export function PasswordField(asked: Omit<Native<"input">, "defaultValue">) {
  const box = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<boolean>();

  useEffect(() => {
    const hide = () => setShown(false);
    const form = box.current?.form;
    hide();
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);

  return (
    <Field asked={asked}>
      {(shared, _, strings) => (
        <span className="affixed">
          <input
            autoCapitalize="none"
            spellCheck={false}
            {...nativeOf(asked)}
            {...shared}
            ref={box}
            type={shown ? "text" : "password"}
          />
          {shown !== undefined && (
            <button
              className="button button-quiet"
              type="button"
              aria-controls={asked.name}
              onClick={() => setShown(!shown)}
            >
              {shown ? strings?.hide : strings?.show}
              <span className="visually-hidden"> {asked.label}</span>
            </button>
          )}
        </span>
      )}
    </Field>
  );
}

type Chosen = Asked & { options: readonly Option[]; defaultValue?: string | readonly string[] };

/** Radios and checkboxes: the whole card is the target, the first one carries the field's id. */
function Options({ asked, type }: { asked: Chosen; type: "radio" | "checkbox" }) {
  const { name, options, defaultValue } = asked;
  return (
    <Field asked={asked} initial={defaultValue} group>
      {(_, values) =>
        options.map(({ value, label, hint }, index) => {
          const id = index ? `${name}-${index + 1}` : name;
          const about = hint ? `${id}-about` : undefined;
          return (
            <div className="option" key={value}>
              <input
                {...{ type, id, name, value }}
                defaultChecked={values.includes(value)}
                aria-describedby={about}
              />
              <label htmlFor={id}>{label}</label>
              {hint && (
                <div className="hint" id={about}>
                  {hint}
                </div>
              )}
            </div>
          );
        })
      }
    </Field>
  );
}

/** Exactly one of a few answers; none is chosen beforehand unless `defaultValue` says so. */
export function RadioField(asked: Chosen) {
  return <Options asked={asked} type="radio" />;
}

/** One box to tick or several; the action reads them with `form.getAll(name)`. */
export function CheckboxField(asked: Chosen) {
  return <Options asked={asked} type="checkbox" />;
}

/** One of many answers. `empty` is the words of the first, valueless entry. */
export function SelectField({
  options,
  empty,
  defaultValue,
  ...asked
}: Native<"select"> & { options: readonly Option[]; empty?: string }) {
  return (
    <Field asked={asked} initial={defaultValue}>
      {(shared, [chosen]) => (
        <select {...nativeOf(asked)} {...shared} defaultValue={chosen}>
          {empty && <option value="">{empty}</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/**
 * A file or a photograph (`accept`, `capture`). A browser forgets the choice after an error,
 * so it is asked on a page of its own.
 */
export function FileField(asked: Omit<Native<"input">, "defaultValue">) {
  return (
    <Field asked={asked}>
      {(shared) => <input {...nativeOf(asked)} {...shared} type="file" />}
    </Field>
  );
}

/** A value the page knows and the person need not see. It is as forgeable as any other. */
export function HiddenField(field: { name: string; value: string }) {
  return <input type="hidden" {...field} />;
}

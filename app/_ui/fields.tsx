"use client";

import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { useField } from "./form";

/** What each field shows. `name` is also its id, so that an error can link to it. */
type Asked = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The label is the page's only question: shown and marked up as its heading. */
  heading?: boolean;
};

export type Option = { value: string; label: ReactNode; hint?: ReactNode };

type Native<Tag extends "input" | "select"> = Omit<ComponentProps<Tag>, keyof Asked | "prefix">;

/** Hint and error, in the order they are read out. */
function Remarks({ name, hint, error }: { name: string; hint?: ReactNode; error?: string }) {
  const { strings } = useField(name);
  return (
    <>
      {hint && (
        <div className="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p className="field-error" id={`${name}-error`}>
          <span className="visually-hidden">{strings?.errorPrefix}</span>
          {error}
        </p>
      )}
    </>
  );
}

function remarked({ name, hint }: Asked, error?: string) {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}

/** One label, its remarks, one control. */
function Single({ asked, children }: { asked: Asked; children: ReactNode }) {
  const { name, label, hint, heading } = asked;
  const { error } = useField(name);
  const text = <label htmlFor={name}>{label}</label>;
  return (
    <div className={error ? "field field-invalid" : "field"}>
      {heading ? <h1>{text}</h1> : text}
      <Remarks name={name} hint={hint} error={error} />
      {children}
    </div>
  );
}

/** A question with several controls: a legend, its remarks, the options. */
function Several({ asked, children }: { asked: Asked; children: ReactNode }) {
  const { name, label, hint, heading } = asked;
  const { error } = useField(name);
  return (
    <div className={error ? "field field-invalid" : "field"}>
      <fieldset aria-describedby={remarked(asked, error)["aria-describedby"]}>
        <legend>{heading ? <h1>{label}</h1> : label}</legend>
        <Remarks name={name} hint={hint} error={error} />
        {children}
      </fieldset>
    </div>
  );
}

/**
 * One line of text, or several with `rows`. `size` is the expected length in characters, and
 * all other attributes of an input are passed on (type, inputMode, autoComplete, spellCheck …).
 * `prefix` and `suffix` are shown beside the box and are not part of the value.
 */
export function TextField({
  label,
  hint,
  heading,
  prefix,
  suffix,
  rows,
  defaultValue,
  ...input
}: Asked & Native<"input"> & { prefix?: string; suffix?: string; rows?: number }) {
  const asked = { name: input.name, label, hint, heading };
  const { error, values } = useField(input.name, defaultValue?.toString());
  const shared = { id: input.name, defaultValue: values[0], ...remarked(asked, error) };
  const { name, maxLength } = input;
  return (
    <Single asked={asked}>
      {rows ? (
        <textarea className="input" name={name} maxLength={maxLength} rows={rows} {...shared} />
      ) : (
        <span className="affixed">
          {prefix && <span aria-hidden="true">{prefix}</span>}
          <input className="input" type="text" {...input} {...shared} />
          {suffix && <span aria-hidden="true">{suffix}</span>}
        </span>
      )}
    </Single>
  );
}

/** A password: never filled in again, with a button to look at it where JavaScript runs. */
export function PasswordField({ label, hint, heading, ...input }: Asked & Native<"input">) {
  const asked = { name: input.name, label, hint, heading };
  const { error, strings } = useField(input.name);
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
    <Single asked={asked}>
      <span className="affixed">
        <input
          className="input"
          autoCapitalize="none"
          spellCheck={false}
          {...input}
          {...remarked(asked, error)}
          id={input.name}
          ref={box}
          type={shown ? "text" : "password"}
        />
        {shown !== undefined && (
          <button
            className="button button-quiet"
            type="button"
            aria-controls={input.name}
            onClick={() => setShown(!shown)}
          >
            {shown ? strings?.hide : strings?.show}
            <span className="visually-hidden"> {label}</span>
          </button>
        )}
      </span>
    </Single>
  );
}

type Chosen = Asked & { options: readonly Option[]; defaultValue?: string | readonly string[] };

/** Shared by radios and checkboxes: large targets, the first one carries the field's id. */
function Options({ asked, type }: { asked: Chosen; type: "radio" | "checkbox" }) {
  const { name, options, defaultValue } = asked;
  const { error, values } = useField(name, defaultValue);
  return options.map(({ value, label, hint }, index) => {
    const id = index === 0 ? name : `${name}-${index + 1}`;
    return (
      <div className="option" key={value}>
        <input
          type={type}
          id={id}
          name={name}
          value={value}
          defaultChecked={values.includes(value)}
          aria-describedby={hint ? `${id}-about` : undefined}
          aria-invalid={error && type === "checkbox" ? true : undefined}
        />
        <label htmlFor={id}>{label}</label>
        {hint && (
          <div className="hint" id={`${id}-about`}>
            {hint}
          </div>
        )}
      </div>
    );
  });
}

/** Exactly one of a few answers; none is chosen beforehand unless `defaultValue` says so. */
export function RadioField(asked: Chosen) {
  return (
    <Several asked={asked}>
      <Options asked={asked} type="radio" />
    </Several>
  );
}

/** One box to tick or several; the action reads them with `form.getAll(name)`. */
export function CheckboxField(asked: Chosen) {
  return (
    <Several asked={asked}>
      <Options asked={asked} type="checkbox" />
    </Several>
  );
}

/** One of many answers. `empty` is the words of the first, valueless entry. */
export function SelectField({
  label,
  hint,
  heading,
  options,
  empty,
  defaultValue,
  ...select
}: Asked & Native<"select"> & { options: readonly Option[]; empty?: string }) {
  const asked = { name: select.name, label, hint, heading };
  const { error, values } = useField(select.name, defaultValue?.toString());
  return (
    <Single asked={asked}>
      <select
        className="input"
        {...select}
        {...remarked(asked, error)}
        id={select.name}
        defaultValue={values[0]}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Single>
  );
}

/**
 * A file or a photograph (`accept`, `capture`). A browser forgets the choice after an error,
 * so it is asked on a page of its own.
 */
export function FileField({ label, hint, heading, ...input }: Asked & Native<"input">) {
  const asked = { name: input.name, label, hint, heading };
  const { error } = useField(input.name);
  return (
    <Single asked={asked}>
      <input className="input" {...input} {...remarked(asked, error)} id={input.name} type="file" />
    </Single>
  );
}

/** A value the page knows and the person need not see. It is as forgeable as any other. */
export function HiddenField(field: { name: string; value: string }) {
  return <input type="hidden" {...field} />;
}

import type { ComponentProps, ReactNode } from "react";

type Weight = "main" | "quiet";

/** A page has one main button, its next step; everything else beside it is quiet. */
const classOf = (weight: Weight) => (weight === "quiet" ? "button button-quiet" : "button");

/** A submit button outside the kit's Form, or a second one in its `actions` (name and value). */
export function Button({
  weight = "main",
  ...button
}: Omit<ComponentProps<"button">, "className"> & { weight?: Weight }) {
  return <button type="submit" {...button} className={classOf(weight)} />;
}

/** A link that looks like a button, where going on changes nothing. */
export function LinkButton({
  href,
  weight = "main",
  children,
}: {
  href: string;
  weight?: Weight;
  children: ReactNode;
}) {
  return (
    <a href={href} className={classOf(weight)}>
      {children}
    </a>
  );
}

import { type Phone, PhoneList } from "./phone-list";

/** Whom to call, and what becomes of what one writes here. */
export function SiteFooter({
  help,
  phones,
  hours,
  privacy,
}: {
  help: string;
  phones: readonly Phone[];
  hours: string;
  privacy: string;
}) {
  return (
    <footer className="site-footer">
      <div className="measure">
        <h2>{help}</h2>
        <PhoneList phones={phones} />
        <p>{hours}</p>
        <p>{privacy}</p>
      </div>
    </footer>
  );
}

/** One language to choose: what it calls itself, its HTML name, the value sent. */
export type LanguageChoice = { value: string; name: string; html: string; current: boolean };

/** Who serves this page, and in which language. The buttons work without JavaScript. */
export function SiteHeader({
  service,
  serviceOf,
  languageLabel,
  languages,
}: {
  service: string;
  serviceOf: string;
  languageLabel: string;
  languages: readonly LanguageChoice[];
}) {
  return (
    <header className="site-header">
      <div className="measure">
        <a href="/" className="service">
          {service}
          <small>{serviceOf}</small>
        </a>
        <form action="/language" method="post" aria-label={languageLabel}>
          {languages.map(({ value, name, html, current }) => (
            <button
              key={value}
              type="submit"
              name="language"
              value={value}
              lang={html}
              aria-current={current || undefined}
            >
              {name}
            </button>
          ))}
        </form>
      </div>
    </header>
  );
}

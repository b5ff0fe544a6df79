import en from "@/app/_messages/en/fault.json";
import zhTW from "@/app/_messages/zh-TW/fault.json";

/** Next's number of a fault in the server's log; a fault in the browser has none. */
export type Digested = Error & { digest?: string };

/** Something broke: one short sentence and a code, in one language. Never the message. */
export function Fault({ error, lang }: { error: Digested; lang: string }) {
  const { title, code, home } = lang === "en" ? en : zhTW;
  return (
    <section lang={lang}>
      <title>{title}</title>
      <h1>{title}</h1>
      {error.digest && (
        <p>
          {code} <strong>{error.digest}</strong>
        </p>
      )}
      <a href="/" className="button">
        {home}
      </a>
    </section>
  );
}

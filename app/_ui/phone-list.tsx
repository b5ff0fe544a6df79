/** One telephone: whose it is, the number as written, and as dialled (`1999,1233`). */
export type Phone = { label: string; number: string; tel: string };

/** Telephones that dial at a touch. */
export function PhoneList({ phones }: { phones: readonly Phone[] }) {
  return (
    <dl className="phones">
      {phones.map(({ label, number, tel }) => (
        <div key={tel}>
          <dt>{label}</dt>
          <dd>
            <a href={`tel:${tel}`}>{number}</a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

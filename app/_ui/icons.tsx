const paths = {
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8c0-4 3.6-6 8-6s8 2 8 6",
  family:
    "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm9 1a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM2 20c0-4 2.5-6 6-6s6 2 6 6m2-5c3 0 5 1.5 5 5",
  pen: "M4 20l1-4L16 5l3 3L8 19l-4 1Zm8 0h8",
  card: "M3 6h18v12H3V6Zm0 4h18M6 15h5",
  check: "M4 13l5 5L20 6",
  alert: "M12 4 2.5 20h19L12 4Zm0 6v5m0 2.5v.1",
  back: "M15 5l-7 7 7 7",
} as const;

export type IconName = keyof typeof paths;

/** A small drawing beside words that say the same; it is hidden from those who listen. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** How far along the questions are. `label` says it in words: 第 3 題，共 8 題. */
export function Progress({ now, max, label }: { now: number; max: number; label: string }) {
  return (
    <label className="progress">
      {label}
      <progress value={now} max={max} />
    </label>
  );
}

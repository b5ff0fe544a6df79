/** The school year (學年度) of OneRoster's: that one is named by the year it ends in. */
export const fromSessionYear = (endsIn: number) => endsIn - 1912;

/** The school year (學年度) a day falls into: it turns on the first of August. `day`: YYYY-MM-DD. */
export function schoolYearOn(day: string): number {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return year - 1911 - (month >= 8 ? 0 : 1);
}

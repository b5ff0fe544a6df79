import { gradesOf } from "@/domain/roster/levels";
import type { Seat } from "./bundle-rows";
import type { CityClass } from "./schools";

/**
 * All seats of the city, in an order that puts neighbours far apart, so that brothers and sisters
 * come to different schools. `at(n)` for n from 0 to `count - 1` gives every seat once.
 */
export function seating(classes: readonly CityClass[], year: number) {
  let count = 0;
  const ends = classes.map(({ seats }) => {
    count += seats;
    return count;
  });
  const step = coprimeNear(count);
  return {
    count,
    at(place: number): Seat {
      const slot = Number((BigInt(place) * BigInt(step)) % BigInt(count));
      const index = firstAbove(ends, slot);
      const ofClass = classes[index]!;
      const inClass = slot - (ends[index]! - ofClass.seats);
      return { ofClass, studentNumber: numberOf(ofClass, inClass, year) };
    },
  };
}

/** 學號: the year the student came to the school, then the place in that year's list. */
function numberOf({ school, grade, seatsBefore }: CityClass, inClass: number, year: number) {
  const entered = year - (grade - gradesOf[school.level].first);
  return `${entered}${String(seatsBefore + inClass + 1).padStart(4, "0")}`;
}

/** A birthday in the year group of the grade; children of one family and grade are twins. */
export function birthdayOf(grade: number, year: number, dayOfFamily: number): string {
  const firstOfGroup = Date.UTC(year + 1911 - 6 - grade, 8, 2);
  const day = (dayOfFamily + grade * 53) % 365;
  return new Date(firstOfGroup + day * 86_400_000).toISOString().slice(0, 10);
}

function firstAbove(ends: readonly number[], slot: number) {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > slot) high = middle;
    else low = middle + 1;
  }
  return low;
}

function coprimeNear(count: number) {
  let step = Math.max(1, Math.round(count * 0.618));
  while (divisor(step, count) > 1) step += 1;
  return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

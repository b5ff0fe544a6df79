import type { SchoolEntry } from "@/db/queries/schools";
import type { SchoolLevel } from "@/domain/roster/levels";

type Props = { schools: readonly SchoolEntry[]; level: SchoolLevel; open: boolean };

/** Few enough to be read at a glance, without opening their districts. */
const schoolsAtAGlance = 12;

/** Schools under their districts; a long list starts folded. Their names are Chinese everywhere. */
export function SchoolList({ schools, level, open }: Props) {
  const districts = [...new Set(schools.map(({ district }) => district))];
  const unfolded = open || schools.length <= schoolsAtAGlance;
  return districts.map((district) => (
    <details key={district} className="fold" open={unfolded}>
      <summary>
        <h2 lang="zh-Hant-TW">{district}</h2>
      </summary>
      <ul className="choices">
        {schools
          .filter((school) => school.district === district)
          .map(({ code, name }) => (
            <li key={code}>
              <a href={`/portal/${level}/${encodeURIComponent(code)}`} lang="zh-Hant-TW">
                {name}
              </a>
            </li>
          ))}
      </ul>
    </details>
  ));
}

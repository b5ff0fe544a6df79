import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons";

/** Something to do: its name is the link, `next` the word on the one that comes next. */
export type Task = {
  href: string;
  icon: IconName;
  title: ReactNode;
  about: ReactNode;
  next?: ReactNode;
};

/** Things to do, one below the other; the one that comes next wears the accent. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="tasks">
      {tasks.map(({ href, icon, title, about, next }) => (
        <li key={href} data-next={next ? "" : undefined}>
          <Icon name={icon} />
          <div>
            {next && <span className="task-next">{next}</span>}
            <a href={href}>{title}</a>
            <p>{about}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

import { SingleBar } from "cli-progress";

const words = { reading: "reading", checking: "checking", applying: "applying" } as const;
const lineEveryPercent = 25;

/** Shows how far a run is: a bar on a terminal, now and then a line where there is none. */
export function progressBar(output: NodeJS.WriteStream = process.stderr) {
  return output.isTTY ? bar(output) : lines(output);
}

function bar(output: NodeJS.WriteStream) {
  const format = "{phase} [{bar}] {percentage} %";
  const single = new SingleBar({ format, stream: output, hideCursor: true, clearOnComplete: true });
  let started = false;
  return {
    progress(bytes: number, ofBytes: number) {
      if (!started) single.start(ofBytes, 0, { phase: words.reading });
      started = true;
      single.update(bytes);
    },
    phase: (name: "checking" | "applying") => single.update({ phase: words[name] }),
    stop: () => single.stop(),
  };
}

function lines(output: NodeJS.WriteStream) {
  let next = 0;
  const say = (sentence: string) => void output.write(`${sentence}\n`);
  return {
    progress(bytes: number, ofBytes: number) {
      const percent = Math.floor((bytes / ofBytes) * 100);
      if (percent < next) return;
      say(`${words.reading} ${percent} %`);
      next = percent - (percent % lineEveryPercent) + lineEveryPercent;
    },
    phase: (name: "checking" | "applying") => say(words[name]),
    stop: () => {},
  };
}

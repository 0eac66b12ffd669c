// A program under measurement: started on a free port, watched through /proc, stopped by its process id.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

const TICKS_PER_SECOND = 100; // USER_HZ: the same on every Linux that /proc/PID/stat is read on
const START_MS = 60_000;

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a program and waits until `path` answers 200; tells how long that took. */
export async function start(command, args, url, path, cwd) {
  const begun = performance.now();
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  child.on("error", (error) => (output += error));
  const running = { url, pid: child.pid, child, startMs: 0 };
  for (;;) {
    const status = await statusOf(url + path);
    if (status === 200) break;
    if (status || child.exitCode !== null || performance.now() - begun > START_MS) {
      await stop(running);
      throw new Error(`${command} did not start: ${path} answered ${status ?? "nothing"}\n${output}`);
    }
    await pause(1);
  }
  running.startMs = performance.now() - begun;
  return running;
}

/** The status of the answer; undefined while nobody listens. */
async function statusOf(address) {
  try {
    const response = await fetch(address);
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

export function stop({ child }) {
  if (child.exitCode !== null || child.pid === undefined) return Promise.resolve();
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  return ended;
}

/** Seconds of CPU that all threads of the process have used. */
export function cpuSeconds({ pid }) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in brackets may contain blanks; user and system time are the 12th and 13th field behind it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory in MiB. */
export function memory({ pid }) {
  const line = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+) kB$/m);
  return Number(line[1]) / 1024;
}

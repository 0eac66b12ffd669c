// Load: so many connections, each asking again as soon as it was answered. Every answer is held against the wanted status.
import { createRequire } from "node:module";
import { cpuSeconds } from "./process.mjs";

const { Pool } = createRequire(new URL("../../end2end/package.json", import.meta.url))("undici");

/** Asks `workload` of its process for some seconds; answers with what that cost. */
export async function load(workload, connections, seconds) {
  const pool = new Pool(workload.of.url, { connections, pipelining: 1 });
  const times = [];
  let bytes = 0;
  const ask = async () => {
    const begun = performance.now();
    const { statusCode, body } = await pool.request({ path: workload.path(), method: "GET", headers: workload.headers ?? {} });
    let size = 0;
    for await (const piece of body) size += piece.length;
    if (statusCode !== (workload.status ?? 200)) throw new Error(`${workload.name}: answered ${statusCode}`);
    times.push(performance.now() - begun);
    bytes = size;
  };
  const run = async (until) => {
    while (performance.now() < until) await ask();
  };
  const all = (until) => Promise.all(Array.from({ length: connections }, () => run(until)));

  await all(performance.now() + 300);
  times.length = 0;
  const [begun, cpu] = [performance.now(), cpuSeconds(workload.of)];
  await all(begun + seconds * 1000);
  const [wall, used] = [(performance.now() - begun) / 1000, cpuSeconds(workload.of) - cpu];
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { perSecond: times.length / wall, cpu: (used / times.length) * 1e6, p50: at(0.5), p99: at(0.99), bytes, count: times.length };
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

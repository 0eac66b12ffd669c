// The library's search beside MiniSearch: the same items, the same mistyped names, in turn. Prints a table.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { machine, table } from "./report.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAM = process.env.MANY_ITEMS ?? join(ROOT, "target/release/many-items");
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const PEER = join(ROOT, "target/bench-minisearch");
const SETS = ["real", "invented"].flatMap((words) => [10_000, 100_000].map((count) => ({ words, count })));

const run = (program, ...args) => JSON.parse(execFileSync(program, args, { encoding: "utf8", cwd: PEER }));
const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

function installPeer() {
  const isNew = !existsSync(join(PEER, "node_modules/minisearch"));
  cpSync(join(import.meta.dirname, "minisearch"), PEER, { recursive: true });
  if (isNew) execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: PEER, stdio: ["ignore", "pipe", "pipe"] });
}

/** Both have their turn in every round; medians over the rounds. */
function compare({ words, count }, file) {
  const rounds = { Rolewright: [], MiniSearch: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.Rolewright.push(run(PROGRAM, words, String(count), file));
    rounds.MiniSearch.push(run(process.execPath, join(PEER, "search.mjs"), file));
  }
  return Object.entries(rounds).map(([name, figures]) => {
    const of = (key) => median(figures.map((figure) => figure[key]));
    return { set: `${words}, ${count.toLocaleString("en")}`, name, built: of("built"), p50: of("p50"), p95: of("p95"), hits: of("hits") };
  });
}

const folder = mkdtempSync(join(tmpdir(), "bench-search-"));
try {
  installPeer();
  console.log(machine(ROOT, PROGRAM));
  const rows = SETS.flatMap((set) => compare(set, join(folder, "items.json")));
  const columns = {
    items: (row) => row.set,
    search: (row) => row.name,
    "index built, ms": (row) => row.built.toFixed(0),
    "p50 ms": (row) => row.p50.toFixed(2),
    "p95 ms": (row) => row.p95.toFixed(2),
    "among the first ten": (row) => `${(row.hits * 100).toFixed(1)} %`,
  };
  console.log(table(columns, rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

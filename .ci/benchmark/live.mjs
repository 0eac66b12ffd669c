// The benchmark of drafts that are written together: the same crowd on our program and on its peer, run after run in
// turn, on equal drafts. CPU seconds and ratios hold on any day; times share two cores with whatever else the machine does.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { median } from "./load.mjs";
import { freePort, start, stop } from "./process.mjs";
import { machine, table } from "./report.mjs";

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, "../..");
const PROGRAM = resolve(ROOT, process.env.ROLEWRIGHT ?? "target/release/rolewright");
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2);
const ONLY = process.env.BENCH_ONLY;
const [PEOPLE, SHORT, LONG] = [250, 500, 100];
const RUN_MS = 180_000;

// Each has its processor, so that the one that measures does not slow down the one that is measured.
const isPinned = cpus().length > 1 && existsSync("/usr/bin/taskset");
const pinned = (cpu, command, args) => (isPinned ? ["taskset", ["-c", String(cpu), command, ...args]] : [command, args]);

const CROWDS = [
  { name: "1 × 2", documents: 1, people: 2, rate: 2, large: true },
  { name: "1 × 20", documents: 1, people: 20, rate: 2, large: true },
  { name: "1 × 100", documents: 1, people: 100, rate: 2, large: true },
  { name: "1 × 400", documents: 1, people: 400, rate: 2, large: true },
  { name: "500 × 4", documents: 500, people: 4, rate: 2 },
  { name: "500 × 4 at 4/s", documents: 500, people: 4, rate: 4 },
  { name: "500 × 4 at 6/s", documents: 500, people: 4, rate: 6 },
];
// Nobody writes: what a connection and what an open draft take.
const IDLE = [
  { name: "20 × 100 idle", documents: 20, people: 100, rate: 0 },
  { name: "100 × 1 long drafts idle", documents: LONG, people: 1, rate: 0, large: true },
];

const folder = mkdtempSync(join(tmpdir(), "rolewright-bench-live-"));
const running = new Set();

async function main() {
  for (const program of [PROGRAM, sibling("many-drafts"), sibling("load")]) {
    if (!existsSync(program)) throw new Error(`${program} is not there: cargo build -p server -p scenarios -p load --bins (with --release)`);
  }
  await fill();
  console.log(machine(ROOT, PROGRAM));
  const servers = [ours, ...findPeer()];
  const wanted = (crowd) => !ONLY || crowd.name.includes(ONLY);
  const results = [];
  for (const crowd of CROWDS.filter(wanted)) results.push(...(await compare(crowd, servers)));
  console.log(table(crowdColumns, results));
  console.log(table(ratioColumns, CROWDS.filter(wanted).map((crowd) => ratios(crowd, results)).filter(Boolean)));
  const idle = [];
  for (const crowd of IDLE.filter(wanted)) idle.push(...(await compare(crowd, servers)));
  console.log(table(idleColumns, idle));
}

const sibling = (name) => join(dirname(PROGRAM), name);
const company = () => join(folder, "company");
const filled = () => join(folder, "filled.sqlite");

/** The database that every run of ours begins with, and everybody's session. */
async function fill() {
  mkdirSync(company());
  const numbers = [PEOPLE, SHORT, LONG].map(String);
  execFileSync(sibling("many-drafts"), [`sqlite:${filled()}`, company(), ...numbers], { stdio: "inherit" });
  const server = await serve(filled());
  try {
    execFileSync(sibling("load"), ["sign-in", "--company", company(), "--at", address(server)], { stdio: "inherit" });
  } finally {
    await end(server);
  }
}

async function serve(file) {
  const port = await freePort();
  const settings = ["--listen", `127.0.0.1:${port}`, "--database-url", `sqlite:${file}`, "--site", join(ROOT, "target/site")];
  const [command, args] = pinned(0, PROGRAM, ["serve", "--log", "error", ...settings]);
  return begun(await start(command, args, `http://127.0.0.1:${port}`, "/ready", folder));
}

const begun = (server) => (running.add(server), server);
const address = ({ url }) => url.slice("http://".length);

async function end(server) {
  await stop(server);
  running.delete(server);
}

let files = 0;
const fresh = () => join(folder, `run-${(files += 1)}.sqlite`);

const ours = {
  name: "Rolewright",
  speech: "rolewright",
  start: async () => {
    const file = fresh();
    for (const part of ["", "-wal"]) if (existsSync(filled() + part)) copyFileSync(filled() + part, file + part);
    return serve(file);
  },
};

/** Hocuspocus with its usual journal and with a write-ahead log; nobody, with the reason printed, where it can't be installed. */
function findPeer() {
  const home = join(ROOT, "target/bench-hocuspocus");
  try {
    const isNew = !existsSync(join(home, "node_modules/@hocuspocus/server"));
    cpSync(join(HERE, "hocuspocus"), home, { recursive: true });
    if (isNew) execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
    execFileSync(process.execPath, ["-e", "new (require('better-sqlite3'))(':memory:')"], { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    console.log(`Hocuspocus was not measured: ${String(error.stderr || error.message).trim().split("\n").pop()}\n`);
    return [];
  }
  const peer = (name, journal) => ({
    name,
    speech: "yjs",
    start: async () => {
      const port = await freePort();
      const [command, args] = pinned(0, process.execPath, [join(home, "server.mjs"), String(port), fresh(), journal]);
      return begun(await start(command, args, `http://127.0.0.1:${port}`, "/", home));
    },
  });
  return [peer("Hocuspocus, WAL", "wal"), peer("Hocuspocus", "default")];
}

/** Every server has its turn in every round; medians over the rounds. */
async function compare(crowd, servers) {
  const rounds = crowd.rate > 0 ? ROUNDS : 1;
  const runs = new Map(servers.map((server) => [server, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) runs.get(server).push(await letIn(crowd, server));
  }
  return [...runs].map(([server, reports]) => {
    const whole = reports.filter((report) => !report.failure);
    if (whole.length === 0) return { crowd: crowd.name, server: server.name, failure: reports[0].failure };
    const figures = Object.keys(whole[0]).map((figure) => [figure, median(whole.map((report) => report[figure]))]);
    return { crowd: crowd.name, server: server.name, ...Object.fromEntries(figures) };
  });
}

async function letIn({ documents, people, rate, large }, { start: begin, speech }) {
  const server = await begin();
  const numbers = { documents, people, rate, seconds: SECONDS, pid: server.pid };
  const flags = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const where = ["--speech", speech, "--company", company(), "--at", address(server), ...(large ? ["--large"] : [])];
  try {
    return JSON.parse(await output(...pinned(1, sibling("load"), ["run", ...flags, ...where])));
  } catch (error) {
    return { failure: error.message };
  } finally {
    await end(server);
  }
}

function output(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    const tooLong = setTimeout(() => child.kill(), RUN_MS);
    let [out, complaint] = ["", ""];
    child.stdout.on("data", (data) => (out += data));
    child.stderr.on("data", (data) => (complaint += data));
    child.once("close", (code) => {
      clearTimeout(tooLong);
      if (code === 0) done(out);
      else failed(new Error(complaint.trim() || "it took too long"));
    });
  });
}

function ratios(crowd, results) {
  const of = (name) => results.find((row) => row.crowd === crowd.name && row.server === name && !row.failure);
  const [mine, wal, usual] = [of("Rolewright"), of("Hocuspocus, WAL"), of("Hocuspocus")];
  return mine && wal && usual && { crowd: crowd.name, mine, wal, usual };
}

const MIB = 2 ** 20;
const either = (show) => (row) => (row.failure ? "–" : show(row));
const pair = (one, other) => `${one.toFixed(1)} / ${other.toFixed(1)}`;
const crowdColumns = {
  "drafts × people": (row) => row.crowd,
  server: (row) => (row.failure ? `${row.server}: ${row.failure}` : row.server),
  "edits/s": either((row) => row.edits_per_second.toFixed(0)),
  "propagation p50 / p99 ms": either((row) => pair(row.propagation_p50, row.propagation_p99)),
  "acknowledged p50 / p99 ms": either((row) => pair(row.acknowledgement_p50, row.acknowledgement_p99)),
  "CPU µs per delivery": either((row) => row.cpu_us_per_delivery.toFixed(1)),
  "CPU µs per edit": either((row) => row.cpu_us_per_edit.toFixed(0)),
  "CPU %": either((row) => ((100 * row.cpu_seconds) / row.seconds).toFixed(0)),
  "not delivered": either((row) => `${row.missing} of ${row.missing + row.delivered}`),
  "memory MiB": either((row) => (row.memory_after / MIB).toFixed(0)),
};
const ratio = (figure, other) => (row) => (row.mine[figure] / row[other][figure]).toFixed(2);
const ratioColumns = {
  "ours : theirs": (row) => row.crowd,
  "p50, WAL": ratio("propagation_p50", "wal"),
  "p99, WAL": ratio("propagation_p99", "wal"),
  "CPU, WAL": ratio("cpu_seconds", "wal"),
  "p99, usual journal": ratio("propagation_p99", "usual"),
  "CPU, usual journal": ratio("cpu_seconds", "usual"),
};
const grown = (row) => row.memory_open - row.memory_before;
const idleColumns = {
  "drafts × people": (row) => row.crowd,
  server: (row) => (row.failure ? `${row.server}: ${row.failure}` : row.server),
  "memory before MiB": either((row) => (row.memory_before / MIB).toFixed(1)),
  "grown by MiB": either((row) => (grown(row) / MIB).toFixed(1)),
  "KiB per connection": either((row) => (grown(row) / 1024 / (row.documents * row.people)).toFixed(1)),
  "KiB per draft": either((row) => (grown(row) / 1024 / row.documents).toFixed(0)),
  "all in after s": either((row) => row.entry_seconds.toFixed(2)),
  "CPU s for that": either((row) => row.entry_cpu_seconds.toFixed(2)),
};

async function cleanUp() {
  await Promise.all([...running].map(stop));
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void cleanUp().then(() => process.exit(1)));
try {
  await main();
} catch (error) {
  console.error(`bench-live: ${error.message}`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

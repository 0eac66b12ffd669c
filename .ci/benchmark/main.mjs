// The benchmark: a company with many published postings, served by the program on its own database, asked for page after
// page. CPU per request is the figure that holds on any day; requests per second and times share the machine with the load.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { tmpdir } from "node:os";
import { firstLoads } from "./first-load.mjs";
import { load, median } from "./load.mjs";
import { constant, demandSameWords, fastapi } from "./peers.mjs";
import { freePort, memory, pause, start, stop } from "./process.mjs";
import { machine, table } from "./report.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAM = resolve(ROOT, process.env.ROLEWRIGHT ?? "target/release/rolewright");
const COMPARISON = join(dirname(PROGRAM), "examples/two-revisions");
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const POSTINGS = 200;
const CONNECTIONS = 16;
const COLD_STARTS = 5;
const SETTLE_MS = 2000;
// Of the cast in server/scenarios/src/cast.rs.
const DANA = { email: "dana@northwind.example", password: "dana-writes-good-postings" };
const HUGO = { email: "hugo@northwind.example", password: "hugo-approves-what-he-read" };
// Made by many-postings: 150 lines and 50 threads.
const LONG_REVIEW = "A review with much to read";

const folder = mkdtempSync(join(tmpdir(), "rolewright-bench-"));
const running = [];

async function main() {
  for (const program of [PROGRAM, sibling("many-postings")]) {
    if (!existsSync(program)) throw new Error(`${program} is not there: cargo build -p server -p scenarios --bins (with --release)`);
  }
  execFileSync(sibling("many-postings"), [database(), String(POSTINGS)], { stdio: "inherit" });
  console.log(machine(ROOT, PROGRAM));

  const starts = await coldStarts();
  const server = await serve();
  await pause(SETTLE_MS);
  const idle = memory(server);
  const pages = await find(server);
  const peers = await findPeers(pages);
  const results = await measure(workloads(server, peers, pages));
  const loaded = memory(server);

  console.log(table(requestColumns, results));
  console.log(table(memoryColumns, [{ starts, idle, loaded, size: statSync(PROGRAM).size / 2 ** 20 }]));
  console.log(table(firstLoadColumns, await downloads(server, pages)));
  if (existsSync(COMPARISON)) console.log(execFileSync(COMPARISON, { encoding: "utf8" }));
}

const sibling = (name) => join(dirname(PROGRAM), name);
const database = () => `sqlite:${join(folder, "bench.sqlite")}`;

/** Serves the filled database. */
async function serve() {
  const port = await freePort();
  const settings = ["--listen", `127.0.0.1:${port}`, "--database-url", database(), "--site", join(ROOT, "target/site")];
  const server = await start(PROGRAM, ["serve", "--log", "error", ...settings], `http://127.0.0.1:${port}`, "/careers", folder);
  running.push(server);
  return server;
}

async function coldStarts() {
  const times = [];
  for (let round = 0; round < COLD_STARTS; round += 1) {
    const server = await serve();
    times.push(server.startMs);
    await stop(server);
  }
  return median(times);
}

/** The pages to ask for, and what they are known by; fails when one does not say what it should. */
async function find({ url }) {
  const list = await text(`${url}/careers`);
  const posting = list.match(/href="(\/careers\/(?!sitemap)[a-z0-9-]+)"/)?.[1];
  if (!posting) throw new Error("the careers page lists no posting");
  const page = await text(url + posting);
  if (!page.includes("application/ld+json")) throw new Error(`${posting} has no JSON-LD`);
  const cookie = await signIn(url, DANA);
  const postings = await text(`${url}/postings`, { cookie });
  const editor = postings.match(/href="(\/postings\/[0-9a-f-]{36})"/)?.[1];
  const etag = (await fetch(`${url}/careers`)).headers.get("etag");
  return { list, posting, page, cookie, editor, etag, review: await findReview(url) };
}

async function text(address, headers = {}) {
  const response = await fetch(address, { headers, redirect: "manual" });
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}

/** The long review, as its approver reads it. */
async function findReview(url) {
  const cookie = await signIn(url, HUGO);
  const found = await text(`${url}/postings?q=${encodeURIComponent(LONG_REVIEW)}`, { cookie });
  const path = `${found.match(/href="(\/postings\/[0-9a-f-]{36})"/)?.[1]}/review`;
  if (!(await text(url + path, { cookie })).includes("part 149")) throw new Error(`${path} does not show all lines`);
  return { path, cookie };
}

async function signIn(url, person) {
  const response = await fetch(`${url}/sign-in?do=sign_in`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(person),
    redirect: "manual",
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (response.status !== 303 || !cookie) throw new Error(`signing in answered ${response.status}`);
  return cookie;
}

/** Those that answer the same pages, each held against what it says. */
async function findPeers(pages) {
  const bare = await constant(pages.list, folder);
  running.push(bare);
  const python = await fastapi(ROOT, folder, join(folder, "bench.sqlite"));
  if (python) {
    running.push(python);
    demandSameWords("FastAPI's list", pages.list, await text(`${python.url}/careers`));
    demandSameWords("FastAPI's posting", pages.page, await text(python.url + pages.posting));
  }
  return { bare, python };
}

function workloads(of, { bare, python }, { posting, cookie, editor, etag, review }) {
  let number = 0;
  const always = (path) => () => path;
  const anew = (path) => () => `${path}?n=${(number += 1)}`; // an address that was never asked for is rendered
  const found = [
    { name: "careers list, kept", of, path: always("/careers") },
    { name: "careers list, kept, sent as brotli", of, path: always("/careers"), headers: { "accept-encoding": "br" } },
    { name: "careers list, unchanged (304)", of, path: always("/careers"), headers: { "if-none-match": etag }, status: 304 },
    { name: "careers list, rendered", of, path: anew("/careers") },
    { name: "posting, kept", of, path: always(posting) },
    { name: "posting, rendered", of, path: anew(posting) },
    { name: "library, signed in", of, path: always("/library"), headers: { cookie } },
    { name: "postings, signed in", of, path: always("/postings"), headers: { cookie } },
    editor && { name: "editor, signed in", of, path: always(editor), headers: { cookie } },
    { name: "review of 150 lines with 50 threads, signed in", of, path: always(review.path), headers: { cookie: review.cookie } },
    python && { name: "peer: FastAPI, careers list", of: python, path: always("/careers") },
    python && { name: "peer: FastAPI, posting", of: python, path: always(posting) },
    { name: "peer: bare Node, the list's bytes", of: bare, path: always("/") },
  ];
  return found.filter(Boolean);
}

/** Every workload once a round, so that a noisy minute touches all of them; medians over the rounds. */
async function measure(all) {
  const runs = all.map((workload) => ({ workload, alone: [], busy: [] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { workload, alone, busy } of runs) {
      alone.push(await load(workload, 1, SECONDS / 3));
      busy.push(await load(workload, CONNECTIONS, SECONDS));
    }
  }
  return runs.map(({ workload, alone, busy }) => {
    const of = (results, figure) => median(results.map((result) => result[figure]));
    return {
      name: workload.name,
      bytes: of(busy, "bytes"),
      cpu: of(busy, "cpu"),
      perSecond: of(busy, "perSecond"),
      alone50: of(alone, "p50"),
      alone99: of(alone, "p99"),
      busy50: of(busy, "p50"),
      busy99: of(busy, "p99"),
    };
  });
}

async function downloads(server, { posting, editor }) {
  const pages = [
    { name: "careers list", path: "/careers" },
    { name: "posting", path: posting },
    { name: "sign-in", path: "/sign-in" },
    { name: "library", path: "/library", signedIn: true },
    editor && { name: "editor", path: editor, signedIn: true },
  ];
  try {
    return await firstLoads(server.url, pages.filter(Boolean), DANA);
  } catch (error) {
    if (!/no Chromium/.test(error.message)) throw error;
    console.log(`First loads were not measured: ${error.message}\n`);
    return [];
  }
}

const KIB = 1024;
const kib = (bytes) => (bytes / KIB).toFixed(1);
const requestColumns = {
  request: (row) => row.name,
  "CPU µs": (row) => row.cpu.toFixed(0),
  "requests per CPU second": (row) => (1e6 / row.cpu).toFixed(0),
  "requests/s": (row) => row.perSecond.toFixed(0),
  "alone p50 / p99 ms": (row) => `${row.alone50.toFixed(2)} / ${row.alone99.toFixed(2)}`,
  [`${CONNECTIONS} at once p50 / p99 ms`]: (row) => `${row.busy50.toFixed(1)} / ${row.busy99.toFixed(1)}`,
  "body KiB": (row) => kib(row.bytes),
};
const memoryColumns = {
  "start to first page, ms": (row) => row.starts.toFixed(0),
  "memory idle, MiB": (row) => row.idle.toFixed(1),
  "memory after the load, MiB": (row) => row.loaded.toFixed(1),
  "program, MiB": (row) => row.size.toFixed(1),
};
const firstLoadColumns = {
  "first load": (row) => row.name,
  files: (row) => String(row.files),
  "all KiB": (row) => kib(row.all),
  "page KiB": (row) => kib(row.Document),
  "scripts and wasm KiB": (row) => kib(row.Script),
  "styles KiB": (row) => kib(row.Stylesheet),
  "fonts KiB": (row) => kib(row.Font),
  "other KiB": (row) => kib(row.Other),
};

async function cleanUp() {
  await Promise.all(running.map(stop));
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void cleanUp().then(() => process.exit(1)));
try {
  await main();
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

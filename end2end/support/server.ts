// A Rolewright of one's own: a process, a port and a database file for each spec file, all gone afterwards.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAM = process.env.ROLEWRIGHT ?? join(ROOT, "target/debug/rolewright");
const START_MS = 60_000;

interface Running {
  process: ChildProcess;
  folder: string;
}

/** The server of the spec file that runs in this process. */
export const server = { url: "", welcome: "", folder: "", restart: async () => {} };

/** Gives the stories of this file a server with the demo company, or an empty one. */
export function ownServer(contents: "demo" | "empty" = "demo") {
  let running: Running | undefined;

  test.beforeAll(async () => {
    test.setTimeout(START_MS);
    running = await start(contents);
    // What the program looks for at its start it finds then; the address stays.
    server.restart = async () => {
      if (!running) return;
      await stop(running);
      running = await start(contents, { folder: running.folder, port: Number(new URL(server.url).port) });
    };
  });

  test.afterAll(async () => {
    if (!running) return;
    await stop(running);
    rmSync(running.folder, { recursive: true, force: true });
  });
}

/** Lets days pass for reviews and for guests: everything in the database is so much older then. */
export function daysLater(days: number) {
  execFileSync(join(dirname(PROGRAM), "days-later"), [database(server.folder), String(days)]);
}

const database = (folder: string) => `sqlite:${join(folder, "story.sqlite")}`;

/** Ends the program; its folder stays. */
export async function stop({ process: ending }: Running) {
  const ended = new Promise((resolve) => ending.once("close", resolve));
  ending.kill("SIGTERM");
  await ended;
}

export async function start(contents: "demo" | "empty", left?: { folder: string; port: number }): Promise<Running> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: \`cargo build -p server\` makes it.`);
  const folder = left?.folder ?? mkdtempSync(join(tmpdir(), "rolewright-story-"));
  if (!left && contents === "demo" && process.env.STORY_DEMO) cpSync(process.env.STORY_DEMO, folder, { recursive: true });
  const address = `127.0.0.1:${left?.port ?? (await freePort())}`;
  const settings = ["--listen", address, "--database-url", database(folder), "--site", join(ROOT, "target/site")];
  const demo = contents === "demo" ? ["--demo"] : [];
  const child = spawn(PROGRAM, ["serve", ...settings, ...demo, "--log", "warn"], { cwd: folder });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => {
    output += data;
    if (process.env.STORY_LOG) process.stderr.write(data);
  });
  server.url = `http://${address}`;
  await ready(child, () => output);
  server.welcome = output;
  server.folder = folder;
  return { process: child, folder };
}

async function ready(child: ChildProcess, output: () => string) {
  const deadline = Date.now() + START_MS;
  while (!output().includes("Ctrl-C")) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The server did not start:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

// Builds, serves the demo, and does both again whenever a source file changes; open pages load themselves anew
// (`frontend/scripts/dev.js`). Ctrl-C ends it.
import { spawn } from "node:child_process";
import { existsSync, watch, writeFileSync } from "node:fs";

const SOURCES = ["app", "frontend", "migrations", "server", "style"];
const IGNORED = /node_modules|(^|\/)target\/|\/tests?\/|~$|\.sw.$/;
const SETTLE_MS = 150;
/** The program's last words before it serves. */
const READY = "Ctrl-C";
const MARK = "target/site/assets/dev.txt";

let server;
let building = false;
let again = false;

/** Runs a command to its end; true when it succeeded. */
function run(command, ...args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}

function stop() {
  if (!server) return Promise.resolve();
  const ending = server;
  server = undefined;
  return new Promise((resolve) => {
    ending.on("close", resolve);
    ending.kill("SIGTERM");
  });
}

/** Starts the program anew, and tells open pages when it answers. */
async function serve() {
  await stop();
  const starting = spawn("target/debug/rolewright", ["serve", "--demo"], { stdio: ["ignore", "pipe", "inherit"] });
  server = starting;
  let said = "";
  starting.stdout.on("data", (data) => {
    process.stdout.write(data);
    const was = said.includes(READY);
    said += data;
    if (!was && said.includes(READY)) writeFileSync(MARK, `${Date.now()}`);
  });
}

async function build() {
  if (building) {
    again = true;
    return;
  }
  building = true;
  do {
    again = false;
    const built =
      (await run("cargo", "run", "--quiet", "--release", "-p", "bundler", "--", "--dev")) &&
      (await run("cargo", "build", "--quiet", "-p", "server"));
    if (built && !again) {
      await serve();
    }
    if (!built) console.log("dev: that did not build; waiting for the next change");
  } while (again);
  building = false;
}

let timer;
for (const folder of SOURCES.filter((folder) => existsSync(folder))) {
  watch(folder, { recursive: true }, (_event, file) => {
    if (!file || IGNORED.test(`${folder}/${file}`)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      console.log(`dev: ${folder}/${file} changed`);
      void build();
    }, SETTLE_MS);
  });
}
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    await stop();
    process.exit(0);
  });
}
await build();

// Which browser the stories run in: Playwright's own where it is installed, the system's or Debian's otherwise.
// The shell without a window comes first: the same engine, and a third less time for all stories.
// Run by itself it prints the choice, or ends with 1 when there is none.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const SYSTEM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of the browser's program. */
export function browserPath() {
  const path = [process.env.CHROMIUM, chromium.executablePath(), ...SYSTEM].find((path) => path && existsSync(path));
  if (!path) throw new Error("There is no Chromium. Install it (on Debian `apt-get install chromium`), or name it in CHROMIUM.");
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(browserPath());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

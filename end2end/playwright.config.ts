// Every story runs twice: with scripts, and without.
import { defineConfig } from "@playwright/test";
import { browserPath } from "./support/browser.mjs";

const arguments_ = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

export default defineConfig({
  testDir: "tests",
  globalSetup: "./support/demo.ts",
  workers: process.env.STORY_WORKERS ? Number(process.env.STORY_WORKERS) : 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 900 },
    // STORY_TRACE=1 keeps what happened, for a story that fails; it costs a tenth of the time of all of them.
    trace: process.env.STORY_TRACE ? { mode: "retain-on-failure", screenshots: false } : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browserPath(),
      args: [...arguments_, "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "scripts on", grepInvert: /@scripts-off/ },
    { name: "scripts off", grepInvert: /@scripts-on/, use: { javaScriptEnabled: false } },
  ],
});

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
    // What happened, for a story that fails; a film of every story would cost a third of their time.
    trace: { mode: "retain-on-failure", screenshots: false },
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

// What a browser with an empty cache downloads for a page, counted by the browser itself.
import { createRequire } from "node:module";
import { browserPath } from "../../end2end/support/browser.mjs";

const { chromium } = createRequire(new URL("../../end2end/package.json", import.meta.url))("@playwright/test");
const QUIET_MS = 1500;

/** Opens pages in a browser, signed in where a person is named; the pages' sizes in the order asked for. */
export async function firstLoads(url, pages, person) {
  const browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const loads = [];
    for (const page of pages) loads.push(await firstLoad(browser, url, page, person));
    return loads;
  } finally {
    await browser.close();
  }
}

async function firstLoad(browser, url, { name, path, signedIn }, person) {
  const context = await browser.newContext();
  if (signedIn) await signIn(await context.newPage(), url, person);
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  const kinds = new Map();
  const sizes = { files: 0, all: 0, Document: 0, Script: 0, Stylesheet: 0, Font: 0, Other: 0 };
  wire.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, response.url.endsWith(".wasm") ? "Script" : type);
  });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) in sizes ? kinds.get(requestId) : "Other";
    sizes[kind] += encodedDataLength;
    sizes.all += encodedDataLength;
    sizes.files += 1;
  });
  const response = await page.goto(url + path, { waitUntil: "networkidle" });
  await page.waitForTimeout(QUIET_MS);
  if (response.status() !== 200) throw new Error(`${path} answered ${response.status()} in the browser`);
  await context.close();
  return { name, ...sizes };
}

async function signIn(page, url, { email, password }) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  await page.close();
}

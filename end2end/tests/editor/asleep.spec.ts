// Before the editor is awake, and when it never wakes. (Chromium reports the refused file; that is the point here.)
import { test as plain, expect, type Page } from "@playwright/test";
import { newDraft, opened } from "../../support/editor.ts";
import { DANA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";

ownServer();

async function dana(browser: import("@playwright/test").Browser): Promise<{ page: Page; address: string }> {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  return { page, address: await newDraft(page) };
}

const fields = ".workbench textarea:not([readonly]), .facts input:not([readonly], [disabled]), .facts select:not([disabled])";

plain("the sheet takes no words before the editor is awake, and the keyboard stays where it was @scripts-on", async ({ browser }) => {
  const { page, address } = await dana(browser);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  const line = page.locator(".line-text").first();
  const before = await line.inputValue();
  await expect(page.locator(fields)).toHaveCount(0);
  await line.focus();
  await page.keyboard.type("lost?");
  await expect(line).toHaveValue(before);
  release();
  await opened(page, true);
  await expect(line).toBeFocused();
  await expect(line).not.toHaveAttribute("readonly");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" kept.");
  await expect(line).toHaveValue(`${before} kept.`);
  await page.context().close();
});

plain("when the editor can't start, the page says so and the plain form edits the same draft @scripts-on", async ({ browser }) => {
  const { page, address } = await dana(browser);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(address);
  await expect(page.getByText("The live editor could not start in this browser.")).toBeVisible();
  await expect(page.locator(fields)).toHaveCount(0);
  await page.getByRole("link", { name: "Go on with the plain form" }).click();
  await expect(page).toHaveURL(/plain=1/);
  const line = page.locator(".line-text").first();
  await line.fill("Written without the live editor.");
  await page.locator(".line").first().getByRole("button", { name: "Save" }).click();
  await expect(line).toHaveValue("Written without the live editor.");
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const live = await elsewhere.newPage();
  await signIn(live, DANA, new URL(address).pathname);
  await opened(live, true);
  await expect(live.locator(".line-text").first()).toHaveValue("Written without the live editor.");
  await elsewhere.close();
  await page.context().close();
});

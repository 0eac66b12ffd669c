// A network that goes away: said honestly, nothing lost. (Chromium reports refused requests; that is the point here.)
import { test as plain, expect } from "@playwright/test";
import { lines, opened, saved } from "../../support/editor.ts";
import { DANA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";

ownServer();

plain("words written without a network are said to be unsaved, and saved when it is back @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, DANA, "/postings/new");
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, true);
  await context.setOffline(true);
  await lines(page).first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Written on a train.");
  await expect(page.locator("#save-state")).toHaveText(/^Offline/, { timeout: 3_000 });
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Written on a train\.$/);
  await context.close();
});

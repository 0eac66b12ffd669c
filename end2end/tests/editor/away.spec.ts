// A network that goes away: said honestly, nothing lost. (Chromium reports refused requests; that is the point here.)
import { test as plain, expect, type Page } from "@playwright/test";
import { lines, newDraft, opened, saved } from "../../support/editor.ts";
import { BEN, DANA, signIn } from "../../support/people.ts";
import { copyOf, submit } from "../../support/posting.ts";
import { ownServer, server } from "../../support/server.ts";

ownServer();

/** Takes the network away and goes on writing at the end of the first line; within three seconds the page says so. */
async function writeOffTheNetwork(page: Page, words: string) {
  await page.context().setOffline(true);
  await lines(page).first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
  await expect(page.locator("#save-state")).toHaveText(/^Offline/, { timeout: 3_000 });
}

plain("words written without a network are said to be unsaved, and saved when it is back @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await newDraft(page);
  const lost: string[] = [];
  page.on("requestfailed", (request) => lost.push(new URL(request.url()).pathname));
  await writeOffTheNetwork(page, " Written on a train.");
  expect(lost, "the icons are still there").toEqual([]);
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Written on a train\.$/);
  await context.close();
});

plain("words written off the network outlive the tab, and their writer finds them in the next @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const address = await newDraft(page);
  await writeOffTheNetwork(page, " Then the battery died.");
  page.on("dialog", (dialog) => dialog.accept());
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  // Whoever else signs in at this computer gets nothing of it.
  const next = await context.newPage();
  await context.clearCookies();
  await signIn(next, BEN, new URL(address).pathname);
  await opened(next, true);
  await expect(next.getByText("Nobody else is here.")).toBeAttached();
  await expect(lines(next).first()).not.toHaveValue(/battery/);
  await context.clearCookies();
  await signIn(next, DANA, new URL(address).pathname);
  await opened(next, true);
  await expect(lines(next).first()).toHaveValue(/Then the battery died\.$/);
  await saved(next);
  await next.reload();
  await expect(lines(next).first()).toHaveValue(/Then the battery died\.$/);
  await context.close();
});

plain("words written off the network while the draft was submitted are handed back, not lost @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "Submitted meanwhile");
  await page.goto(posting);
  await opened(page, true);
  const before = await lines(page).first().inputValue();
  await writeOffTheNetwork(page, " One more thing.");

  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await signIn(other, DANA);
  await submit(other, posting, "");
  await elsewhere.close();

  await context.setOffline(false);
  const unsaved = page.getByRole("region", { name: "Your unsaved changes" });
  await expect(unsaved).toContainText("One more thing.");
  await expect(lines(page).first()).toHaveValue(before);
  await expect(lines(page).first()).toHaveAttribute("readonly", "");
  await page.reload();
  await opened(page, true);
  await expect(unsaved).toContainText("One more thing.");
  await unsaved.getByRole("button", { name: "I have what I need" }).click();
  await expect(unsaved).toHaveCount(0);
  await page.reload();
  await opened(page, true);
  await expect(unsaved).toHaveCount(0);
  await context.close();
});

plain("a session that ended while the network was away is named, and the words are there after signing in again @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const address = await newDraft(page);
  await writeOffTheNetwork(page, " Signed out meanwhile.");
  await context.clearCookies();
  await context.setOffline(false);
  await expect(page.locator("#save-state")).toHaveText("Not saved");
  await expect(page.getByRole("alert").getByText(/You are signed out.* kept in this browser/)).toBeVisible();

  page.on("dialog", (dialog) => dialog.accept());
  await signIn(page, DANA, new URL(address).pathname);
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Signed out meanwhile\.$/);
  await saved(page);
  await context.close();
});

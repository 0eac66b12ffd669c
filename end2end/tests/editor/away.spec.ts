// A network that goes away: said honestly, nothing lost. (Chromium reports refused requests; that is the point here.)
import { test as plain, expect, type Page } from "@playwright/test";
import { lines, newDraft, opened, saved, words } from "../../support/editor.ts";
import { BEN, DANA, signIn, signInAnew } from "../../support/people.ts";
import { copyOf, takeStep } from "../../support/posting.ts";
import { ownServer, server } from "../../support/server.ts";

ownServer();

/** Takes the network away and goes on writing at the end of the first line; within three seconds the page says so. */
async function writeOffTheNetwork(page: Page, typed: string) {
  await page.context().setOffline(true);
  await lines(page).first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(typed);
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

plain("both sides write while one is off the network for half a minute, and both are there afterwards @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const address = await newDraft(page);
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const ben = await elsewhere.newPage();
  await signIn(ben, BEN, new URL(address).pathname);
  await opened(ben, true);
  const [first = "", second = ""] = await words(page);
  await page.getByLabel("Job title").focus();
  await page.keyboard.press("Control+End");
  const gone = Date.now();
  await writeOffTheNetwork(page, " From the train.");
  await expect(ben.getByText("Nobody else is here.")).toBeAttached({ timeout: 30_000 });
  await lines(ben).first().click();
  await ben.keyboard.press("Control+Home");
  await ben.keyboard.type("Meanwhile: ");
  await ben.getByLabel("Job title").focus();
  await ben.keyboard.press("Control+Home");
  await ben.keyboard.type("The ");
  await lines(ben).nth(1).focus();
  await ben.keyboard.press("Alt+ArrowUp");
  await saved(ben);
  await page.getByLabel("Job title").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" (remote)");
  // The real thing: long past every beat, pause and patience of both sides.
  await page.waitForTimeout(Math.max(0, 25_000 - (Date.now() - gone)));
  await page.keyboard.type("!");
  await context.setOffline(false);
  for (const one of [page, ben]) {
    await expect.poll(async () => (await words(one)).slice(0, 2), { timeout: 20_000 }).toEqual([second, `Meanwhile: ${first} From the train.`]);
    await expect(one.getByLabel("Job title")).toHaveValue(/^The .* \(remote\)!$/);
    await saved(one);
  }
  await context.close();
  await elsewhere.close();
});

plain("a page that is reloaded off the network comes back with its words when the network does @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const address = await newDraft(page);
  await writeOffTheNetwork(page, " Before the reload.");
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload().catch(() => undefined);
  await expect(page.locator(".line-text")).toHaveCount(0);
  await context.setOffline(false);
  await page.goto(address);
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Before the reload\.$/);
  await saved(page);
  await page.reload();
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Before the reload\.$/);
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

plain("words written off the network while the draft was archived are handed back, not lost @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "Archived meanwhile");
  await page.goto(posting);
  await opened(page, true);
  const before = await lines(page).first().inputValue();
  await writeOffTheNetwork(page, " One more thing.");

  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await signIn(other, DANA);
  await other.goto(`${posting}/history`);
  await takeStep(other, "Archive", "Archive it");
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
  await signInAnew(page, DANA, new URL(address).pathname);
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Signed out meanwhile\.$/);
  await saved(page);
  await context.close();
});

/** The first bytes of a frame are the version of the protocol and the kind of message (app/domain/src/protocol). */
const PUSH = 1;

plain("a server that is there but can't save is named, and saves what waited once it can @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const waiting: (() => void)[] = [];
  let canSave = true;
  await page.routeWebSocket(/\/live$/, (tab) => {
    const room = tab.connectToServer();
    tab.onMessage((frame) => {
      const save = () => room.send(frame);
      if (canSave || frame[1] !== PUSH) save();
      else waiting.push(save);
    });
  });
  await newDraft(page);
  await lines(page).first().click();
  await page.keyboard.press("Control+End");
  canSave = false;
  await page.keyboard.type(" Written on a full disk.");
  const state = page.locator("#save-state");
  await expect(state).toHaveText("Saving…");
  await expect(state).toHaveText("Not saved yet");
  const sentence = page.getByRole("alert").getByText("The server can't save just now; it goes on trying. What you wrote is kept in this browser.");
  await expect(sentence).toBeVisible();
  await page.keyboard.type(" And on.");
  await expect(sentence).toBeVisible();
  canSave = true;
  waiting.forEach((save) => save());
  await saved(page);
  await expect(sentence).toHaveCount(0);
  await page.reload();
  await opened(page, true);
  await expect(lines(page).first()).toHaveValue(/Written on a full disk\. And on\.$/);
  await context.close();
});

plain("a server that can't reach its database is named while nobody gets in @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const tabs: { close: () => Promise<void> }[] = [];
  let isAway = false;
  await page.routeWebSocket(/\/live$/, (tab) => {
    if (isAway) return void tab.close();
    tab.connectToServer();
    tabs.push(tab);
  });
  const address = await newDraft(page);
  await page.route(address, (route) => (isAway ? route.fulfill({ status: 503 }) : route.continue()));
  isAway = true;
  for (const tab of tabs) await tab.close();
  const sentence = page.getByRole("alert").getByText("The server can't save just now; it goes on trying.");
  await expect(sentence).toBeVisible();
  isAway = false;
  await saved(page);
  await expect(sentence).toHaveCount(0);
  await context.close();
});

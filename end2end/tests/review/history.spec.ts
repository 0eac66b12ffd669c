// The time line of a draft: moments with a name, comparing, and going back, which everybody sees at once.
import { accessible } from "../../support/axe.ts";
import { lines, opened, saved, words } from "../../support/editor.ts";
import { BEN, DANA, OLGA, VERA, signIn } from "../../support/people.ts";
import { copyOf, reword, sent } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const FULL = "PHP Backend Developer";

/** Gives what the draft says now a name, from the history. */
async function nameMoment(page: Page, posting: string, name: string) {
  await page.goto(`${posting}/history`);
  await page.locator("summary", { hasText: "Name this moment" }).click();
  await page.getByLabel("Name of the checkpoint").fill(name);
  await page.getByRole("button", { name: "Name it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Checkpoint “${name}”`);
}

async function restoreHere(page: Page) {
  await page.locator("summary", { hasText: "Restore this" }).click();
  await page.getByRole("button", { name: "Restore it" }).click();
}

test("a moment gets a name, is compared with what came after it, and comes back", async ({ page, scripts }) => {
  test.slow();
  await signIn(page, DANA);
  const posting = await copyOf(page, FULL, "Named and restored");
  await nameMoment(page, posting, "Before the call");
  await expect(page.getByText("it says just this now")).toBeVisible();
  await expect(page.locator("summary", { hasText: "Restore this" })).toHaveCount(0);

  await page.goto(`${posting}?plain=1`);
  const was = await page.getByRole("textbox", { name: "Line", exact: true }).first().inputValue();
  await reword(page, posting, was, "Spoilt by a call.");

  await page.goto(`${posting}/history`);
  await expect(page.locator(".timeline > li").first()).toContainText("Dana Okafor wrote: 1 line reworded");
  await page.getByRole("link", { name: "Checkpoints" }).click();
  await expect(page.locator(".timeline > li")).toHaveCount(1);
  await page.getByRole("link", { name: "“Before the call”" }).click();

  await page.getByLabel("Compare with").selectOption("Now");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("One change against what it says now")).toBeVisible();
  await expect(page.locator('.diff-line[data-change="reworded"] del').first()).toBeVisible();
  if (scripts) {
    await alive(page);
    await accessible(page);
  }

  await restoreHere(page);
  await expect(page).toHaveURL(new RegExp(`${posting}(\\?plain=1)?$`));
  await page.goto(`${posting}?plain=1`);
  await expect(page.getByRole("textbox", { name: "Line", exact: true }).first()).toHaveValue(was);

  // Which is an edit like others: it stands on the time line, with the way back.
  await page.goto(`${posting}/history`);
  await expect(page.locator(".timeline > li").first()).toContainText("Dana Okafor restored what it said at checkpoint “Before the call”");
  if (scripts) await accessible(page);
  await page.getByRole("link", { name: "What it said before" }).click();
  await expect(page.locator(".diff")).toContainText("Spoilt by a ");
  await restoreHere(page);
  await page.goto(`${posting}?plain=1`);
  await expect(page.getByRole("textbox", { name: "Line", exact: true }).first()).toHaveValue("Spoilt by a call.");
});

test("an earlier moment shows what was said about it then, and leads to where that is answered", async ({ page, as, scripts }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, FULL, "Talked about before");
  await nameMoment(page, posting, "Before the talk");
  const moment = new URL(page.url()).pathname;
  const vera = await as(VERA, `${posting}/threads`);
  await vera.locator(".diff-line").first().getByRole("link", { name: "Discuss this line" }).click();
  const form = vera.getByRole("region", { name: "Say something" });
  await form.getByRole("textbox", { name: "Comment" }).fill("Who says that?");
  expect(await sent(vera, form.getByRole("button", { name: "Comment", exact: true }))).toBe(303);
  await page.goto(`${posting}?plain=1`);
  const was = await page.getByRole("textbox", { name: "Line", exact: true }).first().inputValue();
  await reword(page, posting, was, "The team says that.");
  await page.goto(`${posting}/threads`);
  const thread = page.locator(".thread", { hasText: "Who says that?" });
  await thread.getByRole("button", { name: "Resolve" }).click();
  await expect(page.getByText("Resolved by Dana Okafor")).toBeVisible();

  // Then it was open, beside the words that it was about; there it is not answered.
  await page.goto(moment);
  const line = page.locator(".diff-line").first();
  await expect(line.locator(".diff-text")).toHaveText(was.trim());
  await expect(line.locator(".thread")).toContainText("Who says that?");
  for (const name of ["Reply", "Resolve", "Discuss this line"]) {
    await expect(page.getByRole("main").getByText(name, { exact: true })).toHaveCount(0);
  }
  if (scripts) {
    await alive(page);
    await accessible(page);
  }
  await line.getByRole("link", { name: "See it beside the draft" }).click();
  await expect(page).toHaveURL(/\/threads#thread-/);

  await page.goto(`${posting}/history`);
  const opened = page.locator(".timeline > li", { hasText: "opened a thread" });
  await expect(opened).toContainText("Who says that?");
  if (scripts) await accessible(page);
  await opened.getByRole("link").click();
  await expect(page).toHaveURL(/\/threads#thread-/);
});

test("what somebody restores shows in open editors at once, and takes nothing from who writes there @scripts-on", async ({ as }) => {
  test.slow();
  const dana = await as(DANA);
  const posting = await copyOf(dana, FULL, "Restored live");
  await nameMoment(dana, posting, "Good");
  await dana.goto(posting);
  await opened(dana, true);
  const before = await words(dana.locator("#sheet"));
  await lines(dana).first().click();
  await dana.keyboard.press("Control+End");
  await dana.keyboard.type(" Dana spoils it.");
  await saved(dana);

  const ben = await as(BEN, posting);
  await opened(ben, true);
  await expect(lines(ben).first()).toHaveValue(/ Dana spoils it\.$/);

  const elsewhere = await as(DANA, `${posting}/history?show=checkpoints`);
  await elsewhere.getByRole("link", { name: "“Good”" }).click();
  await restoreHere(elsewhere);
  for (const page of [dana, ben]) await expect.poll(() => words(page.locator("#sheet"))).toEqual(before);

  // Ben writes on top of it, and when Dana undoes her own, his words stay.
  await lines(ben).nth(1).click();
  await ben.keyboard.press("Control+End");
  await ben.keyboard.type(" Ben goes on.");
  await saved(ben);
  await expect(lines(dana).nth(1)).toHaveValue(/ Ben goes on\.$/);
  await lines(dana).first().click();
  await dana.keyboard.press("Control+z");
  await saved(dana);
  for (const page of [dana, ben]) await expect(lines(page).nth(1)).toHaveValue(/ Ben goes on\.$/);
});

test("whoever may only read sees why they can't go back, and a stranger sees nothing", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await copyOf(dana, FULL, "Looked at");
  await nameMoment(dana, posting, "Mine");
  const address = new URL(dana.url()).pathname;
  await reword(dana, posting, (await dana.goto(`${posting}?plain=1`), await dana.getByRole("textbox", { name: "Line", exact: true }).first().inputValue()), "Another one.");
  const vera = await as(VERA, address);
  const refused = vera.getByRole("button", { name: "Restore this" });
  await expect(refused).toHaveAttribute("aria-disabled", "true");
  await expect(refused).toHaveAccessibleDescription("Only hiring managers of this team can do this.");
  await vera.goto(`${posting}/history`);
  await expect(vera.getByRole("button", { name: "Name this moment" })).toHaveAttribute("aria-disabled", "true");
  const olga = await as(OLGA);
  for (const path of [`${posting}/history`, address, `${posting}/history/now`]) {
    expect((await olga.goto(path))?.status(), path).toBe(404);
  }
});

test("a name that is missing or too long is asked for again, and no moment of tomorrow is found", async ({ page, scripts }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, FULL, "Misnamed");
  await page.goto(`${posting}/history`);
  await page.locator("summary", { hasText: "Name this moment" }).click();
  const name = page.getByLabel("Name of the checkpoint");
  await name.evaluate((field) => field.removeAttribute("maxlength")).catch(() => undefined);
  if (scripts) {
    await name.fill("x".repeat(81));
    expect(await sent(page, page.getByRole("button", { name: "Name it" }))).toBe(422);
    await expect(page.getByText("That is too long; the limit is 80 characters.").first()).toBeVisible();
    await expect(name).toHaveValue("x".repeat(81));
  }
  for (const part of ["/history/99999", "/history/x", "/history/revision-7", "/history/now?from=x"]) {
    expect((await page.goto(posting + part))?.status(), part).toBe(404);
  }
});

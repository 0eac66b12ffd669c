// Hugo is told that a review waits, opens it from there, decides, and Dana is told so.
import { copyOf, decideButton, stage, submit } from "../../support/posting.ts";
import { DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Locator, Page } from "@playwright/test";

ownServer();

const MODEL = "PHP Backend Developer";

/** The bell in the bar, with what it says. */
const bell = (page: Page, words: RegExp | string): Locator => page.getByRole("link", { name: words });

test("an approver is told, opens the review from there and decides; the owner is told that", async ({ page, as }) => {
  const hugo = await as(HUGO, "/notifications");
  const read = hugo.getByRole("button", { name: "Mark all as read" });
  if (await read.isVisible()) await read.click();
  await expect(bell(hugo, /^Notifications$/)).toBeVisible();

  await signIn(page, DANA);
  const title = "Developer who is asked for";
  const posting = await copyOf(page, MODEL, title);
  await submit(page, posting, "Please read it.");

  await hugo.goto("/");
  await bell(hugo, "Notifications, 1 unread").click();
  await expect(hugo.getByRole("listitem").filter({ hasText: title })).toContainText("Dana Okafor asks for your review.");
  await hugo.getByRole("button", { name: title, exact: true }).click();
  await expect(hugo).toHaveURL(new RegExp(`${posting}/review$`));
  await expect(bell(hugo, /^Notifications$/)).toBeVisible();
  await hugo.getByRole("radio", { name: /^Request changes/ }).check();
  await hugo.getByLabel("Comment").fill("Say who shares the rota.");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("Changes requested");

  await page.goto("/notifications");
  const told = page.getByRole("listitem").filter({ hasText: title });
  await expect(told).toContainText("Hugo Meyer requested changes.");
  await page.getByRole("button", { name: `Mark “${title}” as read` }).click();
  await expect(page.getByRole("button", { name: `Mark “${title}” as read` })).toHaveCount(0);
  await page.getByRole("button", { name: title, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(posting));
});

test("what is mailed is chosen in the account and stays chosen", async ({ page }) => {
  await signIn(page, HUGO, "/account");
  await expect(page.getByText("No mail server is set up here yet")).toBeVisible();
  await page.getByLabel("A review waits for you").selectOption({ label: "Daily digest" });
  await page.getByLabel("No mail at all").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Your choices of mail are saved." })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByLabel("A review waits for you")).toHaveValue("digest");
  await expect(page.getByLabel("No mail at all")).toBeChecked();
});

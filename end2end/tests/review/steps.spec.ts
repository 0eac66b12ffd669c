// The rare steps: out of the archive and back, open again after the end; and each step is where one looks for it, once.
import { copyOf, openMenu, openPlain, postingNamed, stage, takeStep, told } from "../../support/posting.ts";
import { BEN, DANA, HUGO, signIn, VERA } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("a closed posting is reopened as a draft, and its public page stays closed", async ({ page, as }) => {
  await signIn(page, BEN);
  const posting = await postingNamed(page, "Ruby Backend Developer");
  await page.goto(`${posting}/history`);
  await expect(stage(page)).toHaveText("Closed");
  const address = await page.locator(".banner a").getAttribute("href");
  await page.getByRole("button", { name: "Reopen" }).click();
  await expect(page).toHaveURL(new RegExp(`${posting}(\\?plain=1)?$`));
  await openPlain(page, posting);
  await expect(stage(page)).toHaveText("Draft");
  await expect(page.getByRole("button", { name: "Save facts" })).toBeVisible();
  expect((await told(page, posting)).slice(-2)).toEqual(["Hugo Meyer closed it", "Ben Carter reopened it"]);
  const reader = await as(null, "/careers");
  expect((await reader.goto(address ?? ""))?.status()).toBe(410);
});

test("a draft is archived and restored by its owner, with a story of both", async ({ page, as }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "Developer put away");
  await page.goto(`${posting}/history`);
  await takeStep(page, "Archive", "Archive it");
  await expect(stage(page)).toHaveText("Archived");
  await openPlain(page, posting);
  await expect(page.getByText("The draft is locked, because the posting is archived. To go on writing, its owner can restore it.")).toBeVisible();

  const ben = await as(BEN, `${posting}/history`);
  await expect(ben.getByRole("button", { name: "Restore" })).toBeVisible();
  await expect(ben.getByText("Only the owner of the posting can do this.").first()).toBeAttached();

  await page.goto(`${posting}/history`);
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page).not.toHaveURL(/history/);
  expect((await told(page, posting)).slice(1)).toEqual(["Dana Okafor archived it", "Dana Okafor restored it"]);
  await expect(stage(page)).toHaveText("Draft");
});

test("the preview is one click away, once, and says that it is not public", async ({ page }) => {
  await signIn(page, DANA);
  const posting = await postingNamed(page, "PHP Backend Developer");
  await openPlain(page, posting);
  await openMenu(page);
  await expect(page.getByRole("link", { name: "Preview" })).toHaveCount(1);
  await page.getByRole("link", { name: "Preview" }).click();
  await expect(page).toHaveURL(`${posting}/preview`);
  await expect(page.getByText("Not public: the draft as the public page would show it.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "PHP Backend Developer" })).toBeVisible();
  await page.getByRole("link", { name: "Phone" }).click();
  await expect(page.locator(".preview-page")).toHaveAttribute("data-width", "phone");
  await page.getByRole("link", { name: "Back to the draft" }).click();
  await expect(page).toHaveURL(new RegExp(posting));
});

test("a viewer reads review and history, and can take no step", async ({ page, as }) => {
  await signIn(page, HUGO);
  const posting = await postingNamed(page, "Senior Python Backend Developer");
  const vera = await as(VERA, `${posting}/review`);
  await expect(vera.getByText("New role for the bookings service.")).toBeVisible();
  await expect(vera.getByRole("radio")).toHaveCount(0);
  await openMenu(vera);
  await expect(vera.getByRole("button", { name: "Withdraw" })).toHaveAttribute("aria-disabled", "true");
  await vera.goto(`${posting}/history`);
  await expect(vera.getByText("Dana Okafor").first()).toBeVisible();
  await expect(vera.getByRole("link", { name: "See the review" })).toBeVisible();
});

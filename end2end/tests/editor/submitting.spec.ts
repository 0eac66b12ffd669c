// Submitting from the editor: what it knows before it asks, and what a refusal leaves behind.
import { newDraft, opened, setFacts } from "../../support/editor.ts";
import { DANA, VERA, signIn } from "../../support/people.ts";
import { postingNamed, REQUIRED, stage } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const MESSAGE = "Look at the pay, please.";
const submit = (page: Page) => page.locator("summary", { hasText: "Submit" });

/** What the button does not do while checks block: a browser that is behind. */
async function sendAnyway(page: Page) {
  await page.getByLabel("Message to the reviewers").fill(MESSAGE);
  await page.locator("form[action*='do=submit']").evaluate((form) => (form as HTMLFormElement).requestSubmit());
  await expect(page.locator(".next-steps .problems")).toBeFocused();
}

test("the form to submit says while one writes what blocks it @scripts-on", async ({ page }) => {
  await newDraft(page);
  await submit(page).click();
  const why = page.locator("p.submit-blocked");
  await expect(why).toHaveText(/^[2-9] checks block submitting\. See the checks$/);
  await expect(page.getByText("Approvals of what stays the same")).toHaveCount(0);
  const button = page.getByRole("button", { name: "Submit for review" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/checks block submitting/);
  const { howToApply, ...others } = REQUIRED;
  await setFacts(page, true, others);
  await expect(page.locator("#checks .count")).toHaveText(/^1 blocks/);
  await submit(page).click();
  await expect(why).toHaveText(/^1 check blocks submitting/);
  await setFacts(page, true, { howToApply });
  await submit(page).click();
  await expect(why).toBeHidden();
  await expect(button).toBeEnabled();
  await button.click();
  await expect(stage(page)).toHaveText("In review");
});

test("after a refusal one goes through the reasons, and the message is still there @scripts-on", async ({ page }) => {
  const posting = await newDraft(page);
  await submit(page).click();
  await sendAnyway(page);
  await opened(page, true);
  const reasons = page.locator(".next-steps .problems");
  await reasons.getByRole("link").first().click();
  expect(page.url().split("?")[0]).toBe(posting);
  await expect(page.locator(".facts :focus")).toHaveCount(1);
  await expect(page.getByLabel("Message to the reviewers")).toHaveValue(MESSAGE);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a reason opens the drawer in which it is mended, a check leads back to the sheet @scripts-on", async ({ page }) => {
    await newDraft(page);
    await submit(page).tap();
    await sendAnyway(page);
    await opened(page, true);
    await expect(page.locator("summary", { hasText: "More about this posting" })).toBeInViewport({ ratio: 1 });
    const drawer = page.locator("#side");
    await expect(drawer).toBeHidden();
    await page.locator(".next-steps .problems").getByRole("link").first().tap();
    await expect(drawer).toBeVisible();
    await expect(page.locator(".facts :focus")).toBeInViewport();
    await drawer.getByRole("link", { name: "Go to the section" }).first().tap();
    await expect(drawer).toBeHidden();
    await expect(page.locator(".section:target .section-title")).toBeInViewport();
  });
});

test("who may only read is told so, and is offered nothing to write @scripts-on", async ({ page, as }) => {
  await signIn(page, DANA);
  const posting = await postingNamed(page, "Senior Python Backend Developer");
  const vera = await as(VERA, posting);
  await opened(vera, true);
  await expect(vera.getByText("You can read this draft, not write in it. Only hiring managers of this team can do this.")).toBeVisible();
  await expect(vera.getByText("What you write here")).toHaveCount(0);
  await expect(vera.getByRole("button", { name: "Read", exact: true })).toHaveAttribute("aria-pressed", "true");
});

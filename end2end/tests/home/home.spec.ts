import { ADA, DANA, HUGO, VERA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("Dana waits for Hugo, and Hugo sees what waits for him", async ({ page }) => {
  await signIn(page, DANA);
  const waited = page.getByRole("region", { name: "You wait for" });
  await expect(waited.getByText("Hugo Meyer can decide").first()).toBeVisible();
  const title = (await waited.getByRole("heading", { level: 3 }).first().textContent()) ?? "";
  const sentBack = page.getByRole("region", { name: "Waiting for you" }).getByText("asks for changes");
  await expect(sentBack.first()).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, HUGO);
  const waiting = page.getByRole("region", { name: "Waiting for you" });
  await expect(waiting.getByRole("link", { name: title })).toHaveAttribute("href", /\/review$/);
  await expect(waiting.locator(".due").first()).toContainText(/due in|overdue/);
});

test("who has nothing yet is shown the next step", async ({ page }) => {
  await signIn(page, VERA);
  await expect(page.getByRole("heading", { name: "Nothing waits for you" })).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, ADA);
  await page.getByRole("link", { name: "Open the library" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
});

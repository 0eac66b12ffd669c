// What stands in place of a page that could not be shown.
import { DANA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("the bell says the same on a page that is refused or not there", async ({ page }) => {
  await signIn(page, DANA);
  const label = (await page.locator(".bell").getAttribute("aria-label")) ?? "";
  expect(label).toMatch(/[1-9]\d* unread/);
  for (const [address, status] of [["/people", 403], ["/no-such-page", 404], ["/postings/00000000-0000-0000-0000-000000000000", 404]] as const) {
    expect((await page.goto(address))?.status()).toBe(status);
    await expect(page.locator(".bell")).toHaveAttribute("aria-label", label);
  }
});

test("whoever is nobody sees whose page it is, and why a link does not work", async ({ page }) => {
  expect((await page.goto("/no-such-page"))?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "Rolewright" })).toBeVisible();
  await expect(page.getByText("The address may be mistyped, or the page is not yours to see.")).toBeVisible();
  expect((await page.goto("/invitation?token=guessed"))?.status()).toBe(410);
  await expect(page.getByText("This invitation does not work. Ask who invited you for a new one.")).toBeVisible();
});

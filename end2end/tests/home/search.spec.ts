import { DANA, OLGA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";

ownServer();

test("Dana finds postings and items with one word, Olga no posting of Dana's", async ({ page }) => {
  await signIn(page, DANA, "/search");
  const search = page.getByRole("searchbox");
  await search.fill("python");
  await search.press("Enter");
  await expect(page.getByRole("region", { name: "Postings" }).getByRole("link").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Library" }).getByRole("link", { name: "Python", exact: true })).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, OLGA);
  await page.goto("/search?q=python");
  await expect(page.getByText("No title that you may read has these words.")).toBeVisible();
});

test("the palette goes anywhere without a mouse @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  await alive(page);
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "Go to, or search" });
  await expect(input).toBeFocused();
  await input.pressSequentially("postgers");
  const found = page.getByRole("option", { name: /PostgreSQL/ }).first();
  await expect(found).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(input).toBeHidden();

  await page.keyboard.press("Control+k");
  await input.fill("post");
  await expect(page.getByRole("option", { selected: true })).toHaveText(/Postings/);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toHaveText(/New posting/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/postings$/);
});

test("Enter on a word that nothing fits shows the search page @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  await alive(page);
  await page.locator(".search-open").click();
  const input = page.getByRole("combobox", { name: "Go to, or search" });
  await input.fill("xylophone");
  await input.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=xylophone/);
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeVisible();
});

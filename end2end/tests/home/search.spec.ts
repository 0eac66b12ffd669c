import { accessible } from "../../support/axe.ts";
import { DANA, OLGA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
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

test("the palette says which row is chosen, and lists what fits as one types @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  await alive(page);
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "Go to, or search" });
  const chosen = page.getByRole("option", { selected: true });
  const isActive = async () => expect(input).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id")) ?? "none");
  await expect(chosen).toHaveText("Home");
  await isActive();
  await page.keyboard.press("ArrowUp");
  await expect(chosen).toHaveText("Home");
  await input.fill("kubernetes");
  await expect(chosen).toHaveText(/^Containers/);
  await isActive();
  await accessible(page);
  for (let rows = await page.getByRole("option").count(); rows >= 0; rows--) await page.keyboard.press("ArrowDown");
  await expect(chosen).toHaveText("Search everything for “kubernetes”");
  await isActive();
  await input.fill("xyz");
  await expect(page.getByRole("option")).toHaveText(["Search everything for “xyz”"]);
  await input.fill("");
  await expect(page.getByRole("option").first()).toHaveText("Home");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Search" }).click();
  await expect(input).toBeFocused();
});

test("an answer to what is no longer typed is dropped @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  await alive(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("/api/search_everything", async (route) => {
    if (route.request().postData() === "text=python") await released;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "Go to, or search" });
  const asked = page.waitForRequest("/api/search_everything");
  await input.fill("python");
  await asked;
  await input.fill("kubernetes");
  await expect(page.getByRole("option").first()).toHaveText(/^Containers/);
  const late = page.waitForResponse("/api/search_everything");
  release();
  await (await late).finished();
  await expect(page.getByRole("option", { name: /Python/ })).toHaveCount(0);
});

// A browser of its own, which nobody watches: Chromium reports the call that can't be made, and that is the point here.
test("without a network the palette still goes to places @scripts-on", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, DANA);
  await alive(page);
  await context.setOffline(true);
  const failed = page.waitForEvent("requestfailed");
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "Go to, or search" });
  await input.fill("libr");
  await failed;
  await expect(page.getByRole("status")).not.toHaveText("Searching…");
  await expect(page.getByRole("option")).toHaveText(["Library", "Search everything for “libr”"]);
  await context.setOffline(false);
  await input.press("Enter");
  await expect(page).toHaveURL(/\/library$/);
  await context.close();
});

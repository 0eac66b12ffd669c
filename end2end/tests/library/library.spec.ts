import { accessible } from "../../support/axe.ts";
import { newDraft, saved } from "../../support/editor.ts";
import { ADA, OLGA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";

ownServer();

test("Olga searches with a typo and reads an item, but may not change it", async ({ page, scripts }) => {
  await signIn(page, OLGA, "/library");
  if (scripts) await alive(page);
  const search = page.getByRole("searchbox").first();
  await search.fill("postgers");
  if (!scripts) await search.press("Enter");
  // The row of the server's list, which goes when the browser has its own, is not the one to click.
  if (scripts) await expect(page.getByText(/^1 item for “postgers”/)).toBeVisible();
  await page.getByRole("link", { name: /PostgreSQL/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: /PostgreSQL/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Deprecate" })).toBeDisabled();
  expect((await page.goto("/library/new"))?.status()).toBe(403);
});

test("the library is searched as one types, narrowed as the page is @scripts-on", async ({ page }) => {
  test.slow(); // several pages, one of them in three looks
  await signIn(page, OLGA, "/library?kind=skill");
  await alive(page);
  const search = page.getByRole("searchbox");
  const rows = page.getByRole("main").getByRole("list").locator("li.item:visible");
  const listed = await rows.count();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await expect(search).toHaveValue("");
  await search.pressSequentially("postg");
  await expect(page.locator("#library-count")).toHaveText(/^\d+ items? for “postg”$/);
  await expect(page.getByRole("status").filter({ hasText: "for “postg”" })).toBeVisible();
  await expect(rows.first().locator("mark")).toHaveText("Postg");
  await expect(rows.first()).toContainText("PostgreSQL");
  await accessible(page);

  // Where nothing fits, the way on is offered, and the counts are of what is typed.
  await search.fill("zzzqq");
  await expect(page.locator("#library-count")).toHaveText("0 items for “zzzqq”");
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Kind" }).locator(".count").first()).toHaveText("0");
  await search.fill("postg");
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeHidden();

  // Enter asks the server, which answers with the same items. (How often they are used may be counted anew by then.)
  const names = rows.locator(".item-name");
  for (const query of ["postgers", "k8s", "version controll", "team"]) {
    await search.fill(query);
    await expect(page.locator("#library-count")).toContainText(`“${query}”`);
    const found = await names.allInnerTexts();
    await search.press("Enter");
    await expect(page).toHaveURL(new RegExp(`[?&]q=${query.replace(" ", "[+]")}&order=`));
    await expect(page.locator("#library-count")).toBeHidden();
    await alive(page);
    expect(await names.allInnerTexts(), query).toEqual(found);
  }
  await search.fill("");
  await expect(rows).toHaveCount(listed);

  await page.goto("/library?kind=benefit");
  await alive(page);
  await search.fill("postg");
  await expect(page.getByRole("link", { name: "PostgreSQL", exact: true })).toHaveCount(0);
});

test("what is typed goes along to the filters, and is there again on the way back", async ({ page, scripts }) => {
  await signIn(page, OLGA, "/library?state=published");
  const search = page.getByRole("searchbox");
  const kinds = page.getByRole("navigation", { name: "Kind" });
  const found = page.getByRole("main").locator("li.item:visible");
  const type = async (query: string) => {
    if (scripts) await alive(page);
    await search.fill(query);
    if (!scripts) await search.press("Enter");
    await expect(page).toHaveURL(new RegExp(`[?&]q=${query}(&|$)`));
    await expect(page).toHaveURL(/[?&]state=published(&|$)/);
    await expect(page.getByRole("main").locator(".filters-set:visible")).toContainText(`“${query}”`);
  };
  await type("postgers");
  await expect(kinds.locator(".count").first()).toHaveText("1");
  await expect(kinds.getByRole("link", { name: /^Benefits/ }).locator(".count")).toHaveText("0");
  await kinds.getByRole("link", { name: /^Skills/ }).click();
  await expect(page).toHaveURL(/[?&]kind=skill(&|$)/);
  await expect(page).toHaveURL(/[?&]state=published(&|$)/);
  await expect(search).toHaveValue("postgers");
  await expect(found).toHaveCount(1);

  await type("pyton");
  await found.getByRole("link", { name: "Python", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Python" })).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue("pyton");
  await expect(found.first()).toContainText("Python");

  // Nothing typed is no filter.
  if (!scripts) return;
  await alive(page);
  await search.fill("");
  await expect(page).toHaveURL(/[?]kind=skill&state=published$/);
});

test("the keyboard walks from the search through what was found @scripts-on", async ({ page }) => {
  await signIn(page, OLGA, "/library");
  await alive(page);
  const search = page.getByRole("searchbox");
  const links = page.getByRole("main").locator("li.item:visible .item-name a");
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await expect(links.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(search).toBeFocused();
  await search.pressSequentially("auth");
  await expect(page.locator("#library-count")).toContainText("“auth”");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(links.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(search).toBeFocused();
  await expect(search).toHaveValue("auth");
  await page.keyboard.press("ArrowDown");
  const address = await links.first().getAttribute("href");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${address}`);
  await page.goBack();
  await expect(search).toHaveValue("auth");
  await expect(links.first()).toHaveAttribute("href", `${address}`);
});

test("Ada ticks items in what she finds while she types @scripts-on", async ({ page }) => {
  await signIn(page, ADA, "/library");
  await alive(page);
  await page.getByRole("searchbox").fill("test");
  await expect(page.locator("#library-count")).toContainText("“test”");
  const count = (await page.locator("#library-count").innerText()).split(" ")[0];
  await expect(page.getByRole("link", { name: new RegExp(`^Change all ?${count}$`) })).toHaveAttribute("href", /[?]q=test$/);
  await accessible(page);
  for (const place of [0, 1]) await page.getByRole("checkbox", { name: /^Choose / }).nth(place).check();
  await page.getByRole("button", { name: "Change the chosen" }).click();
  await expect(page.getByText("2 items that you chose.")).toBeVisible();
});

test("on a phone the search is above what narrows the list", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, OLGA, "/library");
  const search = await page.getByRole("searchbox").boundingBox();
  const filters = await page.getByRole("complementary", { name: "Filters" }).boundingBox();
  expect(search?.y).toBeLessThan(filters?.y ?? 0);
});

test("what the library beside a draft does not have is proposed from there @scripts-on", async ({ page }) => {
  await newDraft(page);
  const search = page.getByRole("searchbox", { name: "Search the library" });
  const propose = page.getByRole("link", { name: "propose it for the library" });
  await search.fill("zzzqq");
  await expect(propose).toBeVisible();
  // What is typed on goes along, too.
  await search.fill("zzzqq & xyzzyx");
  await expect(propose).toHaveAttribute("href", /xyzzyx$/);
  await saved(page);
  await propose.click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("zzzqq & xyzzyx");
});

test("Ada writes an item, publishes a better wording with a reason, and deprecates it", async ({ page, scripts }) => {
  const name = `Feature flags ${scripts ? "live" : "plain"}`;
  await signIn(page, ADA, "/library/new");
  await page.getByLabel("What it is").selectOption({ index: 1 });
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Line, as a posting shows it").fill("Roll changes out behind feature flags.");
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.getByRole("button", { name: "Publish version 1" }).click();
  await page.getByLabel("Line, as a posting shows it").fill("Roll changes out behind feature flags, and remove the flags.");
  await page.getByLabel("Reason for the change").first().fill("Flags that stay become debt.");
  await page.getByRole("button", { name: "Publish as version 2" }).click();
  await expect(page.getByText("and remove the flags").first()).toBeVisible();

  await page.getByLabel("Reason", { exact: true }).fill("Nobody asks for it.");
  await page.getByRole("button", { name: "Deprecate" }).click();
  await expect(page.getByRole("button", { name: "Restore" })).toBeVisible();
});

test("an item that nobody wrote is not found", async ({ page }) => {
  await signIn(page, OLGA);
  expect((await page.goto("/library/no-such-item"))?.status()).toBe(404);
});

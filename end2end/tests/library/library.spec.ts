import { accessible } from "../../support/axe.ts";
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

  // Where nothing fits, the way on is offered, and no count of another list stands beside it.
  await search.fill("zzzqq");
  await expect(page.locator("#library-count")).toHaveText("0 items for “zzzqq”");
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Kind" }).locator(".count").first()).toBeHidden();
  await search.fill("postg");
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeHidden();

  // Enter asks the server, which answers with the same items. (How often they are used may be counted anew by then.)
  const names = rows.locator(".item-name");
  for (const query of ["postgers", "k8s", "version controll", "team"]) {
    await search.fill(query);
    await expect(page.locator("#library-count")).toContainText(`“${query}”`);
    const found = await names.allInnerTexts();
    await search.press("Enter");
    await expect(page).toHaveURL(new RegExp(`[?&]q=${query.replace(" ", "[+]")}(&|$)`));
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
